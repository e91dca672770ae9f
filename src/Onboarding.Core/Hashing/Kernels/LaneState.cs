namespace Onboarding.Hashing;

/// <summary>A key: the states that messages begin with, eight words each, and where their digests go.</summary>
internal readonly unsafe struct LaneState
{
    /// <summary>The state after all blocks that come before a value; null where there is no second key.</summary>
    public required uint* Initial { get; init; }

    /// <summary>The state after the outer key of HMAC; null for a plain digest.</summary>
    public required uint* Outer { get; init; }

    /// <summary>32 bytes for each value.</summary>
    public required byte* Digests { get; init; }
}
