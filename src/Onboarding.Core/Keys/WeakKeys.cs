using System.Security.Cryptography;

namespace Onboarding.Keys;

/// <summary>Keys that are no secret: without entropy, made of text, or published.</summary>
internal static class WeakKeys
{
    // SHA-256 of the published keys: those of TestVectors/contracts-v1.json and of the samples. A card that forgets to say "demo" is one all the same.
    private static readonly HashSet<string> s_published = new(PublishedKeys.Digests, StringComparer.Ordinal);

    public static bool IsPublished(ReadOnlySpan<byte> key) => s_published.Contains(Convert.ToHexStringLower(SHA256.HashData(key)));

    /// <summary>A random key fails one of these less often than once in 10^14.</summary>
    public static void ThrowIfWeak(ReadOnlySpan<byte> key)
    {
        Span<bool> seen = stackalloc bool[256];
        var distinct = 0;
        var text = true;
        var progression = true;
        for (var i = 0; i < key.Length; i++)
        {
            distinct += seen[key[i]] ? 0 : 1;
            seen[key[i]] = true;
            text &= key[i] is >= 0x20 and < 0x7F;
            progression &= i < 2 || (byte)(key[i] - key[i - 1]) == (byte)(key[1] - key[0]);
        }

        if (key.Length != KeyMaterial.Size || distinct < 16 || text || progression)
        {
            throw new OnboardingException(Reasons.KeyWeak, "the key is no 32 random bytes: it is too short, repeats itself, counts, or is text; make one with `onboard keys create`");
        }
    }
}
