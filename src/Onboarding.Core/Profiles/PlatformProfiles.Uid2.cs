using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Profiles;

// UID2, EUID and The Trade Desk, which takes both.
internal static partial class PlatformProfiles
{
    private static PlatformProfile CreateUid2() => CreateUid("uid2", "Unified ID 2.0", "A", "https://unifiedid.com/docs/getting-started/gs-normalization-encoding");

    private static PlatformProfile CreateEuid() => CreateUid("euid", "European Unified ID", "A", "https://euid.eu/docs/getting-started/gs-normalization-encoding");

    private static PlatformProfile CreateTheTradeDesk() => CreateUid("thetradedesk", "The Trade Desk CRM onboarding", "C", "https://experienceleague.adobe.com/en/docs/experience-platform/destinations/catalog/advertising/tradedesk-emails");

    private static PlatformProfile CreateUid(string id, string name, string grade, string source) => new()
    {
        Id = id,
        Name = name,
        IsBase64 = true,
        NotOffered = "Addresses and numbers only. Base64 is of the 32 bytes of the hash, 44 characters; base64 of its hex text is a common mistake.",
        ReadOn = s_readOn,
        Fields =
        [
            Hashed(Email, grade, source, [FormSteps.LowerAscii, FormSteps.NoSpaces, FormSteps.OneAt, FormSteps.GmailOnly],
                "ASCII letters only are lower-cased, as in the operator and the clients in Java and Python; the script for web pages lower-cases all. Both ends lose all white space, not the space alone, and white space inside is rejected: the implementations give three answers. googlemail.com stays."),
            Hashed(Phone, grade, source, [FormSteps.E164From10], "10 to 15 digits, as in the operator; shorter valid numbers would be refused."),
        ],
    };
}
