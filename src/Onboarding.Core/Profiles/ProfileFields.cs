using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Profiles;

/// <summary>Names of fields in plans.</summary>
internal static class ProfileFields
{
    private static readonly Dictionary<string, ProfileField> s_byName = Enum.GetValues<ProfileField>().ToDictionary(
        field => (int)field <= IdentifierKinds.All.Count ? IdentifierKinds.GetName((IdentifierKind)field) : RecordFields.GetName((PlainField)field),
        StringComparer.Ordinal);

    private static readonly string[] s_names = [.. s_byName.OrderBy(p => p.Value).Select(p => p.Key)];

    /// <summary>All fields.</summary>
    public static IReadOnlyList<ProfileField> All { get; } = Enum.GetValues<ProfileField>();

    public static bool TryParse(string name, out ProfileField field) => s_byName.TryGetValue(name, out field);

    public static string GetName(ProfileField field) => s_names[(int)field - 1];
}
