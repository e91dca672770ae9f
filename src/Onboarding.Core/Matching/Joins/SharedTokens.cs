namespace Onboarding.Matching;

/// <summary>Takes a block of what a join found. Blocks come in no particular order, from changing threads, and never two at once.</summary>
internal delegate void SharedTokens(ReadOnlySpan<SharedToken> found);
