namespace Onboarding.Records;

/// <summary>Names of fields that a record can have besides identifiers.</summary>
internal static class RecordFields
{
    public const string Country = "country";

    private static readonly Dictionary<string, PlainField> s_fields = new(StringComparer.Ordinal)
    {
        ["first_name"] = PlainField.FirstName,
        ["last_name"] = PlainField.LastName,
        ["first_initial"] = PlainField.FirstInitial,
        ["street"] = PlainField.Street,
        ["city"] = PlainField.City,
        ["state"] = PlainField.State,
        ["postal_code"] = PlainField.PostalCode,
        [Country] = PlainField.Country,
        ["date_of_birth"] = PlainField.DateOfBirth,
        ["birth_year"] = PlainField.BirthYear,
        ["birth_month"] = PlainField.BirthMonth,
        ["birth_day"] = PlainField.BirthDay,
        ["gender"] = PlainField.Gender,
    };

    public static bool TryParse(string name, out PlainField field) => s_fields.TryGetValue(name, out field);

    /// <summary>Fields that only platform files carry; an audience never does.</summary>
    public static bool IsPlatformOnly(string name) => TryParse(name, out var field) && field != PlainField.Country;
}
