using Onboarding.Records;

namespace Onboarding.Internal;

/// <summary>Names of enumeration values in reports.</summary>
internal static class ReportNames
{
    public static string Of(MalformedReason reason) => reason switch
    {
        MalformedReason.FieldCount => "FIELD_COUNT",
        MalformedReason.Quoting => "QUOTING",
        MalformedReason.FieldTooLong => "FIELD_TOO_LONG",
        MalformedReason.ZeroByte => "ZERO_BYTE",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), "The value is not a malformed reason."),
    };
}
