using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Profiles;

// TikTok, Snap, Pinterest, LinkedIn, Reddit, X.
internal static partial class PlatformProfiles
{
    private static PlatformProfile CreateTikTok()
    {
        const string file = "https://ads.tiktok.com/help/article/how-to-create-a-custom-audience-with-a-customer-file";
        return new PlatformProfile
        {
            Id = "tiktok",
            Name = "TikTok Custom Audiences (customer file)",
            NotOffered = "MD5 of device ids. No page about names, city or postal code was found.",
            ReadOn = s_readOn,
            Fields =
            [
                Hashed(Email, "A", file, [FormSteps.DropSpaces, FormSteps.Lower, FormSteps.OneAt], "Three revisions of the page disagree: the newest (September 2025) takes spaces out and lower-cases, nothing else; earlier ones also took the tag out. " + SpaceInside),
                Hashed(Phone, "A", file, [FormSteps.E164], "With +: the newest revision recommends it and still takes numbers without; the one of August 2025 took it out."),
                Hashed(Maid, "A", file, [FormSteps.LowerMaid], "Lower case throughout: the page allows one case or the other."),
            ],
        };
    }

    private static PlatformProfile CreateSnap()
    {
        const string parameters = "https://developers.snap.com/api/marketing-api/Conversions-API/Parameters";
        const string lists = "https://developers.snap.com/api/marketing-api/Ads-API/customer-lists";
        return new PlatformProfile
        {
            Id = "snap",
            Name = "Snap Customer List Audience",
            NotOffered = "Gender, date of birth, city, state, postal code and country: their rules could not be read in full. A customer list takes one kind of id per request.",
            ReadOn = s_readOn,
            Fields =
            [
                LowerEmail("A", parameters),
                Hashed(Phone, "A", parameters, [FormSteps.E164, FormSteps.DropPlus]),
                Hashed(Maid, "A", lists, [FormSteps.LowerMaid]),
                Hashed(FirstName, "A", parameters, [FormSteps.Lower, FormSteps.DropPunctuation], "Inner spaces stay: the page speaks of punctuation only."),
                Hashed(LastName, "A", parameters, [FormSteps.Lower, FormSteps.DropPunctuation], "Inner spaces stay: the page speaks of punctuation only."),
            ],
        };
    }

    private static PlatformProfile CreatePinterest()
    {
        const string api = "https://github.com/pinterest/api-description";
        const string example = "The wording of the rule goes before the example's hash, which is of another spelling.";
        return new PlatformProfile
        {
            Id = "pinterest",
            Name = "Pinterest customer lists",
            NotOffered = "SHA-1 and MD5, which the lists take too.",
            ReadOn = s_readOn,
            Fields =
            [
                LowerEmail("A", api),
                Hashed(Phone, "A", api, [FormSteps.E164, FormSteps.DropPlus]),
                Hashed(Maid, "A", api, [FormSteps.LowerMaid], "The specification does not say in which case; partners write lower case."),
                Hashed(FirstName, "A", api, [FormSteps.Lower]),
                Hashed(LastName, "A", api, [FormSteps.Lower]),
                Hashed(City, "A", api, [FormSteps.Lower, FormSteps.DropSpaces, FormSteps.DropPunctuation]),
                Hashed(State, "A", api, [FormSteps.Lower], "The two letters must stand in the column."),
                Hashed(PostalCode, "A", api, [FormSteps.Digits], "Digits only, as the specification says. Codes with letters (NL, GB, CA) collapse: better left out."),
                Hashed(Country, "A", api, [FormSteps.CountryCode, FormSteps.LowerAscii], example),
                Hashed(DateOfBirth, "A", api, [FormSteps.CompactDate], example),
                Hashed(Gender, "A", api, [FormSteps.FemaleMaleOrNeither], example),
            ],
        };
    }

    private static PlatformProfile CreateLinkedIn()
    {
        const string segments = "https://learn.microsoft.com/en-us/linkedin/marketing/matched-audiences/create-and-manage-segment-users";
        return new PlatformProfile
        {
            Id = "linkedin",
            Name = "LinkedIn Matched Audiences (contact list)",
            NotOffered = "SHA-512 of e-mail.",
            ReadOn = s_readOn,
            Fields =
            [
                LowerEmail("C", segments, "The page names the type of hash and no form; trim and lower case is what partners do. No Gmail rule was found."),
                Plain(Maid, "A", segments, [FormSteps.GoogleDevice, FormSteps.LowerMaid], "Google's advertising id only."),
                Plain(FirstName, "A", segments, []),
                Plain(LastName, "A", segments, []),
                Plain(Country, "A", segments, [FormSteps.CountryCode]),
            ],
        };
    }

    private static PlatformProfile CreateReddit()
    {
        const string matching = "https://business.reddithelp.com/s/article/advanced-matching-for-developers";
        return new PlatformProfile
        {
            Id = "reddit",
            Name = "Reddit custom audiences (customer list)",
            ReadOn = s_readOn,
            Fields =
            [
                Hashed(Email, "A", matching, [FormSteps.Lower, FormSteps.NoSpaces, FormSteps.OneAt, FormSteps.LocalLettersAndDigits], "\"Alphanumeric\" is read as a-z and 0-9."),
                Hashed(Phone, "A", matching, [FormSteps.E164]),
                Hashed(Maid, "A", matching, [FormSteps.LowerMaid, FormSteps.DeviceKnown, FormSteps.UpperIdfa]),
                Hashed(ExternalId, "A", matching, []),
            ],
        };
    }

    private static PlatformProfile CreateX()
    {
        const string user = "https://developer.x.com/en/docs/x-ads-api/audiences/overview/user-data";
        return new PlatformProfile
        {
            Id = "x",
            Name = "X list custom audiences",
            NotOffered = "User names and user ids of X: the library has no such field. Android ids, which are no advertising ids.",
            ReadOn = s_readOn,
            Fields =
            [
                LowerEmail("A", user),
                Hashed(Phone, "A", user, [FormSteps.E164]),
                Hashed(Maid, "A", user, [FormSteps.LowerMaid]),
                Plain(ExternalId, "A", user, [], "The advertiser's own id is partner_user_id, which is not hashed; a numeric id of X would be."),
            ],
        };
    }
}
