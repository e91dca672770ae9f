using System.Text;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

/// <summary>Each step alone.</summary>
public class FormStepsTests
{
    private static readonly Dictionary<string, FormStep> s_steps = PlatformProfiles.All.SelectMany(p => p.Fields).SelectMany(f => f.Steps).DistinctBy(s => s.Name).ToDictionary(s => s.Name);

    [Theory]
    [InlineData("lower-ascii", "ÉA É-Z9", "Éa É-z9")]
    [InlineData("lower-ascii", "ABC", "abc")]
    [InlineData("lower", "ÀÉ ΣΑΣ İ ẞ Ⱥ Ж", "àé σασ İ ß ⱥ ж")]
    [InlineData("lower", "𐐀x", "𐐨x")]
    [InlineData("drop-spaces", "a b\tc\u00A0d\u200Be\u3000f", "abcdef")]
    [InlineData("drop-spaces", "é", "é")]
    [InlineData("drop-punctuation", "o'con-nor, jr.", "oconnor jr")]
    [InlineData("drop-punctuation", "o’connor–smith", "oconnorsmith")]
    [InlineData("drop-punctuation", "naïve 北京", "naïve 北京")]
    [InlineData("letters-digits", "mü-ller 2", "mller2")]
    [InlineData("letters-digits", "北京", "EMPTY")]
    [InlineData("digits", "1012 ab", "1012")]
    [InlineData("digits", "ab", "EMPTY")]
    [InlineData("first-letter", "mary", "m")]
    [InlineData("first-letter", "émile", "é")]
    [InlineData("first-letter", "𐐨x", "𐐨")]
    [InlineData("at-most-10", "1234567890", "1234567890")]
    [InlineData("at-most-10", "12345678901", "TEXT_TOO_LONG")]
    [InlineData("no-spaces", "a b", "INNER_SPACE")]
    [InlineData("no-spaces", "a\u200Bb", "INNER_SPACE")]
    [InlineData("one-at", "a@b", "a@b")]
    [InlineData("one-at", "ab", "EMAIL_AT")]
    [InlineData("one-at", "a@b@c", "EMAIL_AT")]
    [InlineData("one-at", "@b", "EMAIL_LOCAL_LENGTH")]
    [InlineData("one-at", "a@", "EMAIL_DOMAIN")]
    [InlineData("plain-address", "a.b@example.com", "a.b@example.com")]
    [InlineData("plain-address", ".ab@example.com", "EMAIL_LOCAL_CHARACTER")]
    [InlineData("plain-address", "ab.@example.com", "EMAIL_LOCAL_CHARACTER")]
    [InlineData("plain-address", "a..b@example.com", "EMAIL_LOCAL_CHARACTER")]
    [InlineData("plain-address", "ab@example", "EMAIL_DOMAIN")]
    [InlineData("gmail-only", "a.b+c+d@gmail.com", "ab@gmail.com")]
    [InlineData("gmail-only", "a.b+c@googlemail.com", "a.b+c@googlemail.com")]
    [InlineData("gmail-only", "+a@gmail.com", "EMAIL_LOCAL_EMPTY")]
    [InlineData("gmail-googlemail", "a.b+c@googlemail.com", "ab@googlemail.com")]
    [InlineData("gmail-googlemail", "a.b+c@mail.gmail.com", "a.b+c@mail.gmail.com")]
    [InlineData("local-letters-digits", "a.b-c_1+x.y@sub-domain.example.com", "abc1@sub-domain.example.com")]
    [InlineData("local-letters-digits", "._-@example.com", "EMAIL_LOCAL_EMPTY")]
    [InlineData("address-characters", "a_b+c.d-e@ex-ample.com", "abc.d-e@ex-ample.com")]
    [InlineData("e164", "+31612345678", "+31612345678")]
    [InlineData("e164", "31612345678", "PHONE_NOT_VALID")]
    [InlineData("e164", "+0612345678", "PHONE_NOT_VALID")]
    [InlineData("e164", "+1234567890123456", "PHONE_NOT_VALID")]
    [InlineData("e164", "+3161234567a", "PHONE_NOT_VALID")]
    [InlineData("e164-10-15", "+6834002", "PHONE_NOT_VALID")]
    [InlineData("e164-10-15", "+1234567890", "+1234567890")]
    [InlineData("drop-plus", "+31612345678", "31612345678")]
    [InlineData("national-digits", "+31612345678", "612345678")]
    [InlineData("national-digits", "+15553331234", "5553331234")]
    [InlineData("national-digits", "+35312345678", "12345678")]
    [InlineData("lower-maid", "EA7583CDA66748BCB80642ECB2B48606", "ea7583cd-a667-48bc-b806-42ecb2b48606")]
    [InlineData("lower-maid", "00000000-0000-0000-0000-000000000000", "MAID_ZERO")]
    [InlineData("device-known", "x", "DEVICE_UNKNOWN")]
    [InlineData("upper-idfa", "ab", "ab")]
    [InlineData("amazon-id", "a_B-1", "a_B-1")]
    [InlineData("amazon-id", "a.b", "EXTERNAL_ID_CHARACTER")]
    [InlineData("us-zip5", "94035-1234", "94035")]
    [InlineData("us-zip5", "940351234", "940351234")]
    [InlineData("us-zip5", "1234-56789", "1234-56789")]
    [InlineData("us-zip9", "94035-1234", "940351234")]
    [InlineData("us-zip9", "12-345", "12-345")]
    [InlineData("country-code", "nl", "NL")]
    [InlineData("country-code", "n1", "COUNTRY_UNKNOWN")]
    [InlineData("country-code", "nld", "COUNTRY_UNKNOWN")]
    [InlineData("compact-date", "1990-03-05", "19900305")]
    [InlineData("compact-date", "1990-3-5", "DATE_FORMAT")]
    [InlineData("compact-date", "1990-0x-05", "DATE_FORMAT")]
    [InlineData("gender-fm", "f", "f")]
    [InlineData("gender-fm", "n", "GENDER_UNKNOWN")]
    [InlineData("gender-fmn", "n", "n")]
    [InlineData("no-titles", "dr. mrs. alex mr.", "alex")]
    [InlineData("no-titles", "mr.alex adr. x", "mr.alex adr. x")]
    [InlineData("no-suffixes", "quinn, jr., md", "quinn")]
    [InlineData("no-suffixes", "van der v", "van der")]
    [InlineData("no-suffixes", "v", "v")]
    [InlineData("no-suffixes", ", jr.", "EMPTY")]
    public void Apply_Value_GivesTheForm(string step, string value, string expected) => Assert.Equal(expected, Apply(step, value, default));

    [Theory]
    [InlineData("us-zip5", "940351234", "US", "94035")]
    [InlineData("us-zip5", "94035-1234", "US", "94035")]
    [InlineData("us-zip5", "94035-1234", "SA", "94035-1234")]
    [InlineData("us-zip5", "94035", "US", "94035")]
    [InlineData("us-zip9", "94035-1234", "SA", "94035-1234")]
    public void Apply_PostalCode_DependsOnTheCountry(string step, string value, string country, string expected)
    {
        Assert.Equal(expected, Apply(step, value, new FormContext { Country = Encoding.ASCII.GetBytes(country) }));
    }

    [Fact]
    public void Names_OfSteps_SayWhichStepItIs() => Assert.Equal(s_steps.Count, PlatformProfiles.All.SelectMany(p => p.Fields).SelectMany(f => f.Steps).Distinct().Count());

    private static string Apply(string step, string value, FormContext context)
    {
        var buffer = new byte[PlatformProfile.MaxLength];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        var reason = FieldProfile.Apply(s_steps[step], buffer, ref length, context);
        return reason == RejectionReason.None ? Encoding.UTF8.GetString(buffer, 0, length) : RejectionReasons.GetCode(reason);
    }
}
