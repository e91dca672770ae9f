using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Onboarding.Records;

/// <summary>How the columns of a kind are hashed already, as a plan declares it. Nothing guesses it.</summary>
/// <param name="IsBase64">Whether the digests are written in base64; otherwise in hex.</param>
internal sealed record HashedColumns(bool IsBase64)
{
    // What programs hash where they have nothing; and these digests hashed again, which tells that the whole column was.
    private static readonly string[] s_words = ["", " ", "\n", "\r\n", "null", "NULL", "Null", "none", "None", "undefined", "nan", "NaN", "N/A", "n/a", "-", "0", "\\N"];
    private static readonly Dictionary<Token, ValueSign?> s_nothing = FindNothings();

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell in UTF-8.</param>
    /// <param name="digest">Receives 32 bytes.</param>
    public RejectionReason TryRead(ReadOnlySpan<byte> cell, Span<byte> digest) => TryRead(cell, IsBase64, digest);

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell in UTF-8.</param>
    /// <param name="isBase64">Whether it is in base64; otherwise in hex.</param>
    /// <param name="digest">Receives 32 bytes.</param>
    public static RejectionReason TryRead(ReadOnlySpan<byte> cell, bool isBase64, Span<byte> digest)
    {
        if (!StripSet.IsUtf8(cell))
        {
            return RejectionReason.NotUtf8;
        }

        cell = StripSet.Strip(cell);
        if (cell.IsEmpty)
        {
            return RejectionReason.Empty;
        }

        if (!(isBase64 ? TryReadBase64(cell, digest) : Hex.TryRead(cell, digest)))
        {
            return RejectionReason.HashFormat;
        }

        return s_nothing.ContainsKey(new Token(digest)) ? RejectionReason.HashOfNothing : RejectionReason.None;
    }

    /// <summary>Whether a cell of a clear column looks like a digest: 64 hex digits, or 44 characters of base64.</summary>
    public static bool LooksHashed(ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[Token.Size];
        value = StripSet.Strip(value);
        return Hex.TryRead(value, digest) || TryReadBase64(value, digest);
    }

    /// <summary>What the hash of nothing tells about its column; null where only that the cell was empty.</summary>
    public static ValueSign? FindNothing(ReadOnlySpan<byte> digest) => s_nothing.GetValueOrDefault(new Token(digest));

    private static Dictionary<Token, ValueSign?> FindNothings()
    {
        var nothings = new Dictionary<Token, ValueSign?>();
        foreach (var word in s_words)
        {
            var digest = Digest(word);
            nothings.TryAdd(new Token(digest), word is "\n" or "\r\n" ? ValueSign.HashOfLineBreak : null);
            foreach (var written in new[] { Convert.ToHexStringLower(digest), Convert.ToHexString(digest), Convert.ToBase64String(digest) })
            {
                nothings.TryAdd(new Token(Digest(written)), ValueSign.HashOfHash);
            }
        }

        return nothings;

        static byte[] Digest(string text) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text));
    }

    // The decoder of the framework passes over white space, so the length comes first.
    private static bool TryReadBase64(ReadOnlySpan<byte> text, Span<byte> digest)
    {
        const int Length = 44;
        if (text.Length != Length || text[^1] != (byte)'=')
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Length];
        var isRead = Base64.DecodeFromUtf8(text, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == Token.Size;
        bytes[..Token.Size].CopyTo(digest);
        return isRead;
    }
}
