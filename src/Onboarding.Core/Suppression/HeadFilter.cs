using System.Numerics;

namespace Onboarding.Suppression;

/// <summary>Says of most tokens that are not in a set that they are not, by their first 64 bits and from memory that a cache may hold. Never wrong about one that is.</summary>
/// <remarks>A Bloom filter of which all three bits of a token stand in one word, so that a question touches one cache line (Putze, Sanders and Singler 2007). With 16 bits a token it passes fewer than one in a hundred others.</remarks>
internal sealed class HeadFilter
{
    private const int TokensEach = 4;
    private const int MinWords = 16;

    private readonly ulong[] _words;

    /// <param name="count">How many tokens will be added.</param>
    /// <param name="maxBytes">How large it may be, a power of two; beyond that it passes more.</param>
    public HeadFilter(long count, int maxBytes = 1 << 30)
    {
        _words = new ulong[Math.Clamp((long)BitOperations.RoundUpToPowerOf2((ulong)(count / TokensEach)), MinWords, Math.Max(MinWords, maxBytes / sizeof(ulong)))];
    }

    /// <summary>Passes nothing.</summary>
    public static HeadFilter Empty { get; } = new(0);

    public void Add(ulong head) => _words[Word(head)] |= Bits(head);

    public bool MayHold(ulong head)
    {
        var bits = Bits(head);
        return (_words[Word(head)] & bits) == bits;
    }

    private static ulong Bits(ulong head) => (1UL << (int)head) | (1UL << (int)(head >> 6)) | (1UL << (int)(head >> 12));

    private int Word(ulong head) => (int)(head >> 18) & (_words.Length - 1);
}
