namespace Onboarding.Suppression;

/// <summary>What a store did with an opt-out.</summary>
/// <param name="Number">The number of the opt-out; 0 where an old list says what was withdrawn since.</param>
/// <param name="IsNew">Whether it was not known before.</param>
public readonly record struct OptOutReceipt(long Number, bool IsNew);
