using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Onboarding.Records;

/// <summary>A set of ASCII words of 2 to 16 bytes that is asked once for each record: a word is compared as two numbers and its length.</summary>
internal sealed class ShortWords
{
    private const int MinLength = 2;
    private const int MaxLength = 16;

    private readonly (ulong Head, ulong Tail, int Length)[] _slots;

    /// <exception cref="ArgumentException">A word is shorter or longer.</exception>
    public ShortWords(params IEnumerable<string> words)
    {
        var all = words.Distinct(StringComparer.Ordinal).Select(Encoding.ASCII.GetBytes).ToList();
        _slots = new (ulong, ulong, int)[BitOperations.RoundUpToPowerOf2((uint)all.Count * 4)];
        foreach (var word in all)
        {
            if (word.Length is < MinLength or > MaxLength)
            {
                throw new ArgumentException($"A word is {word.Length} bytes long; it must be {MinLength} to {MaxLength}.", nameof(words));
            }

            var (head, tail) = Pack(word);
            var slot = FirstSlot(head, tail);
            while (_slots[slot].Length > 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = (head, tail, word.Length);
        }
    }

    public bool Contains(ReadOnlySpan<byte> word)
    {
        if (word.Length is < MinLength or > MaxLength)
        {
            return false;
        }

        var (head, tail) = Pack(word);
        for (var slot = FirstSlot(head, tail); _slots[slot].Length > 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (_slots[slot].Head == head && _slots[slot].Tail == tail && _slots[slot].Length == word.Length)
            {
                return true;
            }
        }

        return false;
    }

    private int FirstSlot(ulong head, ulong tail) => (int)(((head ^ BitOperations.RotateLeft(tail, 29)) * 0x9E3779B97F4A7C15) >> 40) & (_slots.Length - 1);

    // The first and the last bytes, which overlap where the word is short: with the length they are the word.
    private static (ulong Head, ulong Tail) Pack(ReadOnlySpan<byte> word) => word.Length switch
    {
        >= 8 => (BinaryPrimitives.ReadUInt64LittleEndian(word), BinaryPrimitives.ReadUInt64LittleEndian(word[^8..])),
        >= 4 => (BinaryPrimitives.ReadUInt32LittleEndian(word), BinaryPrimitives.ReadUInt32LittleEndian(word[^4..])),
        _ => (BinaryPrimitives.ReadUInt16LittleEndian(word), BinaryPrimitives.ReadUInt16LittleEndian(word[^2..])),
    };
}
