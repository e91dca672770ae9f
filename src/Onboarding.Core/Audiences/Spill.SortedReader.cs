using Onboarding.Hashing;

namespace Onboarding.Audiences;

internal sealed partial class Spill
{
    /// <summary>Pulls the records of a spill in order. The current record is valid until the next move.</summary>
    internal sealed class SortedReader : IDisposable
    {
        private readonly SpillMerge _merge;
        private readonly int _budget;
        private readonly Stack<(Spill Spill, int Next)> _frames = new();
        private readonly Spill _root;
        private byte[] _arena = GC.AllocateUninitializedArray<byte>(256 * 1024);
        private byte[] _spare = [];
        private int _arenaUsed;
        private (int Start, int Length)[] _index = new (int, int)[1024];
        private int _count;
        private int _position = -1;

        public SortedReader(Spill root, SpillMerge merge, int budget)
        {
            _root = root;
            _merge = merge;
            _budget = budget;
            _frames.Push((root, 0));
        }

        public ReadOnlySpan<byte> Current => _arena.AsSpan(_index[_position].Start, _index[_position].Length);

        public bool MoveNext()
        {
            _position++;
            while (_position >= _count)
            {
                if (_frames.Count == 0)
                {
                    return false;
                }

                var (spill, next) = _frames.Pop();
                if (next == Partitions)
                {
                    Release(spill);
                    continue;
                }

                _frames.Push((spill, next + 1));
                Load(spill, next);
                _position = 0;
            }

            return true;
        }

        public void Dispose()
        {
            while (_frames.TryPop(out var frame))
            {
                Release(frame.Spill);
            }

            _arena.AsSpan().Clear();
            _spare.AsSpan().Clear();
        }

        private void Release(Spill spill)
        {
            if (spill != _root)
            {
                spill.Dispose();
            }
        }

        private void Load(Spill spill, int partition)
        {
            _arenaUsed = 0;
            _count = 0;
            Spill? child = null;
            var limit = (long)_budget;
            spill.ForEach(partition, record =>
            {
                if (child is not null)
                {
                    child.Add(record);
                    return;
                }

                Append(record);
                if (_arenaUsed > limit)
                {
                    SortAndMerge();
                    if (_arenaUsed > _budget / 2 && spill._depth + 1 < MaxDepth)
                    {
                        child = Split(spill);
                    }

                    // One key whose records do not merge can be split no further; sorting again only at twice the size keeps that linear.
                    limit = Math.Max(_budget, 2L * _arenaUsed);
                }
            });
            if (child is null)
            {
                SortAndMerge();
            }
            else
            {
                _frames.Push((child, 0));
            }
        }

        private Spill Split(Spill parent)
        {
            var child = new Spill(parent._folder, parent._depth + 1);
            for (var i = 0; i < _count; i++)
            {
                child.Add(_arena.AsSpan(_index[i].Start, _index[i].Length));
            }

            _arenaUsed = 0;
            _count = 0;
            return child;
        }

        private void Append(ReadOnlySpan<byte> record)
        {
            if (_arena.Length - _arenaUsed < record.Length)
            {
                var larger = GC.AllocateUninitializedArray<byte>(_arena.Length * 2);
                _arena.AsSpan(0, _arenaUsed).CopyTo(larger);
                _arena.AsSpan().Clear();
                _arena = larger;
            }

            if (_count == _index.Length)
            {
                Array.Resize(ref _index, _count * 2);
            }

            record.CopyTo(_arena.AsSpan(_arenaUsed));
            _index[_count++] = (_arenaUsed, record.Length);
            _arenaUsed += record.Length;
        }

        private void SortAndMerge()
        {
            var arena = _arena;
            var index = _index.AsSpan(0, _count);
            index.Sort((a, b) => arena.AsSpan(a.Start, a.Length).SequenceCompareTo(arena.AsSpan(b.Start, b.Length)));
            var kept = 0;
            for (var i = 0; i < index.Length; i++)
            {
                if (kept > 0)
                {
                    var last = arena.AsSpan(index[kept - 1].Start, index[kept - 1].Length);
                    var next = arena.AsSpan(index[i].Start, index[i].Length);
                    if (last[..Token.Size].SequenceEqual(next[..Token.Size]) && _merge(last, next))
                    {
                        continue;
                    }
                }

                index[kept++] = index[i];
            }

            if (kept < _count)
            {
                Compact(kept);
            }
        }

        // What was merged away leaves holes; closing them is what makes a hot key cheap.
        private void Compact(int kept)
        {
            var total = 0;
            for (var i = 0; i < kept; i++)
            {
                total += _index[i].Length;
            }

            if (_spare.Length < total)
            {
                _spare = GC.AllocateUninitializedArray<byte>(_arena.Length);
            }

            var used = 0;
            for (var i = 0; i < kept; i++)
            {
                _arena.AsSpan(_index[i].Start, _index[i].Length).CopyTo(_spare.AsSpan(used));
                _index[i] = (used, _index[i].Length);
                used += _index[i].Length;
            }

            _arena.AsSpan(0, _arenaUsed).Clear();
            (_arena, _spare) = (_spare, _arena);
            _arenaUsed = used;
            _count = kept;
        }
    }
}
