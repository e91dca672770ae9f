using Onboarding.Records;

namespace Onboarding.Reports;

/// <summary>What the codes of identifiers and rows mean, and what to do about them, for people who read a report.</summary>
internal static class ReasonTexts
{
    private const string Correct = "Correct the value where it is kept.";
    private const string RightColumn = "Correct the value; where it is most of a column, the plan maps the wrong one.";
    private const string ExportAsText = "Export again from the system itself, with the column as text.";

    private static readonly Dictionary<string, ReasonText> s_texts = new(StringComparer.Ordinal)
    {
        ["NOT_UTF8"] = new("The bytes are not valid UTF-8.", "Export the file as UTF-8, or state its encoding in the plan."),
        ["EMPTY"] = new("There is nothing in the cell.", "Nothing to do where people did not give it. Where it is nearly every cell, look whether the plan maps the right column."),
        ["INNER_SPACE"] = new("White space or an invisible character stands inside the value.", Correct),
        ["EMAIL_AT"] = new("The address has no @, or more than one.", RightColumn),
        ["EMAIL_LOCAL_NOT_ASCII"] = new("The part before the @ has letters with accents or of another script.", "Check the address: most often it is a typing mistake."),
        ["EMAIL_DOMAIN_NOT_ASCII"] = new("The part after the @ has letters with accents or of another script.", "Check the address, or write its domain in the xn-- form."),
        ["EMAIL_LOCAL_LENGTH"] = new("The part before the @ is empty, or longer than 64 characters.", Correct),
        ["EMAIL_LOCAL_CHARACTER"] = new("The part before the @ has a character that does not belong there.", Correct),
        ["EMAIL_DOMAIN"] = new("The part after the @ is no name of a mail host.", "Correct the address: most often a dot or an ending is missing."),
        ["EMAIL_LOCAL_EMPTY"] = new("Nothing is left of a Gmail address without its dots and its tag.", Correct),
        ["PHONE_NO_REGION"] = new("A number in national spelling, and nothing says of which country.", "Map the column of the country, or set the region in the plan."),
        ["PHONE_NOT_VALID"] = new("No number that can exist in its country.", "Correct the number; where it is most of a column, check the region in the plan."),
        ["MAID_FORMAT"] = new("Not the 32 hexadecimal digits of a mobile advertising id.", RightColumn),
        ["MAID_ZERO"] = new("All zeros: what a device sends when its owner does not want to be followed.", "Nothing to do."),
        ["EXTERNAL_ID_TOO_LONG"] = new("Longer than 256 bytes.", "Look whether the plan maps the right column."),
        ["HASH_FORMAT"] = new("Not the 64 hexadecimal digits of a hash.", "Check the form of the column in the plan."),
        ["CELL_SCIENTIFIC"] = new("A spreadsheet turned the number into scientific notation, and its last digits are gone.", ExportAsText),
        ["CELL_ERROR"] = new("A spreadsheet's formula, or the error of one.", "Export values instead of formulas."),
        ["CELL_LOST_ZERO"] = new("A phone number without its leading zero, beside numbers that have theirs.", ExportAsText),
        ["CELL_SEVERAL"] = new("Several values in one cell.", "Name the character between them in the plan (\"split\")."),
        ["PLACEHOLDER"] = new("A value that stands for nobody, such as 0600000000.", "Leave the cell empty where there is no value."),
        ["TEXT_TOO_LONG"] = new("A text longer than 512 bytes.", RightColumn),
        ["DATE_FORMAT"] = new("Not a date of the format that the plan states.", "Correct the value, or the format in the plan."),
        ["DATE_IMPOSSIBLE"] = new("A day that no calendar has.", Correct),
        ["DATE_FUTURE"] = new("A day that has not come yet.", Correct),
        ["DATE_TOO_EARLY"] = new("A day before the year 1900.", Correct),
        ["GENDER_UNKNOWN"] = new("Not one of the words that are read.", "Use one of the words of docs/cells.md."),
        ["COUNTRY_UNKNOWN"] = new("No code or name of a country that is known.", "Use codes of two letters (ISO 3166-1)."),
        ["FIELD_COUNT"] = new("The row has more fields than the header, or is cut off.", "Correct the row: most often a separator or line break stands outside quotes."),
        ["QUOTING"] = new("Quotes stand where CSV does not allow them.", "Correct the quotes, or export again."),
        ["FIELD_TOO_LONG"] = new("A field is longer than 65,536 bytes.", "Correct the row: most often a quote is never closed."),
        ["ZERO_BYTE"] = new("A field holds a zero byte.", "Export the file again, as UTF-8."),
        ["TOO_MANY_VALUES"] = new("The row has more than 64 identifiers.", "Look whether the plan splits cells at the right character."),
    };

    /// <summary>The texts of a code; empty ones where it has none.</summary>
    public static ReasonText Find(string code)
    {
        if (s_texts.TryGetValue(code, out var text))
        {
            return text;
        }

        var reason = DropReasons.All.Concat(Reasons.All).FirstOrDefault(r => r.Code == code);
        return new ReasonText(reason?.Meaning ?? "", reason?.Remedy ?? "");
    }
}

/// <summary>What a code means and what to do about it.</summary>
internal sealed record ReasonText(string Meaning, string Remedy);
