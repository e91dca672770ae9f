using System.Buffers.Binary;
using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Tokens with numbers, encrypted on disk under a key that lives only in this process. Read in ascending order, as often as wanted.</summary>
internal sealed class TokenColumn(string folder) : IDisposable
{
    private const int RecordLength = Token.Size + sizeof(uint);

    // So much that a column of a hundred million tokens is parted once; no partition is sorted ahead, since each takes twice as much again.
    private const int Budget = 24 * 1024 * 1024;

    private readonly Spill _spill = new(folder);

    public void Add(Token token, uint number)
    {
        Span<byte> record = stackalloc byte[RecordLength];
        token.CopyTo(record);
        BinaryPrimitives.WriteUInt32LittleEndian(record[Token.Size..], number);
        _spill.Add(record);
    }

    public Reader OpenSorted(int budget = Budget) => new(_spill, budget);

    /// <summary>Visits all in no particular order.</summary>
    public void ForEach(Action<Token, uint> visit) => _spill.ForEach(record => visit(new Token(record), BinaryPrimitives.ReadUInt32LittleEndian(record[Token.Size..])));

    public void Dispose() => _spill.Dispose();

    internal sealed class Reader(Spill spill, int budget) : ITokenSource, IDisposable
    {
        private readonly Spill.SortedReader _reader = spill.ReadSorted(static (_, _) => false, budget);

        public long Count => spill.Count;

        public bool IsSorted => true;

        public int Read(Span<Token> tokens, Span<uint> numbers)
        {
            var count = 0;
            for (; count < tokens.Length && _reader.MoveNext(); count++)
            {
                var record = _reader.Current;
                tokens[count] = new Token(record);
                numbers[count] = BinaryPrimitives.ReadUInt32LittleEndian(record[Token.Size..]);
            }

            return count;
        }

        public void Dispose() => _reader.Dispose();
    }
}
