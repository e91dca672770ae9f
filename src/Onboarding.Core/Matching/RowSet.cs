using System.Buffers.Binary;
using System.Numerics;

namespace Onboarding.Matching;

/// <summary>A set of rows of the own source, or of positions in an audience: one bit each. Grows as numbers are added.</summary>
internal sealed class RowSet(long expected = 0)
{
    private const int WordBits = 64;

    private ulong[] _words = new ulong[Words(expected)];

    public bool Contains(uint row)
    {
        var word = row / WordBits;
        return word < (uint)_words.Length && (_words[word] >> (int)(row % WordBits) & 1) != 0;
    }

    /// <summary>Adds a row; false where it is there already.</summary>
    public bool Add(uint row)
    {
        var word = (int)(row / WordBits);
        if (word >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max(word + 1, Math.Max(1024, _words.Length * 2)));
        }

        var bit = 1UL << (int)(row % WordBits);
        var isNew = (_words[word] & bit) == 0;
        _words[word] |= bit;
        return isNew;
    }

    /// <summary>Removes a row; false where it is not there.</summary>
    public bool Remove(uint row)
    {
        if (!Contains(row))
        {
            return false;
        }

        _words[row / WordBits] &= ~(1UL << (int)(row % WordBits));
        return true;
    }

    public RowSet Clone() => new() { _words = [.. _words] };

    public long Count() => CountWithout(null);

    /// <summary>How many rows are in this set and not in another.</summary>
    public long CountWithout(RowSet? other)
    {
        long count = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            count += BitOperations.PopCount(_words[i] & ~(other is not null && i < other._words.Length ? other._words[i] : 0));
        }

        return count;
    }

    /// <summary>The set as bytes, little-endian, of a length that the number of rows gives.</summary>
    public byte[] ToBytes(long rows)
    {
        var bytes = new byte[Words(rows) * sizeof(ulong)];
        for (var i = 0; i < Math.Min(_words.Length, Words(rows)); i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), _words[i]);
        }

        return bytes;
    }

    public static RowSet Read(ReadOnlySpan<byte> bytes)
    {
        var result = new RowSet(bytes.Length * 8L);
        for (var i = 0; i < result._words.Length; i++)
        {
            result._words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        }

        return result;
    }

    private static int Words(long rows) => (int)((rows + WordBits - 1) / WordBits);
}
