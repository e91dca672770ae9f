namespace Onboarding.Profiles;

/// <summary>The forms in which a platform takes identifiers and attributes.</summary>
internal sealed class PlatformProfile
{
    /// <summary>The longest form of any field in bytes.</summary>
    public const int MaxLength = 1024;

    /// <summary>The name in plans.</summary>
    public required string Id { get; init; }

    /// <summary>The product, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether hashes are written in base64 of the 32 bytes; otherwise in lower-case hex.</summary>
    public bool IsBase64 { get; init; }

    public required IReadOnlyList<FieldProfile> Fields { get; init; }

    /// <summary>Sets of fields of which the platform can use none without all the others.</summary>
    public IReadOnlyList<ProfileField[]> Together { get; init; } = [];

    /// <summary>What the platform takes and this profile does not offer, and why; null where there is nothing to say.</summary>
    public string? NotOffered { get; init; }

    /// <summary>When the sources were read.</summary>
    public DateOnly ReadOn { get; init; }

    /// <summary>The form of a field; null where the platform does not take the field.</summary>
    public FieldProfile? Find(ProfileField field) => Fields.FirstOrDefault(f => f.Field == field);
}
