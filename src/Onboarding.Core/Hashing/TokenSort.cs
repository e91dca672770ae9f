namespace Onboarding.Hashing;

/// <summary>Sorts tokens together with their numbers: dealt out by leading bits, then each small heap by itself. Never worse than n log n, whatever the tokens are.</summary>
internal sealed class TokenSort
{
    private const int HeapSize = 8;
    private const int MaxBits = 16;
    private const int InsertionLength = 24;

    private Token[] _tokens = [];
    private uint[] _numbers = [];

    /// <summary>Sorts both spans by the tokens.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="numbers">Their numbers; as many.</param>
    /// <param name="skip">How many leading bits all tokens share.</param>
    public void Sort(Span<Token> tokens, Span<uint> numbers, int skip = 0)
    {
        if (tokens.Length <= InsertionLength || skip + MaxBits > 64)
        {
            SortHeap(tokens, numbers);
            return;
        }

        if (_tokens.Length < tokens.Length)
        {
            _tokens = GC.AllocateUninitializedArray<Token>(tokens.Length);
            _numbers = GC.AllocateUninitializedArray<uint>(tokens.Length);
        }

        var bits = Math.Clamp(System.Numerics.BitOperations.Log2((uint)(tokens.Length / HeapSize)), 1, MaxBits);
        var shift = 64 - bits;
        var ends = new int[1 << bits];
        foreach (var token in tokens)
        {
            ends[(int)((token.Head << skip) >> shift)]++;
        }

        for (int i = 0, start = 0; i < ends.Length; i++)
        {
            (ends[i], start) = (start, start + ends[i]);
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            var at = ends[(int)((tokens[i].Head << skip) >> shift)]++;
            _tokens[at] = tokens[i];
            _numbers[at] = numbers[i];
        }

        _tokens.AsSpan(0, tokens.Length).CopyTo(tokens);
        _numbers.AsSpan(0, tokens.Length).CopyTo(numbers);
        for (int i = 0, start = 0; i < ends.Length; start = ends[i++])
        {
            SortHeap(tokens[start..ends[i]], numbers[start..ends[i]]);
        }
    }

    private static void SortHeap(Span<Token> tokens, Span<uint> numbers)
    {
        if (tokens.Length > InsertionLength)
        {
            tokens.Sort(numbers);
            return;
        }

        for (var i = 1; i < tokens.Length; i++)
        {
            var (token, number) = (tokens[i], numbers[i]);
            var at = i;
            for (; at > 0 && tokens[at - 1].CompareTo(token) > 0; at--)
            {
                tokens[at] = tokens[at - 1];
                numbers[at] = numbers[at - 1];
            }

            tokens[at] = token;
            numbers[at] = number;
        }
    }
}
