using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Profiles;

/// <summary>Rows that have no form: the code of the rejection, and what the library sees where the row's note says something else or nothing.</summary>
public class RejectedFormTests
{
    private const string Nothing = "nothing is left of the text";
    private const string NotDigits = "the note wants + and 10 to 15 digits; the library reads spellings, and says of what is no number of any plan that it is not valid";

    private static readonly (int Row, string Code, string Because)[] s_rejected =
    [
        (9, "EMAIL_LOCAL_LENGTH", "nothing stands before @"),
        (10, "EMPTY", Nothing),
        (11, "EMPTY", Nothing),
        (23, "PHONE_NOT_VALID", "signs are a number without digits, which is not valid; no code of its own"),
        (24, "EMPTY", "the note says no digits; nothing at all is told first"),
        (43, "EMPTY", Nothing),
        (44, "EMPTY", "a title, and nothing is left without it"),
        (49, "EMPTY", Nothing),
        (50, "EMPTY", "a suffix, and nothing is left without it"),
        (66, "COUNTRY_UNKNOWN", "one letter is neither a code nor a name"),
        (69, "COUNTRY_UNKNOWN", "a letter and a digit are neither a code nor a name"),
        (99, "EMAIL_DOMAIN", "nothing stands after @"),
        (100, "EMAIL_LOCAL_CHARACTER", "two dots in a row, which Meta's own code refuses"),
        (101, "EMAIL_DOMAIN", "one label is no domain"),
        (102, "INNER_SPACE", "a space before @ stands inside the value"),
        (103, "EMAIL_AT", "two @"),
        (104, "EMAIL_LOCAL_CHARACTER", "a dot before @, which Meta's own code refuses"),
        (117, "EMPTY", Nothing),
        (118, "PHONE_NOT_VALID", "the note takes zeros off and has nothing left; the library says that no calling code begins with 0"),
        (125, "GENDER_UNKNOWN", "only f and m are taken"),
        (262, "MAID_FORMAT", "31 hex digits instead of 32"),
        (291, "EMPTY", Nothing),
        (292, "EMAIL_LOCAL_LENGTH", "nothing stands before @"),
        (293, "EMAIL_AT", "no @"),
        (294, "EMPTY", Nothing),
        (295, "EMAIL_LOCAL_EMPTY", "a tag alone, which goes at gmail.com"),
        (296, "EMAIL_AT", "two @"),
        (306, "EMPTY", "the note wants + and 10 to 15 digits; nothing at all is told first"),
        (307, "PHONE_NOT_VALID", NotDigits),
        (308, "PHONE_NOT_VALID", "sixteen digits: more than E.164 has, as the note says, and more than +1 has"),
        (309, "PHONE_NOT_VALID", "the note means the letter; the library drops a single letter, and nine digits after +1 are too few"),
        (310, "PHONE_NOT_VALID", NotDigits),
        (311, "PHONE_NOT_VALID", "the note means the spelling, which the library reads; but 555 is no area code"),
    ];

    public static TheoryData<string> Cultures => ["", "tr-TR", "th-TH"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void TryWrite_RejectedRow_GivesTheCode(string culture)
    {
        var made = ContractCulture.Run(culture, () => s_rejected.Select(r => (r.Row, PlatformVectors.Make(PlatformVectors.All[r.Row]), r.Because)).ToList());
        Assert.Equal(s_rejected, made);
    }

    [Fact]
    public void Rejected_Rows_AreAllThere()
    {
        Assert.Equal(PlatformVectors.All.Where(r => PlatformFormTests.Part(r) == "rejected").Select(r => r.Number), s_rejected.Select(r => r.Row));
    }

    // A run makes the canonical form first, and reports what that is rejected for. Dots are the canonical form's to keep: Meta alone refuses those addresses.
    [Fact]
    public void TryNormalize_RejectedIdentifier_HasTheSameCode()
    {
        var identifiers = s_rejected.Where(r => PlatformVectors.FieldOf(PlatformVectors.All[r.Row]) <= ProfileField.ExternalId).ToList();
        Assert.Equal(26, identifiers.Count);
        Assert.Equal(identifiers.Select(r => (r.Row, r.Row is 100 or 104 ? "" : r.Code)), identifiers.Select(r => (r.Row, ReadInRun(PlatformVectors.All[r.Row]))));
    }

    private static string ReadInRun(PlatformVector row)
    {
        var reason = CanonicalForm.TryNormalize((IdentifierKind)PlatformVectors.FieldOf(row)!, row.Input, PhoneVectors.RegionOf(row), new byte[CanonicalForm.MaxLength], out _);
        return reason == RejectionReason.None ? "" : RejectionReasons.GetCode(reason);
    }
}
