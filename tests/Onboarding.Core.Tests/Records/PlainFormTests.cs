using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Fields that are no identifiers: carried for the sake of platforms.</summary>
public sealed class PlainFormTests
{
    private static readonly DateOnly s_today = new(2026, 3, 2);
    private static readonly ProfileField[] s_texts = [ProfileField.FirstName, ProfileField.LastName, ProfileField.FirstInitial, ProfileField.Street, ProfileField.City, ProfileField.State, ProfileField.PostalCode];

    [Theory]
    [InlineData("first_name", "  Sanne ", "Sanne")]
    [InlineData("last_name", "\u00a0de  Vries\u200b", "de  Vries")]
    [InlineData("last_name", "MÜLLER-Şahin", "MÜLLER-Şahin")]
    [InlineData("last_name", "Null", "Null")]
    [InlineData("first_name", "Nan", "Nan")]
    [InlineData("first_initial", "x", "x")]
    [InlineData("street", "Dorpsstraat 12\nachter", "Dorpsstraat 12\nachter")]
    [InlineData("street", "#12 Main St.", "#12 Main St.")]
    [InlineData("city", "'s-Gravenhage", "'s-Gravenhage")]
    [InlineData("city", "'t Harde", "'t Harde")]
    [InlineData("city", "北京", "北京")]
    [InlineData("postal_code", "'01067", "01067")]
    [InlineData("postal_code", "'SW1A 1AA", "SW1A 1AA")]
    [InlineData("postal_code", "1234 AB", "1234 AB")]
    public void TryRead_Text_IsCarriedByteForByte(string field, string cell, string expected) => Assert.Equal((RejectionReason.None, expected), Read(field, cell));

    [Fact]
    public void TryRead_EveryText_HasTheSameRules()
    {
        Assert.All(s_texts, field => Assert.Equal((RejectionReason.None, "abc"), Read(field, " abc ")));
        Assert.All(Enum.GetValues<ProfileField>(), field => Assert.Equal((RejectionReason.Empty, ""), Read(field, " ", "yyyy-MM-dd")));
    }

    [Theory]
    [InlineData("\t \u2060", RejectionReason.Empty)]
    [InlineData("'", RejectionReason.Placeholder)]
    [InlineData("#N/A", RejectionReason.CellError)]
    [InlineData("#WAARDE!", RejectionReason.CellError)]
    [InlineData("=A1&B1", RejectionReason.CellError)]
    [InlineData("'=HYPERLINK(1)", RejectionReason.CellError)]
    [InlineData("1E+05", RejectionReason.CellScientific)]
    [InlineData("----", RejectionReason.Placeholder)]
    [InlineData("n.v.t.", RejectionReason.Placeholder)]
    [InlineData("Onbekend", RejectionReason.Placeholder)]
    public void TryRead_DamagedText_HasTheReasonOfTheDamage(string cell, RejectionReason expected) => Assert.Equal((expected, ""), Read(ProfileField.PostalCode, cell));

    [Fact]
    [Trait("Refusal", "TEXT_TOO_LONG")]
    public void TryRead_TextAboveTheBound_IsRejected()
    {
        Assert.Equal(RejectionReason.None, Read(ProfileField.Street, new string('a', PlainForm.MaxLength)).Reason);
        Assert.Equal((RejectionReason.TextTooLong, ""), Read(ProfileField.Street, new string('a', PlainForm.MaxLength + 1)));
    }

    [Fact]
    public void TryRead_BytesThatAreNotUtf8_AreRejectedInEveryField()
    {
        Assert.All(Enum.GetValues<ProfileField>(), field => Assert.Equal(RejectionReason.NotUtf8, PlainForm.TryRead(field, [0x4D, 0xFC], Format("yyyyMMdd"), s_today, new byte[PlainForm.MaxLength], out _)));
    }

    [Theory]
    [InlineData("date_of_birth", "1984-03-07")]
    [InlineData("birth_year", "1984")]
    [InlineData("birth_month", "03")]
    [InlineData("birth_day", "07")]
    public void TryRead_BirthDate_GivesItselfAndItsParts(string field, string expected) => Assert.Equal((RejectionReason.None, expected), Read(field, "7-3-1984", "d-M-yyyy"));

    [Theory]
    [InlineData("birth_year", "1984", RejectionReason.None, "1984")]
    [InlineData("birth_year", "84", RejectionReason.DateFormat, "")]
    [InlineData("birth_year", "1984.0", RejectionReason.DateFormat, "")]
    [InlineData("birth_year", "1899", RejectionReason.DateTooEarly, "")]
    [InlineData("birth_year", "2026", RejectionReason.None, "2026")]
    [InlineData("birth_year", "2027", RejectionReason.DateFuture, "")]
    [InlineData("birth_month", "3", RejectionReason.None, "03")]
    [InlineData("birth_month", "12", RejectionReason.None, "12")]
    [InlineData("birth_month", "13", RejectionReason.DateImpossible, "")]
    [InlineData("birth_month", "0", RejectionReason.DateImpossible, "")]
    [InlineData("birth_month", "March", RejectionReason.DateFormat, "")]
    [InlineData("birth_day", "31", RejectionReason.None, "31")]
    [InlineData("birth_day", "32", RejectionReason.DateImpossible, "")]
    [InlineData("birth_day", "+1", RejectionReason.DateFormat, "")]
    public void TryRead_PartOfABirthDate_StandsAloneWithoutAFormat(string field, string cell, RejectionReason reason, string expected) => Assert.Equal((reason, expected), Read(field, cell));

    [Fact]
    public void TryRead_DateOfBirthWithoutFormat_Throws() => Assert.Throws<ArgumentNullException>(() => Read(ProfileField.DateOfBirth, "1984-03-07"));

    [Theory]
    [Trait("Refusal", "GENDER_UNKNOWN")]
    [InlineData("M", RejectionReason.None, "m")]
    [InlineData(" male", RejectionReason.None, "m")]
    [InlineData("Man", RejectionReason.None, "m")]
    [InlineData("MÄNNLICH", RejectionReason.None, "m")]
    [InlineData("WEIBLICH", RejectionReason.None, "f")]
    [InlineData("Vrouw", RejectionReason.None, "f")]
    [InlineData("V", RejectionReason.None, "f")]
    [InlineData("w", RejectionReason.None, "f")]
    [InlineData("female", RejectionReason.None, "f")]
    [InlineData("1", RejectionReason.GenderUnknown, "")]
    [InlineData("divers", RejectionReason.None, "n")]
    [InlineData("x", RejectionReason.GenderUnknown, "")]
    [InlineData("m/v", RejectionReason.GenderUnknown, "")]
    [InlineData("weiblıch", RejectionReason.GenderUnknown, "")]
    [InlineData("?", RejectionReason.Placeholder, "")]
    public void TryRead_Gender_IsOneOfThreeLettersOrNothing(string cell, RejectionReason reason, string expected)
    {
        Assert.Equal((reason, expected), Read(ProfileField.Gender, cell));
        Assert.Equal((reason, expected), ContractCulture.Run("tr-TR", () => Read(ProfileField.Gender, cell)));
    }

    [Theory]
    [Trait("Refusal", "COUNTRY_UNKNOWN")]
    [InlineData("nl", RejectionReason.None, "NL")]
    [InlineData("NLD", RejectionReason.None, "NL")]
    [InlineData("Nederland", RejectionReason.None, "NL")]
    [InlineData("UK", RejectionReason.None, "GB")]
    [InlineData("NA", RejectionReason.None, "NA")]
    [InlineData("\u00a0België ", RejectionReason.None, "BE")]
    [InlineData("1", RejectionReason.CountryUnknown, "")]
    [InlineData("Atlantis", RejectionReason.CountryUnknown, "")]
    [InlineData("ZZ", RejectionReason.CountryUnknown, "")]
    public void TryRead_Country_IsACodeOfTwoLetters(string cell, RejectionReason reason, string expected) => Assert.Equal((reason, expected), Read(ProfileField.Country, cell));

    [Fact]
    public void TryParse_EveryField_HasItsName()
    {
        string[] names = ["first_name", "last_name", "first_initial", "street", "city", "state", "postal_code", "country", "date_of_birth", "birth_year", "birth_month", "birth_day", "gender"];
        Assert.Equal(Enum.GetValues<ProfileField>().Where(f => f > ProfileField.ExternalId), names.Select(name => RecordFields.TryParse(name, out var field) ? field : default));
        Assert.Equal(["country"], names.Where(name => !RecordFields.IsPlatformOnly(name)));
        Assert.False(RecordFields.IsPlatformOnly("email"));
    }

    [Fact]
    public void TryRead_AnyBytes_GivesAValueOrAReason()
    {
        Prop.ForAll(ContractGenerators.Value.ToArbitrary(), value => Enum.GetValues<ProfileField>().All(field =>
        {
            var form = new byte[PlainForm.MaxLength];
            var reason = PlainForm.TryRead(field, value, Format("d-M-yyyy"), s_today, form, out var written);
            return reason == RejectionReason.None
                ? written > 0 && StripSet.IsUtf8(form.AsSpan(0, written)) && value.AsSpan().IndexOf(form.AsSpan(0, written)) >= (s_texts.Contains(field) ? 0 : -1)
                : Enum.IsDefined(reason) && written == 0;
        })).Check(ContractGenerators.Runs(10_000, 41));
    }

    [Fact]
    public void TryRead_AnyField_AllocatesNothing()
    {
        var allocated = Enum.GetValues<ProfileField>().Select(Measure).Max();
        Assert.Equal(0, allocated);

        static long Measure(ProfileField field)
        {
            var form = new byte[PlainForm.MaxLength];
            var format = Format("dd-MM-yyyy");
            var before = 0L;
            for (var i = 0; i < 2; i++)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
                PlainForm.TryRead(field, "07-03-1984"u8, format, s_today, form, out _);
                before = GC.GetAllocatedBytesForCurrentThread() - before;
            }

            return before;
        }
    }

    private static (RejectionReason Reason, string Form) Read(string field, string cell, string? format = null)
    {
        Assert.True(RecordFields.TryParse(field, out var parsed));
        return Read(parsed, cell, format);
    }

    private static DateFormat Format(string name) => DateFormat.TryParse(name, out var format) ? format : throw new ArgumentException(name);

    private static (RejectionReason Reason, string Form) Read(ProfileField field, string cell, string? format = null)
    {
        var form = new byte[PlainForm.MaxLength];
        var reason = PlainForm.TryRead(field, Encoding.UTF8.GetBytes(cell), format is null ? null : Format(format), s_today, form, out var written);
        return (reason, Encoding.UTF8.GetString(form, 0, written));
    }
}
