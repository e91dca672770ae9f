namespace Onboarding.Suppression;

/// <summary>An opt-out in a store.</summary>
public sealed class StoredOptOut
{
    /// <summary>Its number, which joins its tokens; never given out again.</summary>
    public required long Number { get; init; }

    /// <summary>The number of its last change.</summary>
    public required long Change { get; init; }

    /// <summary>What was stored.</summary>
    public required OptOut OptOut { get; init; }

    /// <summary>When it was withdrawn; null while it holds.</summary>
    public DateTimeOffset? Withdrawn { get; init; }
}
