using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Profiles;

internal static partial class PlatformProfiles
{
    private static PlatformProfile CreateMeta()
    {
        const string parameters = "https://developers.facebook.com/documentation/ads-commerce/conversions-api/parameters/customer-information-parameters";
        const string audiences = "https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences";
        const string code = "https://github.com/facebook/capi-param-builder";
        const string accents = "Accents stay, as the page says; Meta's own libraries drop or keep them depending on the field. Characters are not composed (NFC): the page is silent.";
        FormStep[] text = [FormSteps.Lower, FormSteps.DropSpaces, FormSteps.DropPunctuation];
        return new PlatformProfile
        {
            Id = "meta",
            Name = "Meta Custom Audiences (customer list)",
            ReadOn = s_readOn,
            Fields =
            [
                Hashed(Email, "A", parameters, [FormSteps.Lower, FormSteps.PlainAddress], "Addresses that Meta's own library (capi-param-builder) refuses are rejected; the page says trim and lower case only."),
                Hashed(Phone, "A", parameters, [FormSteps.E164, FormSteps.DropPlus]),
                Plain(Maid, "A", audiences, [FormSteps.LowerMaid], "Lower case, as the page for developers says; a help page shows upper case."),
                Plain(ExternalId, "A", audiences, [], "Plain and byte for byte: one page recommends hashing, the page for audiences asks for none. It must be the same every time."),
                Hashed(FirstName, "A", parameters, text, "Inner spaces go, as in Meta's own library; the page speaks of punctuation only. " + accents),
                Hashed(LastName, "A", parameters, text, "Inner spaces go, as in Meta's own library; the page speaks of punctuation only. " + accents),
                Hashed(FirstInitial, "A", audiences, [.. text, FormSteps.FirstLetter]),
                Hashed(City, "A", parameters, text, accents),
                Hashed(State, "A", parameters, text, "Names of states are not turned into codes: for the US the column must hold the two letters."),
                Hashed(PostalCode, "A", parameters, [FormSteps.UsZip5, .. text], "British codes in full without space, as the page's example m11ae; its text asks for less. A ZIP code without a country is cut as in Meta's own library."),
                Hashed(Country, "A", parameters, [FormSteps.CountryCode, FormSteps.LowerAscii]),
                Hashed(DateOfBirth, "A", parameters, [FormSteps.CompactDate]),
                Hashed(BirthYear, "A", audiences, [FormSteps.Digits]),
                Hashed(BirthMonth, "A", audiences, [FormSteps.Digits]),
                Hashed(BirthDay, "A", audiences, [FormSteps.Digits]),
                Hashed(Gender, "A", parameters, [FormSteps.FemaleOrMale], "Meta's own library reads many words (" + code + "); here the column is read before, by the words of docs/cells.md."),
            ],
        };
    }
}
