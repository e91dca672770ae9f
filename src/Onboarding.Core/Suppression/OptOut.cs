namespace Onboarding.Suppression;

/// <summary>An opt-out as it is stored: tokens, and when and for what it holds. Nothing else about a person.</summary>
public sealed class OptOut
{
    /// <summary>The length of one token with its kind.</summary>
    public const int TokenLength = 33;

    /// <summary>The kind of a token of a form's hash: <c>sha256</c> (docs/contracts-v1.md).</summary>
    public const byte HashedKind = 0x20;

    /// <summary>
    /// The tokens, 33 bytes each: the kind (1 to 4 as <see cref="Identifiers.IdentifierKind"/>, or <see cref="HashedKind"/>), then the suppression token of 32 bytes. The first one says what this is an opt-out of.
    /// </summary>
    public required ReadOnlyMemory<byte> Tokens { get; init; }

    /// <summary>The id of the suppression key.</summary>
    public required string KeyId { get; init; }

    /// <summary>What it holds for.</summary>
    public required OptOutScope Scope { get; init; }

    /// <summary>Where it came from, at most 200 characters: <c>command</c>, <c>list NAME</c>, <c>signal ID</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>The version of the profile set whose forms are among the tokens; 0 where only a hash is known.</summary>
    public required int ProfileSet { get; init; }

    /// <summary>From when it holds: when it was received (rule OPT-08).</summary>
    public required DateTimeOffset Effective { get; init; }
}
