using System.Numerics;
using System.Runtime.InteropServices;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>A hash table of entries that stand elsewhere: open addressing, with 32 bits of the hash beside each place, so that an entry is read only where it is very likely the one. Equal tokens hang on each other.</summary>
/// <remarks>Used over and over by one thread. The seed is secret and new for each join: whoever chooses the tokens cannot make them collide.</remarks>
internal sealed unsafe class TokenTable(Token seed) : IDisposable
{
    private const int BlockBits = 9;
    private const int BlockMask = (1 << BlockBits) - 1;

    private readonly List<nint> _blocks = [];
    private ulong* _slots;
    private uint* _next;
    private nuint _slotCapacity;
    private nuint _nextCapacity;
    private ulong _mask;

    /// <summary>Replaces what the table holds.</summary>
    public void Build(List<TokenPiece> pieces)
    {
        _blocks.Clear();
        var count = 0L;
        foreach (var piece in pieces)
        {
            _blocks.Add((nint)piece.Entries);
            count += piece.Count;
        }

        Clear((nuint)count, (nuint)pieces.Count << BlockBits);
        for (var block = 0; block < pieces.Count; block++)
        {
            for (var i = 0; i < pieces[block].Count; i++)
            {
                Add(pieces[block].Entries + i, ((uint)block << BlockBits) + (uint)i);
            }
        }
    }

    /// <summary>Finds the entries that have the tokens of others.</summary>
    public void Probe(TokenPiece piece, SharedTokenBuffer found)
    {
        var slots = _slots;
        var mask = _mask;
        for (var i = 0; i < piece.Count; i++)
        {
            var probed = piece.Entries + i;
            var hash = probed->Token.Hash(seed);
            for (var at = hash & mask; slots[at] != 0; at = (at + 1) & mask)
            {
                if ((slots[at] ^ hash) >> 32 == 0 && EntryAt((uint)slots[at] - 1)->Token.Equals(probed->Token))
                {
                    for (var place = (uint)slots[at]; place != 0; place = _next[place - 1])
                    {
                        found.Add(EntryAt(place - 1)->Number, probed->Number);
                    }

                    break;
                }
            }
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_slots);
        NativeMemory.Free(_next);
        _slots = null;
        _next = null;
    }

    private void Add(TokenEntry* entry, uint place)
    {
        var hash = entry->Token.Hash(seed);
        var at = hash & _mask;
        for (; _slots[at] != 0; at = (at + 1) & _mask)
        {
            if ((_slots[at] ^ hash) >> 32 == 0 && EntryAt((uint)_slots[at] - 1)->Token.Equals(entry->Token))
            {
                break;
            }
        }

        _next[place] = (uint)_slots[at];
        _slots[at] = (hash >> 32 << 32) | (place + 1);
    }

    private TokenEntry* EntryAt(uint place)
    {
        return (TokenEntry*)CollectionsMarshal.AsSpan(_blocks)[(int)(place >> BlockBits)] + (place & BlockMask);
    }

    private void Clear(nuint count, nuint places)
    {
        var slots = (nuint)BitOperations.RoundUpToPowerOf2(Math.Max(8, 2 * (ulong)count));
        if (slots > _slotCapacity)
        {
            NativeMemory.Free(_slots);
            _slots = null;
            _slots = (ulong*)NativeMemory.Alloc(slots, sizeof(ulong));
            _slotCapacity = slots;
        }

        if (places > _nextCapacity)
        {
            NativeMemory.Free(_next);
            _next = null;
            _next = (uint*)NativeMemory.Alloc(places, sizeof(uint));
            _nextCapacity = places;
        }

        NativeMemory.Clear(_slots, slots * sizeof(ulong));
        _mask = slots - 1;
    }
}
