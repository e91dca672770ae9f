using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Onboarding.Keys;

/// <summary>A sender's public key: with it a recipient tells the sender's audiences from those that any other holder of the party key could write.</summary>
/// <remarks>ECDSA on P-256 (FIPS 186-5). No secret: it stands in plans and may be published.</remarks>
public sealed class SenderKey
{
    // SubjectPublicKeyInfo (RFC 5480) of an uncompressed point on P-256: what comes before the two coordinates of 32 bytes.
    private static readonly byte[] s_prefix = Convert.FromHexString("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private readonly byte[] _info;

    internal SenderKey(byte[] subjectPublicKeyInfo)
    {
        _info = subjectPublicKeyInfo;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo));
    }

    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo, 64 hex digits: what two parties compare by telephone.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads a public key.</summary>
    /// <param name="text">SubjectPublicKeyInfo (DER) of an uncompressed point on P-256, in base64.</param>
    /// <param name="key">The key, when the text is one.</param>
    /// <returns>Whether the text is such a key, and its point lies on the curve.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SenderKey? key)
    {
        key = null;
        var info = new byte[s_prefix.Length + 64];
        if (text is null || !Convert.TryFromBase64String(text, info, out var length) || length != info.Length || !info.AsSpan().StartsWith(s_prefix))
        {
            return false;
        }

        try
        {
            using var curve = ECDsa.Create();
            curve.ImportSubjectPublicKeyInfo(info, out _);
        }
        catch (CryptographicException)
        {
            return false;
        }

        key = new SenderKey(info);
        return true;
    }

    /// <summary>SubjectPublicKeyInfo in base64, as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Convert.ToBase64String(_info);

    internal bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        using var curve = ECDsa.Create();
        curve.ImportSubjectPublicKeyInfo(_info, out _);
        return curve.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
