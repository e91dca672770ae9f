using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Profiles;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Onboarding.Records;

/// <summary>How the columns of a kind are hashed already, as a plan declares it. Nothing guesses it.</summary>
/// <param name="IsBase64">Whether the digests are written in base64; otherwise in hex.</param>
/// <param name="Profile">The platform in whose form the identifiers were hashed.</param>
internal sealed record HashedColumns(bool IsBase64, PlatformProfile Profile)
{
    // What programs hash where they have nothing.
    private static readonly byte[][] s_nothing = [.. new[] { "", " ", "\n", "\r\n", "null", "NULL", "Null", "none", "None", "undefined", "nan", "NaN", "N/A", "n/a", "-", "0", "\\N" }.Select(text => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text)))];

    /// <summary>Reads a cell.</summary>
    /// <param name="cell">The cell in UTF-8.</param>
    /// <param name="digest">Receives 32 bytes.</param>
    public RejectionReason TryRead(ReadOnlySpan<byte> cell, Span<byte> digest)
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

        if (!(IsBase64 ? TryReadBase64(cell, digest) : Hex.TryRead(cell, digest)))
        {
            return RejectionReason.HashFormat;
        }

        foreach (var nothing in s_nothing)
        {
            if (digest.SequenceEqual(nothing))
            {
                return RejectionReason.HashOfNothing;
            }
        }

        return RejectionReason.None;
    }

    /// <summary>Whether a cell of a clear column looks like a digest: 64 hex digits, or 44 characters of base64.</summary>
    public static bool LooksHashed(ReadOnlySpan<byte> value)
    {
        Span<byte> digest = stackalloc byte[Token.Size];
        value = StripSet.Strip(value);
        return Hex.TryRead(value, digest) || TryReadBase64(value, digest);
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
