using System.Buffers.Binary;
using System.Numerics;
using Onboarding.Hashing;
using Onboarding.Internal;

namespace Onboarding.Audiences;

internal sealed partial class Spill
{
    /// <summary>The records of one partition, in memory and in order; or, where they are too many, a spill of their own.</summary>
    /// <remarks>Keys are uniformly distributed: a counting sort by the bits after the partition's byte leaves about one record in each place. What shares a place is compared.</remarks>
    private sealed class Partition(SpillMerge merge, int budget)
    {
        private const int MaxBits = 16;
        private const int Few = 24;

        private readonly int[] _places = new int[(1 << MaxBits) + 1];
        private byte[] _bytes = [];
        private byte[] _spare = [];
        private Entry[] _entries = new Entry[256];
        private Entry[] _unsorted = new Entry[256];
        private int _used;
        private Writer? _writer;

        public int Count { get; private set; }

        /// <summary>Where the records are when there are too many.</summary>
        public Spill? Child { get; private set; }

        /// <summary>Asks for a record that will be read soon: sorted, they stand anywhere.</summary>
        public void Prefetch(int index)
        {
            if (index < Count)
            {
                CacheLines.Prefetch(this[index]);
            }
        }

        public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan(_entries[index].Start, _entries[index].Length);

        /// <summary>Loads a partition and sorts it.</summary>
        /// <param name="spill">The spill.</param>
        /// <param name="number">The partition.</param>
        /// <param name="even">The length up to which a partition is no larger than its keys alone make it: where it is too large all the same, the others are too, and there is nothing to gain from merging it first.</param>
        public void Load(Spill spill, int number, long even)
        {
            _used = 0;
            Count = 0;
            var length = spill.GetLength(number);
            Child = length > budget && length <= even ? TryCreateChild(spill) : null;
            if (Child is null)
            {
                Grow((int)Math.Min(length, budget + (2L * BlockLength)));
            }

            using var reader = new BlockReader(spill);
            var limit = (long)budget;
            foreach (var block in spill._blocks[number])
            {
                if (Child is not null)
                {
                    Walk(reader.Read(block), Child.Add);
                    continue;
                }

                Grow(_used + block.Length);
                reader.Read(block, _bytes.AsSpan(_used));
                AddEntries(spill._depth, block.Length);
                limit = Shrink(spill, limit);
            }

            foreach (var writer in spill._writers)
            {
                var open = writer.Open(number);
                if (Child is not null)
                {
                    Walk(open, Child.Add);
                    continue;
                }

                Grow(_used + open.Length);
                open.CopyTo(_bytes.AsSpan(_used));
                AddEntries(spill._depth, open.Length);
                limit = Shrink(spill, limit);
            }

            if (Child is null)
            {
                Sort();
                Merge();
            }
        }

        public void Clear()
        {
            Child?.Dispose();
            Child = null;
            _bytes.AsSpan().Clear();
            _spare.AsSpan().Clear();
        }

        private void AddEntries(int depth, int length)
        {
            for (var end = _used + length; _used < end;)
            {
                var record = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_used));
                if (Count == _unsorted.Length)
                {
                    Array.Resize(ref _unsorted, Count * 2);
                }

                var start = _used + LengthPrefix;
                _unsorted[Count++] = new Entry(BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(start + depth + 1)), start, record);
                _used = start + record;
            }
        }

        // One key whose records do not merge can be split no further; sorting again only at twice the size keeps that linear.
        private long Shrink(Spill spill, long limit)
        {
            if (_used <= limit)
            {
                return limit;
            }

            Sort();
            Merge();
            Compact();
            if (_used > budget / 2)
            {
                Child = TryCreateChild(spill);
            }

            if (Child is not null)
            {
                for (var i = 0; i < Count; i++)
                {
                    Child.Add(this[i]);
                }

                Count = 0;
            }

            _entries.AsSpan(0, Count).CopyTo(_unsorted);
            return Math.Max(budget, 2L * _used);
        }

        private Spill? TryCreateChild(Spill spill)
        {
            if (spill._depth + 1 == MaxDepth)
            {
                return null;
            }

            var child = new Spill(spill._folder, spill._depth + 1);
            _writer = child.CreateWriter(_writer);
            return child;
        }

        private void Sort()
        {
            if (_entries.Length < _unsorted.Length)
            {
                _entries = new Entry[_unsorted.Length];
            }

            var bits = Math.Clamp(BitOperations.Log2((uint)Count | 1), 1, MaxBits);
            var shift = 64 - bits;
            var unsorted = _unsorted.AsSpan(0, Count);
            var sorted = _entries.AsSpan(0, Count);
            var places = _places.AsSpan(0, (1 << bits) + 1);
            places.Clear();
            foreach (ref var entry in unsorted)
            {
                places[(int)(entry.Prefix >> shift) + 1]++;
            }

            for (var i = 1; i < places.Length; i++)
            {
                places[i] += places[i - 1];
            }

            foreach (ref var entry in unsorted)
            {
                sorted[places[(int)(entry.Prefix >> shift)]++] = entry;
            }

            for (int i = 0, start = 0; i < places.Length - 1; start = places[i++])
            {
                if (places[i] - start > 1)
                {
                    SortPlace(sorted[start..places[i]]);
                }
            }
        }

        private void SortPlace(Span<Entry> place)
        {
            if (place.Length > Few)
            {
                place.Sort(Compare);
                return;
            }

            for (var i = 1; i < place.Length; i++)
            {
                var entry = place[i];
                var k = i;
                for (; k > 0 && Compare(place[k - 1], entry) > 0; k--)
                {
                    place[k] = place[k - 1];
                }

                place[k] = entry;
            }
        }

        private int Compare(Entry one, Entry other)
        {
            return one.Prefix != other.Prefix
                ? one.Prefix < other.Prefix ? -1 : 1
                : _bytes.AsSpan(one.Start, one.Length).SequenceCompareTo(_bytes.AsSpan(other.Start, other.Length));
        }

        private void Merge()
        {
            var kept = 0;
            for (var i = 0; i < Count; i++)
            {
                if (kept > 0 && _entries[kept - 1].Prefix == _entries[i].Prefix)
                {
                    var last = _bytes.AsSpan(_entries[kept - 1].Start, _entries[kept - 1].Length);
                    var next = this[i];
                    if (last[..Token.Size].SequenceEqual(next[..Token.Size]) && merge(last, next))
                    {
                        continue;
                    }
                }

                _entries[kept++] = _entries[i];
            }

            Count = kept;
        }

        // What was merged away leaves holes; closing them is what makes a hot key cheap.
        private void Compact()
        {
            if (_spare.Length < _bytes.Length)
            {
                _spare = GC.AllocateUninitializedArray<byte>(_bytes.Length);
            }

            var used = 0;
            for (var i = 0; i < Count; i++)
            {
                this[i].CopyTo(_spare.AsSpan(used));
                _entries[i] = _entries[i] with { Start = used };
                used += _entries[i].Length;
            }

            _bytes.AsSpan(0, _used).Clear();
            (_bytes, _spare) = (_spare, _bytes);
            _used = used;
        }

        private void Grow(int length)
        {
            if (_bytes.Length >= length)
            {
                return;
            }

            var larger = GC.AllocateUninitializedArray<byte>(Math.Max(length, _bytes.Length + (_bytes.Length / 2)));
            _bytes.AsSpan(0, _used).CopyTo(larger);
            _bytes.AsSpan().Clear();
            _bytes = larger;
        }

        private readonly record struct Entry(ulong Prefix, int Start, int Length);
    }
}
