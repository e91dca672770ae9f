namespace Onboarding.Audiences;

internal sealed partial class Spill
{
    /// <summary>Pulls the records of a spill in order. The current record is valid until the next move.</summary>
    internal sealed class SortedReader : IDisposable
    {
        private const int SoonRead = 8;

        private readonly Spill _spill;
        private readonly SpillMerge _merge;
        private readonly int _budget;
        private readonly int _ahead;
        private readonly long _even;
        private readonly Queue<Task<Partition>> _loading = new();
        private readonly Stack<Partition> _free;
        private readonly List<Partition> _all;
        private readonly List<Partition> _spare = [];
        private Partition? _partition;
        private SortedReader? _child;
        private int _position = -1;
        private int _next;

        public SortedReader(Spill spill, SpillMerge merge, int budget, int ahead)
            : this(spill, merge, budget, ahead, [])
        {
        }

        // The memory of partitions that were read before serves again: of hundreds of split ones the collector would keep that of dozens.
        private SortedReader(Spill spill, SpillMerge merge, int budget, int ahead, List<Partition> partitions)
        {
            _all = partitions;
            _free = new Stack<Partition>(partitions);
            _spill = spill;
            _merge = merge;
            _budget = budget;
            _ahead = ahead;
            _even = 2 * Enumerable.Range(0, Partitions).Sum(spill.GetLength) / Partitions;
        }

        public ReadOnlySpan<byte> Current => _child is null ? _partition![_position] : _child.Current;

        public bool MoveNext()
        {
            while (true)
            {
                if (_child is not null)
                {
                    if (_child.MoveNext())
                    {
                        return true;
                    }

                    _child.Dispose();
                    _child = null;
                }
                else if (_partition is not null && ++_position < _partition.Count)
                {
                    _partition.Prefetch(_position + SoonRead);
                    return true;
                }

                if (!Load())
                {
                    return false;
                }
            }
        }

        public void Dispose()
        {
            _child?.Dispose();
            while (_loading.TryDequeue(out var loading))
            {
                // What went wrong there was not asked for any more.
                loading.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
            }

            _all.ForEach(p => p.Clear());
        }

        // The next partition, while other threads sort those after it.
        private bool Load()
        {
            if (_partition is not null)
            {
                _partition.Child?.Dispose();
                _free.Push(_partition);
                _partition = null;
            }

            while (_loading.Count <= _ahead && TryTake(out var number))
            {
                if (!_free.TryPop(out var partition))
                {
                    partition = new Partition(_merge, _budget);
                    _all.Add(partition);
                }

                _loading.Enqueue(_ahead == 0 ? Task.FromResult(Load(partition, number)) : Task.Run(() => Load(partition, number)));
            }

            if (!_loading.TryDequeue(out var loading))
            {
                return false;
            }

            _partition = loading.GetAwaiter().GetResult();
            _position = -1;
            _child = _partition.Child is { } child ? new SortedReader(child, _merge, _budget, _ahead, _spare) : null;
            return true;
        }

        private bool TryTake(out int number)
        {
            while (_next < Partitions && _spill.GetLength(_next) == 0)
            {
                _next++;
            }

            number = _next++;
            return number < Partitions;
        }

        private Partition Load(Partition partition, int number)
        {
            partition.Load(_spill, number, _even);
            return partition;
        }
    }
}
