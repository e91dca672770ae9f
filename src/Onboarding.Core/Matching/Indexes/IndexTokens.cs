using System.Buffers.Binary;
using Onboarding.Hashing;

namespace Onboarding.Matching.Indexes;

/// <summary>A section of an index as sorted tokens with the ordinals of their rows.</summary>
internal sealed class IndexTokens(IndexSection section) : ITokenSource, IDisposable
{
    private int _at;

    public long Count => section.Length / IndexLayout.EntryLength;

    public bool IsSorted => true;

    public int Read(Span<Token> tokens, Span<uint> numbers)
    {
        if (_at == section.Current.Length)
        {
            _at = 0;
            if (!section.MoveNext())
            {
                return 0;
            }
        }

        var entries = section.Current[_at..];
        var count = Math.Min(tokens.Length, entries.Length / IndexLayout.EntryLength);
        for (var i = 0; i < count; i++)
        {
            var entry = entries.Slice(i * IndexLayout.EntryLength, IndexLayout.EntryLength);
            tokens[i] = new Token(entry);
            numbers[i] = BinaryPrimitives.ReadUInt32LittleEndian(entry[Token.Size..]);
        }

        _at += count * IndexLayout.EntryLength;
        return count;
    }

    public void Dispose() => section.Dispose();
}
