using System.Runtime.CompilerServices;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Reads a sorted source a block at a time, and checks that it is sorted: a merge would pass over what is not.</summary>
internal sealed class SortedBlocks(ITokenSource source, bool isDistinct)
{
    /// <summary>A block of each side stays in the nearest cache.</summary>
    public const int Length = 512;

    private readonly Token[] _tokens = new Token[Length];
    private readonly uint[] _numbers = new uint[Length];
    private Token _last;
    private bool _any;
    private int _start;
    private int _end;

    public ReadOnlySpan<Token> Span => _tokens.AsSpan(_start, _end - _start);

    public uint NumberAt(int position) => _numbers[_start + position];

    public void Skip(int count) => _start += count;

    /// <summary>Reads a block when there is none left.</summary>
    /// <returns>False at the end.</returns>
    public bool Fill()
    {
        if (_start < _end)
        {
            return true;
        }

        _start = 0;
        _end = source.Read(_tokens, _numbers);
        Check(Span);
        return _end > 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Check(ReadOnlySpan<Token> tokens)
    {
        if (tokens.IsEmpty)
        {
            return;
        }

        var isAscending = !_any || IsAscending(_last, tokens[0]);
        for (var i = 1; i < tokens.Length; i++)
        {
            isAscending &= tokens[i - 1].Head < tokens[i].Head || IsAscending(tokens[i - 1], tokens[i]);
        }

        if (!isAscending)
        {
            throw new InvalidDataException("A sorted column of tokens is not sorted.");
        }

        _last = tokens[^1];
        _any = true;
    }

    private bool IsAscending(Token first, Token second) => first.CompareTo(second) is var order && (order < 0 || (order == 0 && !isDistinct));
}
