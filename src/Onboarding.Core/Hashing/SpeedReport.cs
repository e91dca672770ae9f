namespace Onboarding.Hashing;

/// <summary>What <see cref="SpeedTest"/> measured.</summary>
public sealed class SpeedReport
{
    /// <summary>What computes digests here: <c>Avx512</c>, <c>Avx2</c>, <c>Ssse3</c>, or <c>Bcl</c> where only .NET's own hashes serve.</summary>
    public required string Kernel { get; init; }

    /// <summary>Keyed tokens of identifiers of 12 to 40 bytes; the ratio is to <c>HMACSHA256.HashData</c>.</summary>
    public required SpeedFigure KeyedTokens { get; init; }

    /// <summary>SHA-256 of the same; the ratio is to <c>SHA256.HashData</c>.</summary>
    public required SpeedFigure Sha256 { get; init; }

    /// <summary>Tokens of two sides that are matched, both counted; the ratio is to a <c>HashSet</c> of 32-byte structs.</summary>
    public required SpeedFigure Match { get; init; }
}
