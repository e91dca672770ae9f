namespace Onboarding.Delivery.Uploads;

/// <summary>Something that a format has to know besides the members, under its name in plans.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsRequired">Whether nothing can be written without it.</param>
/// <param name="Demand">What it has to be, for a message.</param>
/// <param name="IsValid">Whether a text is that.</param>
internal sealed record UploadSetting(string Name, bool IsRequired, string Demand, Func<string, bool> IsValid)
{
    private const int MostDigits = 20;
    private const int LongestHeader = 128;

    /// <summary>The number of an account or list: ASCII digits only, so no hyphens and no <c>act_</c>.</summary>
    public static UploadSetting Number(string name, bool isRequired = true)
    {
        return new(name, isRequired, $"1 to {MostDigits} digits and nothing else", text => text.Length is > 0 and <= MostDigits && text.All(char.IsAsciiDigit));
    }

    public static UploadSetting OneOf(string name, bool isRequired, params string[] values)
    {
        return new(name, isRequired, values.Length == 1 ? $"the word {values[0]}" : $"one of {string.Join(", ", values)}", text => values.Contains(text, StringComparer.Ordinal));
    }

    public static UploadSetting Header(string name)
    {
        return new(name, true, $"1 to {LongestHeader} capital letters, digits and underscores", text => text.Length is > 0 and <= LongestHeader && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_'));
    }

    public static UploadSetting Country(string name)
    {
        return new(name, false, "two capital letters (ISO 3166-1)", text => text.Length == 2 && text.All(char.IsAsciiLetterUpper));
    }
}
