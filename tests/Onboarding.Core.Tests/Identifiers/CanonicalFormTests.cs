using System.Globalization;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests.Identifiers;

public class CanonicalFormTests
{
    public static TheoryData<int, string> AcceptedRows => Rows(i => i.Canonical is not null);

    public static TheoryData<int, string> RejectedRows => Rows(i => i.Rejected is not null);

    [Theory]
    [MemberData(nameof(AcceptedRows))]
    public void TryNormalize_AcceptedVector_GivesCanonicalForm(int row, string name)
    {
        Assert.NotEmpty(name);
        var known = ContractVectors.Identifiers[row];
        Span<byte> destination = stackalloc byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.TryNormalize(known.Kind, known.Input, destination, out var written);
        Assert.Equal((RejectionReason.None, Convert.ToHexStringLower(known.Canonical!)), (reason, Convert.ToHexStringLower(destination[..written])));
    }

    [Theory]
    [MemberData(nameof(RejectedRows))]
    [Trait("Refusal", "NOT_UTF8")]
    [Trait("Refusal", "EMPTY")]
    [Trait("Refusal", "INNER_SPACE")]
    [Trait("Refusal", "EMAIL_AT")]
    [Trait("Refusal", "EMAIL_LOCAL_NOT_ASCII")]
    [Trait("Refusal", "EMAIL_DOMAIN_NOT_ASCII")]
    [Trait("Refusal", "EMAIL_LOCAL_LENGTH")]
    [Trait("Refusal", "EMAIL_LOCAL_CHARACTER")]
    [Trait("Refusal", "EMAIL_DOMAIN")]
    [Trait("Refusal", "EMAIL_LOCAL_EMPTY")]
    [Trait("Refusal", "MAID_FORMAT")]
    [Trait("Refusal", "MAID_ZERO")]
    [Trait("Refusal", "EXTERNAL_ID_TOO_LONG")]
    public void TryNormalize_RejectedVector_GivesReason(int row, string name)
    {
        Assert.NotEmpty(name);
        var known = ContractVectors.Identifiers[row];
        var reason = CanonicalForm.TryNormalize(known.Kind, known.Input, stackalloc byte[CanonicalForm.MaxLength], out var written);
        Assert.Equal((known.Rejected, 0), (RejectionReasons.GetCode(reason), written));
    }

    [Fact]
    public void Vectors_AllKindsButPhone_CoverEveryReason()
    {
        var covered = ContractVectors.Identifiers.Select(i => i.Rejected).OfType<string>().ToHashSet();
        string[] elsewhere = ["PHONE_NO_REGION", "PHONE_NOT_VALID", "HASH_FORMAT", "CELL_SCIENTIFIC", "CELL_ERROR", "CELL_LOST_ZERO", "CELL_SEVERAL", "PLACEHOLDER"];
        Assert.Subset(RejectionReasons.All.Select(RejectionReasons.GetCode).Except(elsewhere).ToHashSet(), covered);
    }

    [Theory]
    [InlineData("+0612345678", "PHONE_NOT_VALID")]
    [InlineData("+123456", "PHONE_NOT_VALID")]
    [InlineData("+3161234567a", "PHONE_NOT_VALID")]
    [InlineData("+37588109946888", "PHONE_NOT_VALID")]
    [InlineData("+8100037687036501336", "PHONE_NOT_VALID")]
    [InlineData("0611223344", "PHONE_NO_REGION")]
    [InlineData("0031611223344", "PHONE_NO_REGION")]
    [Trait("Refusal", "PHONE_NOT_VALID")]
    [Trait("Refusal", "PHONE_NO_REGION")]
    public void TryNormalize_PhoneWithoutRegion_IsRejectedUnlessInternationalAndValid(string value, string expected)
    {
        var reason = CanonicalForm.TryNormalize(IdentifierKind.Phone, Encoding.UTF8.GetBytes(value), stackalloc byte[CanonicalForm.MaxLength], out _);
        Assert.Equal(expected, RejectionReasons.GetCode(reason));
    }

    [Fact]
    public void TryNormalize_StripCharacterAtBothEnds_IsStripped()
    {
        var destination = new byte[CanonicalForm.MaxLength];
        foreach (var strip in ContractGenerators.StripCharacters)
        {
            var value = Encoding.UTF8.GetBytes(strip + strip + "x" + strip);
            Assert.Equal(RejectionReason.None, CanonicalForm.TryNormalize(IdentifierKind.ExternalId, value, destination, out var written));
            Assert.Equal("x"u8, destination.AsSpan(0, written));
        }
    }

    [Fact]
    public void TryNormalize_AnyOtherScalarAtBothEnds_Stays()
    {
        var strips = ContractGenerators.StripCharacters.Select(s => char.ConvertToUtf32(s, 0)).ToHashSet();
        var destination = new byte[CanonicalForm.MaxLength];
        Span<byte> value = stackalloc byte[9];
        for (var scalar = 0; scalar <= 0x10FFFF; scalar++)
        {
            if (scalar is >= 0xD800 and <= 0xDFFF || strips.Contains(scalar))
            {
                continue;
            }

            var length = new Rune(scalar).EncodeToUtf8(value);
            value[length] = (byte)'x';
            value[..length].CopyTo(value[(length + 1)..]);
            CanonicalForm.TryNormalize(IdentifierKind.ExternalId, value[..((2 * length) + 1)], destination, out var written);
            if (written != (2 * length) + 1)
            {
                Assert.Fail($"U+{scalar:X4} was stripped or rejected");
            }
        }
    }

    [Fact]
    public void TryNormalize_DestinationTooShort_Throws()
    {
        Assert.Throws<ArgumentException>(() => CanonicalForm.TryNormalize(IdentifierKind.Email, "anna@example.com"u8, new byte[CanonicalForm.MaxLength - 1], out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void TryNormalize_UndefinedKind_Throws(int kind)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CanonicalForm.TryNormalize((IdentifierKind)kind, "x"u8, new byte[CanonicalForm.MaxLength], out _));
    }

    [Fact]
    public void TryNormalize_LongestEmail_FillsMaxLength()
    {
        var domain = string.Join('.', new string('b', 63), new string('c', 63), new string('d', 63), new string('e', 61));
        var value = Encoding.ASCII.GetBytes(new string('a', 64) + "@" + domain);
        Assert.Equal(RejectionReason.None, CanonicalForm.TryNormalize(IdentifierKind.Email, value, new byte[CanonicalForm.MaxLength], out var written));
        Assert.Equal(CanonicalForm.MaxLength, written);
    }

    [Fact]
    public void TryNormalize_EveryVector_AllocatesNothing()
    {
        var destination = new byte[CanonicalForm.MaxLength];
        var values = ContractVectors.Identifiers;
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < values.Count; i++)
            {
                CanonicalForm.TryNormalize(values[i].Kind, values[i].Input, destination, out _);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // A collection in the middle can count what other threads made: one clean pass proves it.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void TryNormalize_UnderAnotherCulture_GivesTheSameBytes(string culture)
    {
        var differing = ContractCulture.Run(culture, () =>
        {
            var destination = new byte[CanonicalForm.MaxLength];
            return ContractVectors.Identifiers.Where(known =>
            {
                var reason = CanonicalForm.TryNormalize(known.Kind, known.Input, destination, out var written);
                return reason == RejectionReason.None ? !destination.AsSpan(0, written).SequenceEqual(known.Canonical) : RejectionReasons.GetCode(reason) != known.Rejected;
            }).Select(k => k.Name).ToList();
        });
        Assert.Empty(differing);
    }

    private static TheoryData<int, string> Rows(Func<ContractIdentifier, bool> wanted)
    {
        var data = new TheoryData<int, string>();
        foreach (var (known, i) in ContractVectors.Identifiers.Select((known, i) => (known, i)).Where(r => wanted(r.known)))
        {
            data.Add(i, string.Create(CultureInfo.InvariantCulture, $"{known.Name}"));
        }

        return data;
    }
}
