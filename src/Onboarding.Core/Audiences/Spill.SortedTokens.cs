using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Matching;

namespace Onboarding.Audiences;

// Tokens with numbers, the most frequent records of all: fixed in length, so that they are sorted as columns.
internal sealed partial class Spill
{
    private const int NumberedLength = Token.Size + sizeof(uint);

    /// <summary>Adds a token with a number; a spill holds either such records or others.</summary>
    public void Add(Token token, uint number)
    {
        Span<byte> record = stackalloc byte[NumberedLength];
        token.CopyTo(record);
        BinaryPrimitives.WriteUInt32LittleEndian(record[Token.Size..], number);
        Add(record);
    }

    /// <summary>Reads the tokens in ascending order with their numbers.</summary>
    /// <param name="budget">How many tokens may stand in memory.</param>
    public SortedTokenReader ReadSortedTokens(int budget = 1 << 20) => new(this, budget);

    /// <summary>A partition after the other; one above the budget is spilled again by the next byte.</summary>
    internal sealed class SortedTokenReader : ITokenSource, IDisposable
    {
        private readonly int _budget;
        private readonly Stack<(Spill Spill, int Next)> _frames = new();
        private readonly Spill _root;
        private readonly TokenSort _sort = new();
        private Token[] _tokens = new Token[1024];
        private uint[] _numbers = new uint[1024];
        private int _count;
        private int _position;

        public SortedTokenReader(Spill root, int budget)
        {
            _root = root;
            _budget = budget;
            _frames.Push((root, 0));
        }

        public long Count => _root.Count;

        public bool IsSorted => true;

        public int Read(Span<Token> tokens, Span<uint> numbers)
        {
            while (_position == _count)
            {
                if (_frames.Count == 0)
                {
                    return 0;
                }

                var (spill, next) = _frames.Pop();
                if (next == Partitions)
                {
                    Release(spill);
                    continue;
                }

                _frames.Push((spill, next + 1));
                Load(spill, next);
            }

            var count = Math.Min(tokens.Length, _count - _position);
            _tokens.AsSpan(_position, count).CopyTo(tokens);
            _numbers.AsSpan(_position, count).CopyTo(numbers);
            _position += count;
            return count;
        }

        public void Dispose()
        {
            while (_frames.TryPop(out var frame))
            {
                Release(frame.Spill);
            }
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
            (_count, _position) = (0, 0);
            Spill? child = null;
            spill.ForEach(partition, record =>
            {
                if (child is not null)
                {
                    child.Add(record);
                    return;
                }

                // Tokens of one value can be split no further, and are few: as many as own users share an identifier.
                if (_count >= _budget && spill._depth + 1 < MaxDepth)
                {
                    child = Split(spill);
                    child.Add(record);
                    return;
                }

                if (_count == _tokens.Length)
                {
                    Array.Resize(ref _tokens, _count * 2);
                    Array.Resize(ref _numbers, _count * 2);
                }

                _tokens[_count] = new Token(record);
                _numbers[_count++] = BinaryPrimitives.ReadUInt32LittleEndian(record[Token.Size..]);
            });
            if (child is null)
            {
                _sort.Sort(_tokens.AsSpan(0, _count), _numbers.AsSpan(0, _count), (spill._depth + 1) * 8);
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
                child.Add(_tokens[i], _numbers[i]);
            }

            _count = 0;
            return child;
        }
    }
}
