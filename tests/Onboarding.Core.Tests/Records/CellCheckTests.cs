using System.Text;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>What spreadsheets and people do to cells.</summary>
public sealed class CellCheckTests
{
    [Theory]
    [Trait("Refusal", "CELL_SCIENTIFIC")]
    [InlineData(IdentifierKind.Phone, "3.16E+10")]
    [InlineData(IdentifierKind.Phone, "3,16E+10")]
    [InlineData(IdentifierKind.Phone, " 3.1612345E10 ")]
    [InlineData(IdentifierKind.ExternalId, "7.21045E+12")]
    [InlineData(IdentifierKind.ExternalId, "7E+12")]
    public void Find_ScientificNotation_IsRejected(IdentifierKind kind, string value) => Assert.Equal(RejectionReason.CellScientific, Find(kind, value));

    [Theory]
    [Trait("Refusal", "CELL_ERROR")]
    [InlineData(IdentifierKind.Email, "#N/A")]
    [InlineData(IdentifierKind.Email, "#REF!")]
    [InlineData(IdentifierKind.Phone, "#WAARDE!")]
    [InlineData(IdentifierKind.Phone, "#NAME?")]
    [InlineData(IdentifierKind.Phone, "#N/B")]
    [InlineData(IdentifierKind.ExternalId, "=\"0612345678\"")]
    [InlineData(IdentifierKind.Email, "=HYPERLINK(\"mailto:anna@example.com\")")]
    public void Find_FormulaOrError_IsRejected(IdentifierKind kind, string value) => Assert.Equal(RejectionReason.CellError, Find(kind, value));

    [Theory]
    [Trait("Refusal", "CELL_SEVERAL")]
    [InlineData(IdentifierKind.Email, "anna@example.com; anna@example.nl")]
    [InlineData(IdentifierKind.Email, "anna@example.com,anna@example.nl")]
    [InlineData(IdentifierKind.Phone, "06 00112233 / 020 1234567")]
    [InlineData(IdentifierKind.Phone, "+31600112233|+31600445566")]
    public void Find_SeveralValues_IsRejected(IdentifierKind kind, string value) => Assert.Equal(RejectionReason.CellSeveral, Find(kind, value));

    [Theory]
    [Trait("Refusal", "PLACEHOLDER")]
    [InlineData(IdentifierKind.Email, "n.v.t.")]
    [InlineData(IdentifierKind.Phone, "onbekend")]
    [InlineData(IdentifierKind.ExternalId, "NULL")]
    [InlineData(IdentifierKind.ExternalId, "-")]
    public void Find_WordForNothing_IsAPlaceholder(IdentifierKind kind, string value) => Assert.Equal(RejectionReason.Placeholder, Find(kind, value));

    [Theory]
    [InlineData(IdentifierKind.Email, "anna@example.com")]
    [InlineData(IdentifierKind.Email, "o'brien+a/b@example.com")]
    [InlineData(IdentifierKind.Email, "#anna@example.com")]
    [InlineData(IdentifierKind.Email, "")]
    [InlineData(IdentifierKind.Phone, "0611/223344")]
    [InlineData(IdentifierKind.Phone, "+31 (0)6 11 22 33 44")]
    [InlineData(IdentifierKind.Phone, "1-800-FLOWERS")]
    [InlineData(IdentifierKind.ExternalId, "12E5")]
    [InlineData(IdentifierKind.ExternalId, "E10")]
    [InlineData(IdentifierKind.ExternalId, "a;b,c|d")]
    [InlineData(IdentifierKind.ExternalId, "#4711")]
    public void Find_OrdinaryValue_Passes(IdentifierKind kind, string value) => Assert.Equal(RejectionReason.None, Find(kind, value));

    [Theory]
    [Trait("Refusal", "PLACEHOLDER")]
    [InlineData(IdentifierKind.Email, "noreply@example.com", true)]
    [InlineData(IdentifierKind.Email, "anna@test.nl", true)]
    [InlineData(IdentifierKind.Email, "test@example.com", false)]
    [InlineData(IdentifierKind.Email, "anna@testing.example.com", false)]
    [InlineData(IdentifierKind.Phone, "+31600000000", true)]
    [InlineData(IdentifierKind.Phone, "+31612345678", true)]
    [InlineData(IdentifierKind.Phone, "+31600112233", false)]
    [InlineData(IdentifierKind.Maid, "ffffffff-ffff-ffff-ffff-ffffffffffff", true)]
    [InlineData(IdentifierKind.Maid, "12345678-1234-1234-1234-123456789012", true)]
    [InlineData(IdentifierKind.Maid, "123e4567-e89b-12d3-a456-426614174000", false)]
    [InlineData(IdentifierKind.ExternalId, "0000", true)]
    [InlineData(IdentifierKind.ExternalId, "00123", false)]
    public void IsPlaceholder_CanonicalForm_IsRecognized(IdentifierKind kind, string canonical, bool expected)
    {
        Assert.Equal(expected, CellCheck.IsPlaceholder(kind, Encoding.ASCII.GetBytes(canonical)));
    }

    [Theory]
    [InlineData("'+31600112233", "+31600112233")]
    [InlineData("'7210448301122", "7210448301122")]
    public void TryStripApostrophe_SpreadsheetMark_IsTakenOff(string value, string expected)
    {
        ReadOnlySpan<byte> bytes = Encoding.ASCII.GetBytes(value);

        Assert.True(CellCheck.TryStripApostrophe(ref bytes));
        Assert.Equal(expected, Encoding.ASCII.GetString(bytes));
    }

    [Theory]
    [Trait("Refusal", "CELL_LOST_ZERO")]
    [InlineData("611223344", "NL", true)]
    [InlineData("201234567", "NL", true)]
    [InlineData("31611223344", "NL", false)]
    [InlineData("612345678", "ES", false)]
    public void HasLostZero_BareNumber_OnlyWhereAZeroBelongs(string value, string country, bool expected)
    {
        Assert.True(PhoneRegion.TryParse(Encoding.ASCII.GetBytes(country), out var region));
        var canonical = new byte[CanonicalForm.MaxLength];
        var bytes = Encoding.ASCII.GetBytes(value);
        var reason = CanonicalForm.NormalizePhone(bytes, region, canonical, out var length, out _);

        Assert.True(CellCheck.IsBareNumber(bytes));
        Assert.Equal(expected, reason == RejectionReason.None && CellCheck.HasLostZero(bytes, canonical.AsSpan(0, length), region));
    }

    private static RejectionReason Find(IdentifierKind kind, string value) => CellCheck.Find(kind, Encoding.UTF8.GetBytes(value));

    /// <summary>111222333 is the published example of a number that passes the check; the others fail by a digit, by length or by being no number.</summary>
    [Theory]
    [InlineData("111222333", true)]
    [InlineData("111222334", false)]
    [InlineData("000000000", false)]
    [InlineData("11122233", false)]
    [InlineData("1112223330", false)]
    [InlineData("11122233A", false)]
    public void IsNationalNumber_NineDigits_PassTheCheckOfEleven(string value, bool expected)
    {
        Assert.Equal(expected, CellCheck.IsNationalNumber(System.Text.Encoding.ASCII.GetBytes(value)));
    }
}
