namespace Onboarding.Delivery.Uploads;

/// <summary>Writes the files of an upload, a member at a time, in one pass and constant memory.</summary>
internal abstract class UploadWriter : IDisposable
{
    protected UploadWriter(UploadJob job, UploadFormat format, bool? isBase64 = null)
    {
        Job = job;
        Format = format;
        Files = new UploadFiles(job);
        Values = new UploadValues(job.Target, isBase64 ?? job.Target.Profile.IsBase64);
    }

    /// <summary>Values that no part holds: more of a field than one member can have, without a place, or of a set that is not whole.</summary>
    public long LeftOutValues { get; private set; }

    /// <summary>Members of whom no part holds anything.</summary>
    public long LeftOutMembers { get; private set; }

    protected UploadJob Job { get; }

    protected UploadFormat Format { get; }

    protected UploadFiles Files { get; }

    protected UploadValues Values { get; }

    /// <summary>Opens the writer of a job.</summary>
    /// <exception cref="OnboardingException"><c>DESTINATION_NOT_BUILT</c>: the platform has no such format here, or cannot do in it what the job asks.</exception>
    public static UploadWriter Open(UploadJob job)
    {
        var target = job.Target;
        return Open(job, UploadFormats.Find(target.Profile.Id, target.Format) ?? throw new OnboardingException(Reasons.DestinationNotBuilt, UploadFormats.NotWritten(target.Profile.Id, target.Format)));
    }

    /// <summary>Opens the writer of a job with limits other than the platform's.</summary>
    public static UploadWriter Open(UploadJob job, UploadFormat format)
    {
        return UploadFormats.CheckAction(format, job.Action) is { } fault ? throw new OnboardingException(Reasons.DestinationNotBuilt, fault) : format.Open(job, format);
    }

    /// <summary>Adds a member: the planned fields that the format has a place for. Values beyond those that one member can have are counted, not written.</summary>
    /// <exception cref="InvalidOperationException">A value is not what the profile says that the platform takes: a fault of the program, found before the row is written.</exception>
    /// <exception cref="IOException">A part cannot be written.</exception>
    public void Add(UploadMember member)
    {
        Values.Check(member);
        var written = Write(member);
        LeftOutValues += member.Count - written;
        LeftOutMembers += written == 0 ? 1 : 0;
    }

    /// <summary>Ends and flushes the parts, in the order in which they are to be delivered; none where nobody was added.</summary>
    /// <exception cref="IOException">A part cannot be written, or something stands under its name.</exception>
    public IReadOnlyList<UploadPart> Complete()
    {
        Finish();
        return Files.Publish();
    }

    /// <summary>Deletes the parts, unless they are complete.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes a member.</summary>
    /// <returns>How many of its values the parts hold.</returns>
    protected abstract int Write(UploadMember member);

    /// <summary>Ends the parts.</summary>
    protected abstract void Finish();

    protected virtual void Dispose(bool disposing)
    {
        Values.Clear();
        Files.Dispose();
    }
}
