using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Reports;

/// <summary>All diagnostics (docs/diagnose.md).</summary>
internal static class Diagnostics
{
    private const double Surely = 1;
    private const double Perhaps = 0.5;
    private const double Nothing = 0;

    private const string KeepSource = "Nothing: it was put right on the way. Whoever hashes these values without this step finds nobody.";
    private const string AskWhoHashed = "Have whoever hashed the column hash each value once, normalized, without a line break or space, in UTF-8.";

    public static readonly Diagnostic BelowMinimum = new("audience.below-minimum", Surely, "Fewer people are left than the plan or the platform uses a list with, so that nobody on it is found.", "Take in more records, or correct what stands below; a list over the minimum may still be too small once it is matched.");
    public static readonly Diagnostic BatchPlan = new("batch.plan", Nothing, "The list leaves in parts of the size that the platform takes.", "Send them one after the other in the order of the list of files, and no removals at the same time.");
    public static readonly Diagnostic RowMalformed = new("row.malformed", Surely);
    public static readonly Diagnostic RowDropped = new("row.dropped", Surely);
    public static readonly Diagnostic PersonDuplicate = new("person.duplicate", Nothing, "Rows have the same identifiers as an earlier row and count as one person.", "Nothing: nobody is lost. Compare the platform's figure with the members and not with the rows.");
    public static readonly Diagnostic SplitPerson = new("payload.split-person", Perhaps, "An identifier stands alone in one row and beside others in another, or nearly all rows hold a single kind: one person seems to be split over rows and counts as several.", "Export one row for each person, with all identifiers in it: together they find more people, and the list's size is right.");
    public static readonly Diagnostic AddressIncomplete = new("address.incomplete", Perhaps, "Rows hold a part of the name and address only, and the platform matches by all of it or not at all.", "Map the missing columns, or leave the others out.");
    public static readonly Diagnostic OnManyRows = new(RepeatedIdentifiers.LineCode, Perhaps, "An identifier stands beside more than a few different sets of others, such as the number of a reception desk: it finds one person at most.", "Look at the lines of the private report and empty the cell where it is not the person's own.");

    public static readonly Diagnostic Unnormalised = new("input.unnormalised", Nothing, "The value as it stands differs from its normal form: letter case, spaces, dots, or the spelling of a number.", KeepSource);
    public static readonly Diagnostic ValueEmpty = new("value.empty", Perhaps);
    public static readonly Diagnostic ValueNotValid = new("value.not-valid", Surely);
    public static readonly Diagnostic ValueSeveral = new("value.several", Surely);
    public static readonly Diagnostic ValuePlaceholder = new("value.placeholder", Surely);
    public static readonly Diagnostic FileEncoding = new("file.encoding", Surely);

    public static readonly Diagnostic EmailInnerSpace = new("email.inner-space", Surely, "A space or an invisible character stands inside the address; without it the address may be somebody else's.", "Correct the address where it is kept.");
    public static readonly Diagnostic EmailRole = new("email.role-address", Perhaps, "The address is that of a function, such as info@, and seldom the one that a person signs in with.", "Ask for a personal address; leave the line out where nobody reads it.");
    public static readonly Diagnostic EmailMisspelt = new("email.misspelt-host", Surely, "The host is one slip away from a large mail host, such as gmial.com.", "Look at the lines of the private report and correct the address where it is kept; it was sent as it stands.");
    public static readonly Diagnostic EmailReserved = new("email.reserved-host", Surely, "The host is reserved for examples and tests (RFC 2606), so the address is nobody's.", "Leave test records out of the export.");

    public static readonly Diagnostic PhoneNoRegion = new("phone.no-region", Surely);
    public static readonly Diagnostic PhoneNotValid = new("phone.not-valid", Surely);
    public static readonly Diagnostic PhoneGuessed = new("phone.region-guessed", Perhaps, "Numbers in national spelling were taken for the plan's region, for want of a country in the record.", "Map the column of the country, above all where customers come from several.");
    public static readonly Diagnostic PhoneForm = new("phone.form-mismatch", Nothing, "The numbers came hashed, and no hash shows whether it was made with or without the +, the zero or the country's code.", "Make sure that they were hashed in the form of the profile that the plan declares.");

    public static readonly Diagnostic HashAlready = new("hash.already-hashed", Surely, "The values are hashes where the plan reads clear ones, or hashes of hashes or of hexadecimal text where it reads hashes.", "Map a column of clear values, or declare the hashes (\"hashed\"). " + AskWhoHashed);
    public static readonly Diagnostic HashNone = new("hash.not-a-hash", Surely, "A value of a declared hash column is none: neither 64 hexadecimal digits nor 44 characters of base64, as the plan says.", "Map a column of one kind of value. " + AskWhoHashed);
    public static readonly Diagnostic HashUpperCase = new("hash.uppercase", Nothing, "The hash is written in capitals, which platforms compare as another text.", KeepSource);
    public static readonly Diagnostic HashPadded = new("hash.padded", Nothing, "White space stands around the hash.", KeepSource);
    public static readonly Diagnostic HashEmpty = new("hash.of-empty", Surely, "The hash is that of an empty text or of a word for nothing.", "Have whoever hashed the column leave such cells empty.");
    public static readonly Diagnostic HashNewline = new("hash.trailing-newline", Surely, "The hash of a line break alone stands in the column: then every value in it was hashed with a line break after it, and none finds anybody.", AskWhoHashed);

    public static readonly Diagnostic ExcelScientific = new("excel.scientific", Surely);
    public static readonly Diagnostic ExcelLostZero = new("excel.lost-zero", Surely);
    public static readonly Diagnostic ExcelError = new("excel.error", Surely);
    public static readonly Diagnostic ExcelApostrophe = new("excel.apostrophe", Nothing, "Cells begin with an apostrophe, a spreadsheet's mark for text.", KeepSource);

    public static readonly Diagnostic FileMark = new("file.bom", Nothing, "The file begins with a byte order mark, which other readers take for a part of the first column's name.", "Nothing: it was taken off.");
    public static readonly Diagnostic FileSeparator = new("file.delimiter-guessed", Nothing, "The separator was found out from the header, because the plan names none.", "Name it in the plan (\"separator\").");

    public static readonly Diagnostic ConsentConflict = new("consent.conflict", Nothing, "A row says yes in one column and no in another; the no counted.", "Look at both columns in the system that they come from.");
    public static readonly Diagnostic ConsentAgainstHeader = new("consent.cell-overrides-header", Nothing, "Cells say the opposite of what their header lets expect, such as \"Allow\" under \"Do not allow\"; the cell counted.", "Look at a few of them in the system that they come from.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Diagnostic> All { get; } =
    [
        BelowMinimum, BatchPlan, RowMalformed, RowDropped, PersonDuplicate, SplitPerson, AddressIncomplete, OnManyRows,
        Unnormalised, ValueEmpty, ValueNotValid, ValueSeveral, ValuePlaceholder, FileEncoding, EmailInnerSpace, EmailRole, EmailMisspelt, EmailReserved, PhoneNoRegion, PhoneNotValid, PhoneGuessed, PhoneForm,
        HashAlready, HashNone, HashUpperCase, HashPadded, HashEmpty, HashNewline, ExcelScientific, ExcelLostZero, ExcelError, ExcelApostrophe, FileMark, FileSeparator, ConsentConflict, ConsentAgainstHeader,
    ];

    public static Diagnostic Of(ValueSign sign) => sign switch
    {
        ValueSign.Unnormalised => Unnormalised,
        ValueSign.RoleAddress => EmailRole,
        ValueSign.MisspeltHost => EmailMisspelt,
        ValueSign.ReservedHost => EmailReserved,
        ValueSign.HashUpperCase => HashUpperCase,
        ValueSign.HashPadded => HashPadded,
        ValueSign.HashOfText or ValueSign.HashOfHash => HashAlready,
        ValueSign.HashOfLineBreak => HashNewline,
        ValueSign.OnManyRows => OnManyRows,
        ValueSign.SplitPerson => SplitPerson,
        _ => throw new ArgumentOutOfRangeException(nameof(sign), "The value is not a sign."),
    };

    public static Diagnostic Of(RejectionReason reason, bool isEmail) => reason switch
    {
        RejectionReason.Empty => ValueEmpty,
        RejectionReason.NotUtf8 => FileEncoding,
        RejectionReason.InnerSpace when isEmail => EmailInnerSpace,
        RejectionReason.PhoneNoRegion => PhoneNoRegion,
        RejectionReason.PhoneNotValid => PhoneNotValid,
        RejectionReason.HashFormat => HashNone,
        RejectionReason.HashOfNothing => HashEmpty,
        RejectionReason.HashUndeclared => HashAlready,
        RejectionReason.CellScientific => ExcelScientific,
        RejectionReason.CellLostZero => ExcelLostZero,
        RejectionReason.CellError => ExcelError,
        RejectionReason.CellSeveral => ValueSeveral,
        RejectionReason.Placeholder => ValuePlaceholder,
        _ => ValueNotValid,
    };
}
