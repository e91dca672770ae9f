using System.Buffers.Binary;
using System.Numerics;

namespace Onboarding.Matching;

/// <summary>A set of rows of the own source, or of positions in an audience: one bit each, in pieces of a megabyte that are there once a row of theirs is.</summary>
internal sealed class RowSet
{
    private const int WordShift = 6;
    private const int PieceShift = 23;
    private const int PieceWords = 1 << (PieceShift - WordShift);

    private ulong[]?[] _pieces = [];

    public bool Contains(uint row)
    {
        var piece = row >> PieceShift;
        return piece < (uint)_pieces.Length && _pieces[piece] is { } words && (words[WordOf(row)] & BitOf(row)) != 0;
    }

    /// <summary>Adds a row; false where it is there already.</summary>
    public bool Add(uint row)
    {
        ref var word = ref Piece(row >> PieceShift)[WordOf(row)];
        var isNew = (word & BitOf(row)) == 0;
        word |= BitOf(row);
        return isNew;
    }

    /// <summary>Removes a row; false where it is not there.</summary>
    public bool Remove(uint row)
    {
        if (!Contains(row))
        {
            return false;
        }

        _pieces[row >> PieceShift]![WordOf(row)] &= ~BitOf(row);
        return true;
    }

    public RowSet Clone() => new() { _pieces = [.. _pieces.Select(p => (ulong[]?)p?.Clone())] };

    public long Count() => CountWithout(null);

    /// <summary>How many rows are in this set and not in another.</summary>
    public long CountWithout(RowSet? other)
    {
        long count = 0;
        for (var piece = 0; piece < _pieces.Length; piece++)
        {
            var words = _pieces[piece] ?? [];
            var others = other?._pieces.ElementAtOrDefault(piece);
            for (var i = 0; i < words.Length; i++)
            {
                count += BitOperations.PopCount(words[i] & ~(others?[i] ?? 0));
            }
        }

        return count;
    }

    /// <summary>Passes on the set as bytes, little-endian, of a length that the number of rows gives.</summary>
    public void Write(long rows, Action<ReadOnlySpan<byte>> write)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        for (var word = 0L; word << WordShift < rows; word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, _pieces.ElementAtOrDefault((int)(word / PieceWords))?[word % PieceWords] ?? 0);
            write(bytes);
        }
    }

    /// <summary>Adds the rows of the next bytes that <see cref="Write"/> passed on.</summary>
    /// <param name="start">The place of the bytes in the whole; a multiple of 8.</param>
    /// <param name="bytes">The bytes; whole words.</param>
    public void Read(long start, ReadOnlySpan<byte> bytes)
    {
        for (var word = start / sizeof(ulong); !bytes.IsEmpty; bytes = bytes[sizeof(ulong)..], word++)
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            if (value != 0)
            {
                Piece((uint)(word / PieceWords))[word % PieceWords] = value;
            }
        }
    }

    private static int WordOf(uint row) => (int)(row >> WordShift) & (PieceWords - 1);

    private static ulong BitOf(uint row) => 1UL << (int)row;

    private ulong[] Piece(uint piece)
    {
        if (piece >= (uint)_pieces.Length)
        {
            Array.Resize(ref _pieces, (int)piece + 1);
        }

        return _pieces[piece] ??= new ulong[PieceWords];
    }
}
