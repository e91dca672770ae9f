using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>A hash table of entries that stand elsewhere: open addressing, with 32 bits of the hash beside each place, so that an entry is read only where it is very likely the one. Equal tokens hang on each other.</summary>
/// <remarks>Used over and over by one thread. The seed is secret and new for each join: whoever chooses the tokens cannot make them collide.</remarks>
internal sealed unsafe class TokenTable(Token seed) : IDisposable
{
    private const int BlockBits = 9;
    private const int BlockMask = (1 << BlockBits) - 1;

    // Entries come from memory; so many bytes ahead they are asked for.
    private const int Ahead = 1024;

    private nint[] _blocks = [];
    private ulong* _slots;
    private uint* _next;
    private nuint _slotCapacity;
    private nuint _nextCapacity;
    private ulong _mask;
    private bool _hasEqual;

    /// <summary>Replaces what the table holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Build(List<TokenPiece> pieces)
    {
        _blocks = [.. pieces.Select(p => (nint)p.Entries)];
        Clear((nuint)pieces.Sum(p => (long)p.Count), (nuint)pieces.Count << BlockBits);
        var slots = _slots;
        var mask = _mask;
        for (var block = 0; block < _blocks.Length; block++)
        {
            var piece = pieces[block];
            for (var i = 0; i < piece.Count; i++)
            {
                var entry = piece.Entries + i;
                Prefetch((byte*)entry + Ahead);
                var hash = entry->Token.Hash(seed);
                var place = ((uint)block << BlockBits) + (uint)i;
                ref var slot = ref slots[hash & mask];
                if (slot == 0)
                {
                    slot = (hash >> 32 << 32) | (place + 1);
                }
                else
                {
                    Add(entry, hash, place);
                }
            }
        }
    }

    /// <summary>Finds the entries that have the tokens of others.</summary>
    /// <remarks>Nobody can predict who is found. So which of three ways a token goes is computed without a branch: it is written to both lists, and a list that it does not belong to is overwritten by the next.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public void Probe(TokenPiece piece, SharedTokenBuffer found)
    {
        var slots = _slots;
        var mask = _mask;
        var likely = stackalloc Candidate[TokenArena.BlockLength + 1];
        var other = stackalloc int[TokenArena.BlockLength + 1];
        var (likelyCount, otherCount) = (0, 0);
        for (var i = 0; i < piece.Count; i++)
        {
            var entry = piece.Entries + i;
            Prefetch((byte*)entry + Ahead);
            var hash = entry->Token.Hash(seed);
            var slot = slots[hash & mask];
            likely[likelyCount] = new Candidate { Probed = i, Built = (uint)slot };
            other[otherCount] = i;
            var isLikely = (slot ^ hash) >> 32 == 0 ? 1 : 0;
            likelyCount += isLikely;
            otherCount += (slot != 0 ? 1 : 0) & (isLikely ^ 1);
        }

        for (var i = 0; i < likelyCount; i++)
        {
            // An empty slot can look likely where 32 bits of a hash are zero.
            var entry = piece.Entries + likely[i].Probed;
            var built = likely[i].Built;
            if (!_hasEqual && built != 0 && EntryAt(built - 1)->Token.Equals(entry->Token))
            {
                found.Add(EntryAt(built - 1)->Number, entry->Number);
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
                for (var place = (uint)_slots[at]; place != 0; place = _hasEqual ? _next[place - 1] : 0)
                {
                    found.Add(EntryAt(place - 1)->Number, probed->Number);
                }

                break;
            }
        }
    }

    private void Add(TokenEntry* entry, ulong hash, uint place)
    {
        var at = hash & _mask;
        while (_slots[at] != 0 && !IsSame(_slots[at], hash, entry))
        {
            at = (at + 1) & _mask;
        }

        if (_slots[at] != 0 && !_hasEqual)
        {
            NativeMemory.Clear(_next, _nextCapacity * sizeof(uint));
            _hasEqual = true;
        }

        if (_hasEqual)
        {
            _next[place] = (uint)_slots[at];
        }

        _slots[at] = (hash >> 32 << 32) | (place + 1);
    }

    private bool IsSame(ulong slot, ulong hash, TokenEntry* entry) => (slot ^ hash) >> 32 == 0 && EntryAt((uint)slot - 1)->Token.Equals(entry->Token);

    private TokenEntry* EntryAt(uint place) => (TokenEntry*)_blocks[place >> BlockBits] + (place & BlockMask);

    private void Clear(nuint count, nuint places)
    {
        var slots = (nuint)BitOperations.RoundUpToPowerOf2(Math.Max(8, 2 * (ulong)count));
        if (slots > _slotCapacity)
        {
            NativeMemory.AlignedFree(_slots);
            _slots = null;
            _slots = (ulong*)HugeMemory.Allocate(slots * sizeof(ulong));
            _slotCapacity = slots;
        }

        if (places > _nextCapacity)
        {
            NativeMemory.AlignedFree(_next);
            _next = null;
            _next = (uint*)HugeMemory.Allocate(places * sizeof(uint));
            _nextCapacity = places;
        }

        NativeMemory.Clear(_slots, slots * sizeof(ulong));
        _mask = slots - 1;
        _hasEqual = false;
    }

    private static void Prefetch(byte* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    private struct Candidate
    {
        public int Probed;
        public uint Built;
    }
}
