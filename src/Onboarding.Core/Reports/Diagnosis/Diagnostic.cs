namespace Onboarding.Reports;

/// <summary>Something that keeps people from being found, or that would have.</summary>
/// <param name="Id">The id, stable across versions.</param>
/// <param name="Weight">How sure it is that what was counted finds nobody: 1 surely, a half perhaps, 0 where nothing is lost.</param>
/// <param name="Meaning">What it is, in a sentence; empty where the reason of the rejection says it.</param>
/// <param name="Remedy">What to do; empty where the reason says it.</param>
internal sealed record Diagnostic(string Id, double Weight, string Meaning = "", string Remedy = "");
