namespace Onboarding.Hashing;

/// <summary>What messages begin with, eight words each; null where there is none.</summary>
internal readonly unsafe struct LaneState
{
    /// <summary>The state after all blocks that come before a value.</summary>
    public required uint* Initial { get; init; }

    /// <summary>The state after the outer key of HMAC.</summary>
    public required uint* Outer { get; init; }
}
