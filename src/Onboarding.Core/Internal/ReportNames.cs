using Onboarding.Plans;
using Onboarding.Records;

namespace Onboarding.Internal;

/// <summary>Names of enumeration values in reports.</summary>
internal static class ReportNames
{
    /// <summary>Names of columns as a report or a terminal may show them: a name can hold control characters, or be somebody's data where a header row is missing.</summary>
    public static IReadOnlyList<string> Columns(IReadOnlyList<string> names)
    {
        const int MaxNames = 200;
        return [.. names.Take(MaxNames).Select(Column), .. names.Count > MaxNames ? new[] { $"({names.Count - MaxNames} more)" } : []];
    }

    private static string Column(string name)
    {
        const int MaxLength = 64;
        const int MaxDigits = 4;
        if (name.Contains('@') || name.Count(char.IsDigit) > MaxDigits)
        {
            return "(looks like data)";
        }

        var clean = string.Concat(name.Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return clean.Length <= MaxLength ? clean : clean[..MaxLength] + "...";
    }

    public static string Of(FindingLevel level) => level switch
    {
        FindingLevel.Pass => "pass",
        FindingLevel.Warning => "warning",
        FindingLevel.Overridden => "overridden",
        FindingLevel.Refusal => "refusal",
        _ => throw new ArgumentOutOfRangeException(nameof(level), "The value is not a level."),
    };

    public static string Of(MalformedReason reason) => reason switch
    {
        MalformedReason.FieldCount => "FIELD_COUNT",
        MalformedReason.Quoting => "QUOTING",
        MalformedReason.FieldTooLong => "FIELD_TOO_LONG",
        MalformedReason.ZeroByte => "ZERO_BYTE",
        MalformedReason.TooManyValues => "TOO_MANY_VALUES",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), "The value is not a malformed reason."),
    };
}
