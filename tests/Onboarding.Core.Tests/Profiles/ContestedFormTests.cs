using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Profiles;

/// <summary>Where the sources of a row disagree or are silent: what the library makes of it, and why. A change here is a change of what platforms receive.</summary>
public class ContestedFormTests
{
    private const string Page = "the platform's page goes before its code";
    private const string Strip = "the strip set of the canonical form goes first";
    private const string Compose = "characters are not composed (NFC)";
    private const string Simple = "lower case is the simple mapping of Unicode, one character to one";
    private const string NewestTikTok = "the newest revision of TikTok's page (September 2025)";
    private const string Wording = "the wording of the rule goes before the example's hash";
    private const string Amc = "of two quotes of Amazon's page, the one for audiences";
    private const string AsciiUid = "ASCII letters only are lower-cased, as in the operator";
    private const string NoSuchNumber = "the example has two digits exchanged, and neither number is valid in Singapore";

    private static readonly (int Row, string Form, string Because)[] s_choices =
    [
        (12, "quinny@example.com", Page),
        (13, "alex@example.com", Strip),
        (14, "alex@example.com", Strip),
        (16, "first.last@gmail.com.", "only the host gmail.com itself is Gmail's; such an address has no canonical form and does not leave"),
        (35, "PHONE_NO_REGION", "no region is guessed"),
        (37, "+31612345678", "digits of full width are digits, as libphonenumber reads them"),
        (52, "zoe\u0308", Compose),
        (53, "o'connor", "Google's statement of 2026-07-22"),
        (54, "o'connor", "Google's statement of 2026-07-22"),
        (55, "mary ann", "Google's statement of 2026-07-22"),
        (56, "mary ann", "Google's statement of 2026-07-22"),
        (58, "\u0130lhan", Simple),
        (59, "\u0130lhan", Simple),
        (61, "παπασ", Simple),
        (62, "παπασ", Simple),
        (63, @"anna\tmaria", "the published hash is of no reading of the input"),
        (70, "GB", "UK is read as the United Kingdom, whose code is GB"),
        (90, "m11ae", "the page's example, a full code"),
        (91, "m11ae", "the page's example, a full code"),
        (93, "sw1a1aa", "the page's example, a full code"),
        (96, "EMAIL_LOCAL_NOT_ASCII", "the page is silent; Meta's own library refuses the address"),
        (97, "EMAIL_DOMAIN_NOT_ASCII", "the page is silent; Meta's own library refuses the address"),
        (120, "DATE_TOO_EARLY", Page),
        (121, "DATE_IMPOSSIBLE", "30 February is no day"),
        (126, "münchen", Page),
        (127, "münchen", Page),
        (129, "vanderberg", "the page is silent on spaces; Meta's own library takes them out"),
        (131, "mu\u0308ller", Compose),
        (132, "aece52e7-03ee-455a-b3c4-e57283966239", "the page for developers goes before the help page"),
        (134, "EMAIL_AT", "a digest is no address; columns of digests are declared"),
        (203, "johndoe@gmail.com", "the page's label is wrong: its hash is of janedoe@gmail.com"),
        (205, "+37493828222", NewestTikTok),
        (206, "+37493828222", NewestTikTok),
        (207, "+16577770000", NewestTikTok),
        (208, "+16577770000", NewestTikTok),
        (209, "+442071838750", NewestTikTok),
        (211, "jane.doe+shop@example.com", NewestTikTok),
        (212, "jane.doe+shop@example.com", NewestTikTok),
        (213, "+31612345678", NewestTikTok),
        (214, "+32470123456", NewestTikTok),
        (215, "+4915123456789", NewestTikTok),
        (216, "+33612345678", NewestTikTok),
        (217, "+447911123456", NewestTikTok),
        (222, "us", Wording),
        (223, "m", Wording),
        (224, "19000101", Wording),
        (232, "11", Wording),
        (233, "1012", Wording),
        (235, "aece52e7-03ee-455a-b3c4-e57283966239", "partners write lower case"),
        (237, "first.last+tag@gmail.com", "no rule for Gmail is published"),
        (241, "first.lasttag@example.com", Amc),
        (242, "first.lasttag@example.com", Amc),
        (243, "johnsmith@gmail.com", Amc),
        (245, "mller", Amc),
        (248, "940351234", Amc),
        (255, "lise@example.com", "alphanumeric is read as a-z and 0-9"),
        (265, "PHONE_NOT_VALID", NoSuchNumber),
        (278, "PHONE_NOT_VALID", NoSuchNumber),
        (297, "INNER_SPACE", "three implementations, three answers: rejected"),
        (298, "INNER_SPACE", "three implementations, three answers: rejected"),
        (299, "Émile@example.com", AsciiUid),
        (300, "Émile@example.com", AsciiUid),
        (302, "user@example.com", Strip),
        (303, "INNER_SPACE", "three implementations, three answers: rejected"),
        (321, "Émile@example.com", AsciiUid),
    ];

    public static TheoryData<string> Cultures => ["", "tr-TR", "th-TH"];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void TryWrite_ContestedRow_GivesTheChoice(string culture)
    {
        var made = ContractCulture.Run(culture, () => s_choices.Select(c => (c.Row, PlatformVectors.Make(PlatformVectors.All[c.Row]), c.Because)).ToList());
        Assert.Equal(s_choices, made);
    }

    [Fact]
    public void Choices_ContestedRows_AreAllThere()
    {
        Assert.Equal(PlatformVectors.All.Where(r => PlatformFormTests.Scope(r) == "contested").Select(r => r.Number), s_choices.Select(c => c.Row));
    }

    // Two hashes that a thread names the wrong way round: each is of the value beside which it stands in the file.
    [Fact]
    public void Hash_ContestedGeneralRows_IsOfTheirValue()
    {
        Assert.All(PlatformVectors.All.Where(r => PlatformFormTests.Scope(r) == "contested general"), row =>
        {
            var digest = new byte[32];
            PlatformHash.Hash(Encoding.UTF8.GetBytes(row.Normalized!), digest);
            Assert.Equal(row.Hex, Convert.ToHexStringLower(digest));
        });
    }
}
