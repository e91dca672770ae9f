using System.Runtime.CompilerServices;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Joins two sorted sides in one pass over each, with a block of each in memory.</summary>
internal sealed class TokenMerge(ITokenSource audience, ITokenSource own, SharedTokens found, CancellationToken cancellationToken)
{
    // A side that is so many times as long is searched in growing steps instead of token by token.
    private const int GallopFrom = 16;

    private readonly SortedBlocks _audience = new(audience, isDistinct: true);
    private readonly SortedBlocks _own = new(own, isDistinct: false);
    private readonly SharedToken[] _found = new SharedToken[8 * SortedBlocks.Length];

    // One more than can meet: a pair that does not is written too, and overwritten.
    private readonly (int Audience, int Own)[] _met = new (int, int)[SortedBlocks.Length + 1];
    private int _count;

    public void Run()
    {
        var gallops = audience.Count / GallopFrom >= own.Count || own.Count / GallopFrom >= audience.Count;
        while (_audience.Fill() && _own.Fill())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (gallops)
            {
                Gallop();
            }
            else
            {
                Step();
            }

            if (_count > _found.Length - SortedBlocks.Length)
            {
                Flush();
            }
        }

        Flush();
    }

    // Which side goes on is a toss-up, so it is computed instead of predicted. Equal heads are written down, all pairs of them, and compared in full afterwards.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step()
    {
        var left = _audience.Span;
        var right = _own.Span;
        var (i, j, count) = (0, 0, 0);
        while (i < left.Length && j < right.Length)
        {
            var (x, y) = (left[i].Head, right[j].Head);
            _met[count] = (i, j);
            count += x == y ? 1 : 0;
            var isLower = x < y ? 1 : 0;
            i += isLower;
            j += isLower ^ 1;
        }

        for (var k = 0; k < count; k++)
        {
            var (a, b) = _met[k];
            if (!left[a].Equals(right[b]))
            {
                // Tokens that differ only after the head: from here on they are compared in full at once.
                (i, j) = (a, b);
                Compare(left, right, ref i, ref j);
                break;
            }

            _found[_count++] = new SharedToken(_own.NumberAt(b), _audience.NumberAt(a));
        }

        _audience.Skip(i);
        _own.Skip(j);
    }

    private void Compare(ReadOnlySpan<Token> left, ReadOnlySpan<Token> right, ref int i, ref int j)
    {
        while (i < left.Length && j < right.Length)
        {
            Meet(left, right, ref i, ref j);
        }
    }

    private void Gallop()
    {
        var left = _audience.Span;
        var right = _own.Span;
        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            i = Find(left, i, right[j].Head);
            if (i < left.Length)
            {
                j = Find(right, j, left[i].Head);
                if (j < right.Length && left[i].Head == right[j].Head)
                {
                    Meet(left, right, ref i, ref j);
                }
            }
        }

        _audience.Skip(i);
        _own.Skip(j);
    }

    // The audience has each token once; the own side may go on with the same.
    private void Meet(ReadOnlySpan<Token> left, ReadOnlySpan<Token> right, ref int i, ref int j)
    {
        var order = left[i].CompareTo(right[j]);
        if (order < 0)
        {
            i++;
            return;
        }

        if (order == 0)
        {
            _found[_count++] = new SharedToken(_own.NumberAt(j), _audience.NumberAt(i));
        }

        j++;
    }

    // The first position from here on whose head is no lower.
    private static int Find(ReadOnlySpan<Token> tokens, int from, ulong head)
    {
        var step = 1;
        var low = from;
        while (low < tokens.Length && tokens[low].Head < head)
        {
            from = low + 1;
            low += step;
            step *= 2;
        }

        var high = Math.Min(low, tokens.Length);
        while (from < high)
        {
            var middle = (from + high) / 2;
            if (tokens[middle].Head < head)
            {
                from = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return from;
    }

    private void Flush()
    {
        if (_count > 0)
        {
            found(_found.AsSpan(0, _count));
            _count = 0;
        }
    }
}
