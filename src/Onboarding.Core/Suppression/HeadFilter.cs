using System.Numerics;
using Onboarding.Hashing;

namespace Onboarding.Suppression;

/// <summary>Says of most tokens that are not in a set that they are not, from memory that a cache holds. Never wrong about one that is.</summary>
internal sealed class HeadFilter
{
    private const int BitsEach = 16;

    private readonly ulong[] _words;

    /// <param name="count">How many tokens will be added.</param>
    public HeadFilter(int count) => _words = new ulong[BitOperations.RoundUpToPowerOf2((ulong)Math.Max(count, 64) * BitsEach / 64)];

    public void Add(Token token) => _words[Word(token.Head)] |= 1UL << (int)token.Head;

    public bool MayHold(Token token) => (_words[Word(token.Head)] >> (int)token.Head & 1) != 0;

    private int Word(ulong head) => (int)(head >> 6) & (_words.Length - 1);
}
