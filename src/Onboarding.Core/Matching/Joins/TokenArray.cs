using System.Numerics;
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
        Number(numbers[..count], (uint)_position);

        _position += count;
        return count;
    }

    private static void Number(Span<uint> numbers, uint first)
    {
        var i = 0;
        var next = Vector<uint>.Indices + new Vector<uint>(first);
        for (; i <= numbers.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            next.CopyTo(numbers[i..]);
            next += new Vector<uint>((uint)Vector<uint>.Count);
        }

        for (; i < numbers.Length; i++)
        {
            numbers[i] = first + (uint)i;
        }
    }
}
