namespace Onboarding.Delivery;

/// <summary>What a platform received, as far as its removals need it: the platform, the format, and where it went.</summary>
public sealed class LedgerUpload
{
    /// <summary>The platform, under its name in plans.</summary>
    public required string Platform { get; init; }

    /// <summary>The format: <c>file</c> or <c>api</c>.</summary>
    public required string Format { get; init; }

    /// <summary>What the plan's destination stated for the format, such as the number of the list.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The fields that were sent.</summary>
    public required IReadOnlyList<string> Fields { get; init; }
}
