using Onboarding.Keys;

namespace Onboarding.Hashing;

/// <summary>Whether a kernel computes what it must, asked once in each process before it serves.</summary>
internal static class KernelTest
{
    // SHA-256 of "abc" (FIPS 180-2, appendix B.1), and case 2 of RFC 4231: the key "Jefe", which HMAC fills up with zeros.
    private const string AbcDigest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private const string JefeDigest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    private const int PrefixLength = 85;
    private const int Longest = 200;

    public static bool Passes(HashKernel kernel)
    {
        var values = CreateValues();
        var computed = Compute(kernel, values);
        return computed.AsSpan().SequenceEqual(Compute(HashKernel.Bcl, values))
            && Convert.ToHexStringLower(computed.AsSpan(0, Token.Size)) == AbcDigest
            && Convert.ToHexStringLower(computed.AsSpan((values.Count + 1) * Token.Size, Token.Size)) == JefeDigest;
    }

    // Digests of the values, their HMACs under two keys, and digests with a prefix.
    private static byte[] Compute(HashKernel kernel, IdentifierBatch values)
    {
        using var jefe = new KeyMaterial();
        "Jefe"u8.CopyTo(jefe.Span);
        using var other = new KeyMaterial(values[Longest]);
        using var plain = BatchHash.Sha256([], kernel);
        using var keyed = BatchHash.Hmac(jefe, kernel);
        using var otherKeyed = BatchHash.Hmac(other, kernel);
        using var prefixed = BatchHash.Sha256(values[PrefixLength].ToArray(), kernel);
        var length = values.Count * Token.Size;
        var digests = new byte[4 * length];
        plain.Compute(values, digests);
        keyed.Compute(values, digests.AsSpan(length, length), otherKeyed, digests.AsSpan(2 * length, length));
        prefixed.Compute(values, digests.AsSpan(3 * length));
        return digests;
    }

    private static IdentifierBatch CreateValues()
    {
        var values = new IdentifierBatch();
        values.Add("abc"u8);
        values.Add("what do ya want for nothing?"u8);
        for (var length = 0; length <= Longest; length++)
        {
            var value = values.Reserve(length);
            for (var i = 0; i < length; i++)
            {
                value[i] = (byte)(length + (13 * i));
            }

            values.Commit(length);
        }

        // As many of one length as there are lanes, and more.
        for (var i = 0; i < 40; i++)
        {
            values.Add(values[i % 20]);
        }

        return values;
    }
}
