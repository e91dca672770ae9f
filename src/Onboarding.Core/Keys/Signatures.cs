using System.Security.Cryptography;

namespace Onboarding.Keys;

/// <summary>ECDSA on P-256 with SHA-256 (FIPS 186-5) under the private key of a signing card.</summary>
internal static class Signatures
{
    public const int Length = 64;

    // n of P-256, SP 800-186 section 3.2.1.3.
    private static readonly byte[] s_order = Convert.FromHexString("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    /// <summary>Whether 32 bytes, most significant first, are a number from 1 to n - 1.</summary>
    public static bool IsPrivateKey(ReadOnlySpan<byte> key) => key.ContainsAnyExcept((byte)0) && key.SequenceCompareTo(s_order) < 0;

    /// <summary>Random bytes until they are a private key (FIPS 186-5 A.2.2).</summary>
    public static KeyMaterial CreatePrivateKey()
    {
        var key = KeyMaterial.Random();
        while (!IsPrivateKey(key.Span))
        {
            RandomNumberGenerator.Fill(key.Span);
        }

        return key;
    }

    public static SenderKey ComputePublicKey(KeyMaterial key)
    {
        using var curve = Open(key);
        return new SenderKey(curve.ExportSubjectPublicKeyInfo());
    }

    /// <summary>64 bytes: r and s, 32 bytes each, most significant first (IEEE P1363).</summary>
    public static byte[] Sign(KeyMaterial key, ReadOnlySpan<byte> message)
    {
        using var curve = Open(key);
        return curve.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static ECDsa Open(KeyMaterial key)
    {
        var scalar = GC.AllocateUninitializedArray<byte>(KeyMaterial.Size, pinned: true);
        try
        {
            key.Span.CopyTo(scalar);
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }
}
