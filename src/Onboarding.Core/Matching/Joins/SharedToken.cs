namespace Onboarding.Matching;

/// <summary>A token that both sides have: its number on each.</summary>
internal readonly record struct SharedToken(uint Own, uint Audience);
