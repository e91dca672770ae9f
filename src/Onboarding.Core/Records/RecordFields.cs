using Onboarding.Profiles;

namespace Onboarding.Records;

/// <summary>Fields that a record can have besides identifiers.</summary>
internal static class RecordFields
{
    public const string Country = "country";

    public static bool TryParse(string name, out ProfileField field) => ProfileFields.TryParse(name, out field) && field > ProfileField.ExternalId;

    /// <summary>Fields that only platform files carry; an audience never does.</summary>
    public static bool IsPlatformOnly(string name) => TryParse(name, out var field) && field != ProfileField.Country;
}
