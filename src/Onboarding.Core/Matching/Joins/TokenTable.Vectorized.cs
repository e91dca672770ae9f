using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Matching;

/// <summary>A hash table of entries that stand elsewhere: open addressing, with bits of the hash beside each place, so that an entry is read only where it is very likely the one. Equal tokens hang on each other.</summary>
/// <remarks>Used over and over by one thread. The seed is secret and new for each join: whoever chooses the tokens cannot make them collide.</remarks>
internal sealed unsafe class TokenTable(Token seed) : IDisposable
{
    private const int BlockBits = 9;
    private const int BlockMask = (1 << BlockBits) - 1;

    // The leading bits of a hash are the same in the whole table, and the last ones choose the slot: what is kept of it lies between.
    private const int TagShift = 21;

    // A table that is at most a quarter full seldom asks twice.
    private const int SlotsPerEntry = 4;

    // Entries come from memory; so many bytes ahead they are asked for.
    private const int Ahead = 1024;

    private nint[] _blocks = [];
    private uint* _slots;
    private uint* _next;
    private nuint _slotCapacity;
    private nuint _nextCapacity;
    private ulong _mask;
    private uint _placeMask;
    private bool _hasEqual;

    /// <summary>Replaces what the table holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Build(List<TokenPiece> pieces)
    {
        _blocks = [.. pieces.Select(p => (nint)p.Entries)];
        Clear((nuint)pieces.Sum(p => (long)p.Count), (nuint)pieces.Count << BlockBits);
        var slots = _slots;
        var mask = _mask;
        var placeMask = _placeMask;
        var key = seed;
        for (var block = 0; block < _blocks.Length; block++)
        {
            var piece = pieces[block];
            for (var i = 0; i < piece.Count; i++)
            {
                var entry = piece.Entries + i;
                CacheLines.Prefetch((byte*)entry + Ahead);
                var hash = entry->Token.Hash(key);
                var slot = slots + (hash & mask);
                var value = ((uint)(hash >> TagShift) & ~placeMask) | (((uint)block << BlockBits) + (uint)i + 1);
                if (*slot == 0)
                {
                    *slot = value;
                }
                else
                {
                    Add(entry, hash, value);
                }
            }
        }
    }

    /// <summary>Finds the entries that have the tokens of others.</summary>
    /// <remarks>Nobody can predict who is found. So which of three ways a token goes is computed without a branch: it is written to both lists, and in a list that it does not belong to the next takes its place.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Probe(TokenPiece piece, SharedTokenBuffer found)
    {
        var slots = _slots;
        var mask = _mask;
        var placeMask = _placeMask;
        var key = seed;
        var likely = stackalloc Candidate[TokenArena.BlockLength];
        var other = stackalloc int[TokenArena.BlockLength];
        var (likelyCount, otherCount) = (0, 0);
        for (var i = 0; i < piece.Count; i++)
        {
            var entry = piece.Entries + i;
            CacheLines.Prefetch((byte*)entry + Ahead);
            var hash = entry->Token.Hash(key);
            var slot = slots[hash & mask];
            likely[likelyCount] = new Candidate { Probed = i, Place = slot & placeMask };
            other[otherCount] = i;
            var isUsed = slot != 0 ? 1 : 0;
            var isLikely = ((slot ^ (uint)(hash >> TagShift)) & ~placeMask) == 0 ? isUsed : 0;
            likelyCount += isLikely;
            otherCount += isUsed ^ isLikely;
        }

        for (var i = 0; i < likelyCount; i++)
        {
            var entry = piece.Entries + likely[i].Probed;
            var built = EntryAt(likely[i].Place);
            if (!_hasEqual && built->Token.Equals(entry->Token))
            {
                found.Add(built->Number, entry->Number);
            }
            else
            {
                Find(entry, found);
            }
        }

        for (var i = 0; i < otherCount; i++)
        {
            Find(piece.Entries + other[i], found);
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_slots);
        NativeMemory.AlignedFree(_next);
        _slots = null;
        _next = null;
    }

    private void Find(TokenEntry* probed, SharedTokenBuffer found)
    {
        var hash = probed->Token.Hash(seed);
        for (var at = hash & _mask; _slots[at] != 0; at = (at + 1) & _mask)
        {
            if (IsSame(_slots[at], hash, probed))
            {
                for (var place = _slots[at] & _placeMask; place != 0; place = _hasEqual ? _next[place - 1] : 0)
                {
                    found.Add(EntryAt(place)->Number, probed->Number);
                }

                break;
            }
        }
    }

    private void Add(TokenEntry* entry, ulong hash, uint value)
    {
        var at = hash & _mask;
        while (_slots[at] != 0 && !IsSame(_slots[at], hash, entry))
        {
            at = (at + 1) & _mask;
        }

        if (_slots[at] != 0)
        {
            if (!_hasEqual)
            {
                NativeMemory.Clear(_next, _nextCapacity * sizeof(uint));
                _hasEqual = true;
            }

            _next[(value & _placeMask) - 1] = _slots[at] & _placeMask;
        }

        _slots[at] = value;
    }

    private bool IsSame(uint slot, ulong hash, TokenEntry* entry)
    {
        return ((slot ^ (uint)(hash >> TagShift)) & ~_placeMask) == 0 && EntryAt(slot & _placeMask)->Token.Equals(entry->Token);
    }

    // Places are counted from one, so that zero is none.
    private TokenEntry* EntryAt(uint place) => (TokenEntry*)_blocks[(place - 1) >> BlockBits] + ((place - 1) & BlockMask);

    private void Clear(nuint count, nuint places)
    {
        var slots = (nuint)BitOperations.RoundUpToPowerOf2(Math.Max(8, SlotsPerEntry * (ulong)count));
        if (slots > _slotCapacity)
        {
            NativeMemory.AlignedFree(_slots);
            _slots = null;
            _slots = (uint*)HugeMemory.Allocate(slots * sizeof(uint));
            _slotCapacity = slots;
        }

        if (places > _nextCapacity)
        {
            NativeMemory.AlignedFree(_next);
            _next = null;
            _next = (uint*)HugeMemory.Allocate(places * sizeof(uint));
            _nextCapacity = places;
        }

        NativeMemory.Clear(_slots, slots * sizeof(uint));
        _mask = slots - 1;
        _placeMask = (uint)((2UL << BitOperations.Log2(places)) - 1);
        _hasEqual = false;
    }

    private struct Candidate
    {
        public int Probed;
        public uint Place;
    }
}
