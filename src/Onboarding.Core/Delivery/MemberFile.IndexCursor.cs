namespace Onboarding.Delivery;

internal static partial class MemberFile
{
    /// <summary>Goes forward through the entries of an index. Reads each frame at most once, and by the sparse index only frames that can hold what is looked for: few prefixes probe, many become one pass.</summary>
    private sealed class IndexCursor
    {
        private const int Near = 4;

        private readonly Window _index;
        private readonly Window _sparse;
        private readonly Layout _layout;
        private readonly Func<long, UInt128> _prefixOf;
        private readonly Func<long, UInt128> _firstOfFrame;
        private readonly byte[] _prefix = new byte[PrefixLength];
        private readonly long _firstFrame;
        private long _entry;

        public IndexCursor(Window index, Window sparse, Layout layout)
        {
            _index = index;
            _sparse = sparse;
            _layout = layout;
            _firstFrame = layout.IndexOffset / FrameLength;
            _prefixOf = entry => ReadPrefix(Entry(entry));
            _firstOfFrame = FirstOfFrame;
        }

        public bool IsAtEnd => _entry >= _layout.Entries;

        public UInt128 Prefix => ReadPrefix(Entry(_entry));

        public long Position => ReadPosition(Entry(_entry)[PrefixLength..]);

        public void MoveNext() => _entry++;

        /// <summary>Goes to the first entry from here on with this prefix, or with the next higher one.</summary>
        public bool Seek(UInt128 prefix)
        {
            // Two indexes of which one follows the other entry by entry need no search.
            for (var step = 0; step < Near; step++)
            {
                if (IsAtEnd)
                {
                    return false;
                }

                var current = Prefix;
                if (current >= prefix)
                {
                    return current == prefix;
                }

                MoveNext();
            }

            // Equal prefixes can begin at the end of the frame before the first one that begins with them.
            var frame = LowerBound(_entry / EntriesPerFrame, _layout.IndexFrames, prefix, _firstOfFrame) - 1;
            _entry = Math.Max(_entry, frame * EntriesPerFrame);
            var end = Math.Min(_layout.Entries, ((_entry / EntriesPerFrame) + 1) * EntriesPerFrame);
            _entry = LowerBound(_entry, end, prefix, _prefixOf);
            return !IsAtEnd && Prefix == prefix;
        }

        // The first index of an ascending sequence with a value that is not lower; in steps that double, since it is mostly near.
        private static long LowerBound(long from, long to, UInt128 value, Func<long, UInt128> get)
        {
            var step = 1L;
            for (; from + step <= to && get(from + step - 1) < value; step *= 2)
            {
                from += step;
            }

            for (to = Math.Min(to, from + step - 1); from < to;)
            {
                var middle = (from + to) / 2;
                (from, to) = get(middle) < value ? (middle + 1, to) : (from, middle);
            }

            return from;
        }

        private UInt128 FirstOfFrame(long frame)
        {
            _sparse.Read(_layout.SparseOffset + (frame * PrefixLength), _prefix);
            return ReadPrefix(_prefix);
        }

        private ReadOnlySpan<byte> Entry(long entry) => _index.Get(_firstFrame + (entry / EntriesPerFrame)).Slice((int)(entry % EntriesPerFrame) * EntryLength, EntryLength);
    }
}
