using System.Buffers;
using System.Security.Cryptography;
using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>A CSV file of own ids: one column, byte for byte as the source has them, and where the audience has segments a second one with their codes.</summary>
internal static class OwnIdFile
{
    private static readonly SearchValues<byte> s_quoted = SearchValues.Create(",;\t|\"\r\n "u8);

    /// <summary>Adds an own id behind its SHA-256: by that the ids are sorted, whatever the order of the source.</summary>
    public static void Add(Spill ids, ReadOnlySpan<byte> id)
    {
        Span<byte> record = stackalloc byte[Token.Size + TakenRecord.MaxIdLength];
        SHA256.HashData(id, record);
        id.CopyTo(record[Token.Size..]);
        ids.Add(record[..(Token.Size + id.Length)]);
    }

    /// <summary>Adds the segment code of an own id behind its SHA-256.</summary>
    public static void AddSegment(Spill segments, ReadOnlySpan<byte> id, byte code)
    {
        Span<byte> record = stackalloc byte[Token.Size + 1];
        SHA256.HashData(id, record);
        record[Token.Size] = code;
        segments.Add(record);
    }

    /// <summary>Writes one field and a line feed (RFC 4180, quoted where it must be).</summary>
    public static void Write(Stream output, ReadOnlySpan<byte> field) => Write(output, field, "\n"u8);

    /// <summary>Writes a field and what follows it.</summary>
    public static void Write(Stream output, ReadOnlySpan<byte> field, ReadOnlySpan<byte> end)
    {
        if (!field.ContainsAny(s_quoted))
        {
            output.Write(field);
            output.Write(end);
            return;
        }

        output.WriteByte((byte)'"');
        foreach (var value in field)
        {
            if (value == (byte)'"')
            {
                output.WriteByte(value);
            }

            output.WriteByte(value);
        }

        output.WriteByte((byte)'"');
        output.Write(end);
    }
}
