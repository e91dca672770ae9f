namespace Onboarding.Suppression;

/// <summary>How many opt-outs a store holds.</summary>
/// <param name="Active">Those that hold.</param>
/// <param name="Withdrawn">Those that were withdrawn.</param>
/// <param name="HashOnly">Those that hold and of which only the hash of a form is known.</param>
public sealed record OptOutTotals(long Active, long Withdrawn, long HashOnly);
