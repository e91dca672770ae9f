namespace Onboarding.Matching;

/// <summary>Tokens of one kind in an audience, and how many of them matched an own user.</summary>
/// <param name="Tokens">Tokens in the audience.</param>
/// <param name="Matched">Tokens that matched.</param>
public readonly record struct KindMatch(long Tokens, long Matched);
