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
    /// <exception cref="ArgumentException">It is empty, or no multiple of 33 bytes.</exception>
    public required ReadOnlyMemory<byte> Tokens
    {
        get;
        init => field = value.Length > 0 && value.Length % TokenLength == 0 ? value : throw new ArgumentException($"Tokens are 33 bytes each, at least one; these are {value.Length} bytes.", nameof(value));
    }

    /// <summary>Whether the hashes of an identifier's forms are among the tokens, or the opt-out is one of a hash.</summary>
    internal bool HasForms => Tokens.Length > TokenLength || Tokens.Span[0] == HashedKind;

    /// <summary>The id of the suppression key.</summary>
    public required string KeyId { get; init; }

    /// <summary>What it holds for.</summary>
    public required OptOutScope Scope { get; init; }

    /// <summary>Where it came from, at most 200 characters: <c>command</c>, <c>list NAME</c>, <c>signal ID</c>.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public required string Origin
    {
        get;
        init => field = value?.Length <= 200 ? value : throw new ArgumentException("An origin has at most 200 characters.", nameof(value));
    }

    /// <summary>The version of the profile set whose forms are among the tokens; 0 where only the hash of a form is known.</summary>
    public required int ProfileSet { get; init; }

    /// <summary>From when it holds: when it was received (rule OPT-08).</summary>
    public required DateTimeOffset Effective { get; init; }
}
