namespace Onboarding.Records;

/// <summary>Why a row of a source is no record. Names in reports: the value in snake case, such as <c>FIELD_COUNT</c>.</summary>
public enum MalformedReason
{
    /// <summary><c>FIELD_COUNT</c>: more fields than the header has, and not empty ones; or a last row that is cut off; or one field after a blank row.</summary>
    FieldCount,

    /// <summary><c>QUOTING</c>: quotes that RFC 4180 does not allow there.</summary>
    Quoting,

    /// <summary><c>FIELD_TOO_LONG</c>: a mapped field longer than 65,536 bytes.</summary>
    FieldTooLong,

    /// <summary><c>ZERO_BYTE</c>: a mapped field with a zero byte in it.</summary>
    ZeroByte,

    /// <summary><c>TOO_MANY_VALUES</c>: more than 64 identifiers in one row.</summary>
    TooManyValues,
}
