using Onboarding.Identifiers;

namespace Onboarding.Profiles;

/// <summary>What a platform's form of a value depends on besides the value.</summary>
public sealed class ProfileFormOptions
{
    /// <summary>The region of phone numbers in national spelling, and the country of postal codes.</summary>
    /// <value>None by default.</value>
    public PhoneRegion Region { get; init; } = PhoneRegion.None;

    /// <summary>How dates are written, by one of the names of docs/cells.md.</summary>
    /// <value>By default <c>yyyy-MM-dd</c>.</value>
    public string DateFormat { get; init; } = "yyyy-MM-dd";

    /// <summary>Whose device ids are read: <c>idfa</c> or <c>aaid</c>.</summary>
    /// <value>Null by default: not said. Platforms that write the two differently reject ids then.</value>
    public string? Device { get; init; }
}
