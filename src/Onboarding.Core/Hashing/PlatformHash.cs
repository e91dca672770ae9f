using System.Security.Cryptography;

namespace Onboarding.Hashing;

/// <summary>The unkeyed hash that advertising platforms demand: SHA-256 of the platform's form. Anyone with the identifier can attribute it.</summary>
public static class PlatformHash
{
    /// <summary>Writes SHA-256 of a profile's form.</summary>
    /// <param name="form">The form, in UTF-8.</param>
    /// <param name="destination">Receives 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> form, Span<byte> destination) => SHA256.HashData(form, destination);
}
