using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>Where an upload goes, and in which format: the plan's destination.</summary>
internal sealed class UploadTarget
{
    public required PlatformProfile Profile { get; init; }

    /// <summary><c>file</c>, for the platform's own page of uploads, or <c>api</c>, bodies of requests.</summary>
    public required string Format { get; init; }

    /// <summary>What the format needs besides, such as the number of the list; checked by <see cref="UploadFormats.Check"/> when the plan is read.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The fields that the plan sends, in its order; no other field of a member is written.</summary>
    public required IReadOnlyList<ProfileField> Fields { get; init; }
}
