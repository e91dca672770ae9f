namespace Onboarding.Identifiers;

/// <summary>Reason codes of rejected values, as reports write them.</summary>
public static class RejectionReasons
{
    /// <summary>All reasons in the order of the enumeration, without <see cref="RejectionReason.None"/>.</summary>
    public static IReadOnlyList<RejectionReason> All { get; } = [.. Enum.GetValues<RejectionReason>().Where(r => r != RejectionReason.None)];

    /// <summary>The code of a reason, such as <c>EMAIL_AT</c>.</summary>
    /// <param name="reason">The reason.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is <see cref="RejectionReason.None"/> or not defined.</exception>
    public static string GetCode(RejectionReason reason) => reason switch
    {
        RejectionReason.NotUtf8 => "NOT_UTF8",
        RejectionReason.Empty => "EMPTY",
        RejectionReason.InnerSpace => "INNER_SPACE",
        RejectionReason.EmailAt => "EMAIL_AT",
        RejectionReason.EmailLocalNotAscii => "EMAIL_LOCAL_NOT_ASCII",
        RejectionReason.EmailDomainNotAscii => "EMAIL_DOMAIN_NOT_ASCII",
        RejectionReason.EmailLocalLength => "EMAIL_LOCAL_LENGTH",
        RejectionReason.EmailLocalCharacter => "EMAIL_LOCAL_CHARACTER",
        RejectionReason.EmailDomain => "EMAIL_DOMAIN",
        RejectionReason.EmailLocalEmpty => "EMAIL_LOCAL_EMPTY",
        RejectionReason.PhoneNoRegion => "PHONE_NO_REGION",
        RejectionReason.PhoneNotValid => "PHONE_NOT_VALID",
        RejectionReason.MaidFormat => "MAID_FORMAT",
        RejectionReason.MaidZero => "MAID_ZERO",
        RejectionReason.ExternalIdTooLong => "EXTERNAL_ID_TOO_LONG",
        RejectionReason.HashFormat => "HASH_FORMAT",
        RejectionReason.HashOfNothing => "HASH_OF_NOTHING",
        RejectionReason.HashUndeclared => "HASH_UNDECLARED",
        RejectionReason.CellScientific => "CELL_SCIENTIFIC",
        RejectionReason.CellError => "CELL_ERROR",
        RejectionReason.CellLostZero => "CELL_LOST_ZERO",
        RejectionReason.CellSeveral => "CELL_SEVERAL",
        RejectionReason.Placeholder => "PLACEHOLDER",
        RejectionReason.TextTooLong => "TEXT_TOO_LONG",
        RejectionReason.DateFormat => "DATE_FORMAT",
        RejectionReason.DateImpossible => "DATE_IMPOSSIBLE",
        RejectionReason.DateFuture => "DATE_FUTURE",
        RejectionReason.DateTooEarly => "DATE_TOO_EARLY",
        RejectionReason.GenderUnknown => "GENDER_UNKNOWN",
        RejectionReason.CountryUnknown => "COUNTRY_UNKNOWN",
        RejectionReason.DeviceUnknown => "DEVICE_UNKNOWN",
        RejectionReason.ExternalIdCharacter => "EXTERNAL_ID_CHARACTER",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), "The value is not a rejection reason."),
    };
}
