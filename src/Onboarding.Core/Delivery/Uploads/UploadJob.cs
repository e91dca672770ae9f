namespace Onboarding.Delivery.Uploads;

/// <summary>One upload: what is written, and under which names.</summary>
internal sealed class UploadJob
{
    public required UploadTarget Target { get; init; }

    public required UploadAction Action { get; init; }

    /// <summary>The output's id: file names begin with it, and what a platform wants as a session follows from it.</summary>
    public required Guid Output { get; init; }

    /// <summary>How many members will be added.</summary>
    public required long Members { get; init; }

    /// <summary>When the list is made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>By when the recipient deletes it.</summary>
    public required DateTimeOffset DeleteBy { get; init; }

    /// <summary>The folder in which the parts are written, owner-only, not durable until they are delivered.</summary>
    public required string Folder { get; init; }
}
