using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Profiles;

internal static partial class PlatformProfiles
{
    private static PlatformProfile CreateGoogle()
    {
        const string formatting = "https://developers.google.com/data-manager/api/devguides/concepts/formatting";
        const string code = "https://github.com/googleads/data-manager-dotnet";
        const string names = "Inner spaces, punctuation and accents stay: Google's statement of 2026-07-22 (googleads/google-ads-php issue 1166) and the Data Manager page go before the Google Ads reference, which takes spaces and punctuation out. "
            + "Characters are not composed (NFC), although the statement asks for it: the tables for that are not in the library, and names written with separate accents are rare.";
        return new PlatformProfile
        {
            Id = "google",
            Name = "Google Customer Match (Data Manager API, Google Ads, Display & Video 360)",
            Together = [[FirstName, LastName, Country, PostalCode]],
            NotOffered = "City and state: fields of measurement, not of Customer Match. Base64 is accepted too where the request says so; this profile writes hex.",
            ReadOn = s_readOn,
            Fields =
            [
                Hashed(Email, "A", formatting, [FormSteps.DropSpaces, FormSteps.Lower, FormSteps.OneAt, FormSteps.GmailAndGooglemail], "White space inside is removed, as the page says; Google's .NET code refuses it. " + SpaceInside + " One text of Google Ads (December 2025) reads as if dots and tags went at every host; the samples and a maintainer say Gmail's only."),
                Hashed(Phone, "A", formatting, [FormSteps.E164]),
                Plain(Maid, "A", formatting, [FormSteps.LowerMaid]),
                Hashed(FirstName, "A", formatting, [FormSteps.Lower, FormSteps.NoTitles], names),
                Hashed(LastName, "A", formatting, [FormSteps.Lower, FormSteps.NoSuffixes], names),
                Hashed(Street, "A", "https://developers.google.com/google-ads/api/docs/conversions/upload-online", [FormSteps.Lower], "Enhanced conversions only, not Customer Match."),
                Plain(PostalCode, "A", formatting, []),
                Plain(Country, "B", code, [FormSteps.CountryCode]),
            ],
        };
    }
}
