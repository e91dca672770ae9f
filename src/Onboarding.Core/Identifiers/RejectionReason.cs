namespace Onboarding.Identifiers;

/// <summary>Why a value has no canonical form (contracts-v1, in the order of the checks), or a cell no value. The first check that fails is the reason.</summary>
public enum RejectionReason
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary><c>NOT_UTF8</c>: the bytes are not valid UTF-8.</summary>
    NotUtf8,

    /// <summary><c>EMPTY</c>: nothing is left after stripping.</summary>
    Empty,

    /// <summary><c>INNER_SPACE</c>: white space or an invisible character inside.</summary>
    InnerSpace,

    /// <summary><c>EMAIL_AT</c>: not exactly one <c>@</c>.</summary>
    EmailAt,

    /// <summary><c>EMAIL_LOCAL_NOT_ASCII</c>: the part before <c>@</c> is not ASCII.</summary>
    EmailLocalNotAscii,

    /// <summary><c>EMAIL_DOMAIN_NOT_ASCII</c>: the part after <c>@</c> is not ASCII.</summary>
    EmailDomainNotAscii,

    /// <summary><c>EMAIL_LOCAL_LENGTH</c>: the part before <c>@</c> is not 1 to 64 bytes long.</summary>
    EmailLocalLength,

    /// <summary><c>EMAIL_LOCAL_CHARACTER</c>: a character that the part before <c>@</c> may not hold.</summary>
    EmailLocalCharacter,

    /// <summary><c>EMAIL_DOMAIN</c>: the part after <c>@</c> is no host name of two or more labels.</summary>
    EmailDomain,

    /// <summary><c>EMAIL_LOCAL_EMPTY</c>: nothing is left of a gmail.com local part without its dots and tag.</summary>
    EmailLocalEmpty,

    /// <summary><c>PHONE_NO_REGION</c>: a national spelling, and no region is known.</summary>
    PhoneNoRegion,

    /// <summary><c>PHONE_NOT_VALID</c>: not a valid number.</summary>
    PhoneNotValid,

    /// <summary><c>MAID_FORMAT</c>: not 32 hex digits, plain or hyphenated 8-4-4-4-12.</summary>
    MaidFormat,

    /// <summary><c>MAID_ZERO</c>: all zeros, which devices send when tracking is off.</summary>
    MaidZero,

    /// <summary><c>EXTERNAL_ID_TOO_LONG</c>: longer than 256 bytes after stripping.</summary>
    ExternalIdTooLong,

    /// <summary><c>HASH_FORMAT</c>: a value of a hashed column that is not 64 hex digits.</summary>
    HashFormat,

    /// <summary><c>HASH_OF_NOTHING</c>: a declared hash that is the hash of an empty text, of <c>null</c> or of another word for nothing.</summary>
    HashOfNothing,

    /// <summary><c>HASH_UNDECLARED</c>: 64 hex digits or 44 characters of base64 in a column of clear values: probably hashed already, and the plan does not say so. A check on source cells.</summary>
    HashUndeclared,

    /// <summary><c>CELL_SCIENTIFIC</c>: a spreadsheet turned a number into scientific notation; its digits are lost. A check on source cells, not of the contract.</summary>
    CellScientific,

    /// <summary><c>CELL_ERROR</c>: a spreadsheet's formula or its error, such as <c>#N/A</c>. A check on source cells.</summary>
    CellError,

    /// <summary><c>CELL_LOST_ZERO</c>: a national phone number without its zero in a column whose other numbers carry theirs. A check on source cells.</summary>
    CellLostZero,

    /// <summary><c>CELL_SEVERAL</c>: several values in one cell, and the plan names no character to split them at. A check on source cells.</summary>
    CellSeveral,

    /// <summary><c>PLACEHOLDER</c>: a value that stands for nobody, such as <c>0600000000</c>. A check on source cells.</summary>
    Placeholder,

    /// <summary><c>TEXT_TOO_LONG</c>: a plain text longer than 512 bytes. This and the following are of fields that are no identifiers.</summary>
    TextTooLong,

    /// <summary><c>DATE_FORMAT</c>: not a date in the format that the plan states.</summary>
    DateFormat,

    /// <summary><c>DATE_IMPOSSIBLE</c>: a day that no calendar has, such as 30 February.</summary>
    DateImpossible,

    /// <summary><c>DATE_FUTURE</c>: a day that has not come yet.</summary>
    DateFuture,

    /// <summary><c>DATE_TOO_EARLY</c>: a year before 1900.</summary>
    DateTooEarly,

    /// <summary><c>GENDER_UNKNOWN</c>: not one of the words that are read.</summary>
    GenderUnknown,

    /// <summary><c>COUNTRY_UNKNOWN</c>: no code or name of a country that is known.</summary>
    CountryUnknown,

    /// <summary><c>DEVICE_UNKNOWN</c>: the platform writes Apple's and Google's device ids differently, and nothing says which this is. This and the following are of platforms' forms.</summary>
    DeviceUnknown,

    /// <summary><c>EXTERNAL_ID_CHARACTER</c>: a character that the platform does not take in an id.</summary>
    ExternalIdCharacter,
}
