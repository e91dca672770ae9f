namespace Onboarding.Delivery.Uploads;

/// <summary>Writes the files of an upload, a member at a time, in one pass and constant memory.</summary>
internal abstract class UploadWriter : IDisposable
{
    /// <summary>Opens the writer of a job.</summary>
    /// <exception cref="OnboardingException"><c>DESTINATION_NOT_BUILT</c>: the platform has no such format here.</exception>
    public static UploadWriter Open(UploadJob job) => throw new OnboardingException(Reasons.DestinationNotBuilt, $"no {job.Target.Format} format for {job.Target.Profile.Id}");

    /// <summary>Adds a member: the fields that the format has a place for. Values beyond those that one member can have are counted, not written.</summary>
    public abstract void Add(UploadMember member);

    /// <summary>Ends and flushes the parts, in the order in which they are to be delivered.</summary>
    public abstract IReadOnlyList<UploadPart> Complete();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
