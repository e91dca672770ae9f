using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Tokens of one kind of identifier, each with a number: the token's position in an audience, or the ordinal of an own user. Pulled in blocks, once, by one thread at a time.</summary>
internal interface ITokenSource
{
    /// <summary>How many tokens there are; sizes what joins them.</summary>
    long Count { get; }

    /// <summary>Whether the tokens ascend bytewise, equal ones beside each other.</summary>
    bool IsSorted { get; }

    /// <summary>Gives the next tokens and their numbers.</summary>
    /// <param name="tokens">Where the tokens go.</param>
    /// <param name="numbers">Where their numbers go; as long as <paramref name="tokens"/>.</param>
    /// <returns>How many; 0 at the end only.</returns>
    int Read(Span<Token> tokens, Span<uint> numbers);
}
