using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Tokens in memory, numbered by their positions.</summary>
/// <param name="tokens">The tokens.</param>
/// <param name="isSorted">Whether they ascend.</param>
internal sealed class TokenArray(ReadOnlyMemory<Token> tokens, bool isSorted) : ITokenSource
{
    private int _position;

    public long Count => tokens.Length;

    public bool IsSorted => isSorted;

    public int Read(Span<Token> destination, Span<uint> numbers)
    {
        var count = Math.Min(destination.Length, tokens.Length - _position);
        tokens.Span.Slice(_position, count).CopyTo(destination);
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (uint)(_position + i);
        }

        _position += count;
        return count;
    }
}
