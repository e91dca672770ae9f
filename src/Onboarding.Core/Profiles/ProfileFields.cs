using System.Text;

namespace Onboarding.Profiles;

/// <summary>The names of fields in plans: the value in snake case, such as <c>first_name</c>.</summary>
internal static class ProfileFields
{
    private static readonly string[] s_names = [.. Enum.GetValues<ProfileField>().Select(MakeName)];

    /// <summary>All fields, in the order of their values.</summary>
    public static IReadOnlyList<ProfileField> All { get; } = Enum.GetValues<ProfileField>();

    public static string GetName(ProfileField field) => s_names[(int)field - 1];

    public static bool TryParse(string? name, out ProfileField field)
    {
        var index = Array.IndexOf(s_names, name);
        field = (ProfileField)(index + 1);
        return index >= 0;
    }

    private static string MakeName(ProfileField field)
    {
        var name = new StringBuilder();
        foreach (var letter in field.ToString())
        {
            name.Append(char.IsAsciiLetterUpper(letter) && name.Length > 0 ? "_" : "").Append((char)(letter | 0x20));
        }

        return name.ToString();
    }
}
