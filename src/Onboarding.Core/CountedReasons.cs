using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;
using static Onboarding.ReasonCategory;

namespace Onboarding;

/// <summary>Codes that refuse nothing and stand in the counts of a report: why values are rejected and rows are malformed.</summary>
internal static class CountedReasons
{
    private const string Contracts = "docs/contracts-v1.md";
    private const string Cells = "docs/cells.md";
    private const string Profiles = "docs/profiles.md";
    private const string Correct = "Correct the value where it is kept.";
    private const string RightColumn = "Correct the value; where it is most of a column, the plan maps the wrong one.";
    private const string ExportAsText = "Export again from the system itself, with the column as text.";

    /// <summary>Rejected values, then malformed rows.</summary>
    public static IReadOnlyList<Reason> All { get; } =
    [
        .. RejectionReasons.All.Select(r => new Reason(RejectionReasons.GetCode(r), Input, "MIN-08", r < RejectionReason.CellScientific ? Contracts : r < RejectionReason.DeviceUnknown ? Cells : Profiles, Remedy(r))),
        .. Enum.GetValues<MalformedReason>().Select(r => new Reason(ReportNames.Of(r), Input, "source", "RFC 4180; docs/plan.md", Remedy(r))),
    ];

    private static string Remedy(RejectionReason reason) => reason switch
    {
        RejectionReason.NotUtf8 => "Export the file as UTF-8, or state its encoding in the plan.",
        RejectionReason.Empty => "Do nothing where people did not give it; where it is nearly every cell, look whether the plan maps the right column.",
        RejectionReason.EmailAt or RejectionReason.MaidFormat or RejectionReason.TextTooLong => RightColumn,
        RejectionReason.EmailLocalNotAscii => "Check the address: most often it is a typing mistake.",
        RejectionReason.EmailDomainNotAscii => "Check the address, or write its domain in the xn-- form.",
        RejectionReason.EmailDomain => "Correct the address: most often a dot or an ending is missing.",
        RejectionReason.PhoneNoRegion => "Map the column of the country, or set the region in the plan.",
        RejectionReason.PhoneNotValid => "Correct the number; where it is most of a column, check the region in the plan.",
        RejectionReason.MaidZero => "Do nothing.",
        RejectionReason.ExternalIdTooLong => "Look whether the plan maps the right column.",
        RejectionReason.HashFormat => "Check the form of the column in the plan.",
        RejectionReason.HashOfNothing => "Nothing: an empty cell was hashed, and finds nobody. Have whoever hashed the column leave such cells empty.",
        RejectionReason.HashUndeclared => "Map a column of clear values, or declare the column's hashes in the plan (\"hashed\").",
        RejectionReason.CellScientific or RejectionReason.CellLostZero => ExportAsText,
        RejectionReason.CellError => "Export values instead of formulas.",
        RejectionReason.CellSeveral => "Name the character between them in the plan (\"split\").",
        RejectionReason.DateFormat => "Correct the value, or the format in the plan.",
        RejectionReason.GenderUnknown => "Use one of the words of docs/cells.md.",
        RejectionReason.DeviceUnknown => "Say whose ids the column holds: \"device\": \"idfa\" or \"aaid\".",
        RejectionReason.ExternalIdCharacter => "Look whether the plan maps the right column, or leave the field out for this platform.",
        RejectionReason.CountryUnknown => "Use codes of two letters (ISO 3166-1).",
        RejectionReason.Placeholder => "Leave the cell empty where there is no value.",
        _ => Correct,
    };

    private static string Remedy(MalformedReason reason) => reason switch
    {
        MalformedReason.FieldCount => "Correct the row: most often a separator or line break stands outside quotes.",
        MalformedReason.Quoting => "Correct the quotes, or export again.",
        MalformedReason.FieldTooLong => "Correct the row: most often a quote is never closed.",
        MalformedReason.ZeroByte => "Export the file again, as UTF-8.",
        _ => "Look whether the plan splits cells at the right character.",
    };
}
