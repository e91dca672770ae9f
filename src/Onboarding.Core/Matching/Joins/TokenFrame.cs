namespace Onboarding.Matching;

/// <summary>A block in a <see cref="TokenSpill"/>: its number, and how many entries it holds.</summary>
internal readonly record struct TokenFrame(long Number, int Count);
