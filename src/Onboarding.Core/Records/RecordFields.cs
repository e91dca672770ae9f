namespace Onboarding.Records;

/// <summary>Names of fields that a record can have besides identifiers.</summary>
internal static class RecordFields
{
    public const string Country = "country";

    private static readonly HashSet<string> s_platformOnly = new(StringComparer.Ordinal)
    {
        "first_name", "last_name", "first_initial", "street", "city", "state", "postal_code", "date_of_birth", "birth_year", "birth_month", "birth_day", "gender",
    };

    /// <summary>Fields that only platform files carry; an audience never does.</summary>
    public static bool IsPlatformOnly(string field) => s_platformOnly.Contains(field);
}
