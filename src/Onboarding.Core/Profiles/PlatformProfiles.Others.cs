using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Profiles;

// Microsoft, Amazon, Yahoo, Criteo, LiveRamp, Optable.
internal static partial class PlatformProfiles
{
    private static PlatformProfile CreateMicrosoft()
    {
        const string item = "https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list-item";
        return new PlatformProfile
        {
            Id = "microsoft",
            Name = "Microsoft Advertising Customer Match",
            NotOffered = "Phone numbers: of conversions, not of lists.",
            ReadOn = s_readOn,
            Fields =
            [
                LowerEmail("C", item, "The page (a copy of 2021) asks for the hash and gives no form; trim and lower case is what integrations do. No Gmail rule was found."),
                Plain(ExternalId, "A", item, []),
            ],
        };
    }

    private static PlatformProfile CreateAmazon()
    {
        const string segment = "https://github.com/segmentio/action-destinations";
        const string choice = "The official page could not be read; two quotes of it by others differ, and this is the one for audiences.";
        FormStep[] text = [FormSteps.LowerAscii, FormSteps.LettersAndDigits];
        return new PlatformProfile
        {
            Id = "amazon",
            Name = "Amazon Ads advertiser audiences",
            NotOffered = "Device ids: no rule was found. Check every rule here against the documentation of your account.",
            ReadOn = s_readOn,
            Fields =
            [
                Hashed(Email, "C", segment, [FormSteps.LowerAscii, FormSteps.NoSpaces, FormSteps.AddressCharacters, FormSteps.OneAt], choice + " The + goes and the tag stays; the other quote keeps the +. An address with a space inside is rejected instead of repaired."),
                Hashed(Phone, "C", segment, [FormSteps.E164, FormSteps.DropPlus]),
                Hashed(FirstName, "C", segment, text, "Letters with accents are dropped, not replaced."),
                Hashed(LastName, "C", segment, text, "Letters with accents are dropped, not replaced."),
                Hashed(Street, "C", segment, text),
                Hashed(City, "C", segment, text),
                Hashed(State, "C", segment, text),
                Hashed(PostalCode, "C", segment, text, choice + " The hyphen goes; the other quote keeps it."),
                Plain(Country, "C", segment, [FormSteps.CountryCode]),
                Plain(ExternalId, "C", segment, [FormSteps.AmazonId]),
            ],
        };
    }

    private static PlatformProfile CreateYahoo()
    {
        const string matching = "https://help.yahooinc.com/identity/docs/enhanced-matching";
        return new PlatformProfile
        {
            Id = "yahoo",
            Name = "Yahoo enhanced matching",
            ReadOn = s_readOn,
            Fields =
            [
                LowerEmail("A", matching),
                Hashed(Phone, "A", matching, [FormSteps.E164], "The page's example 65 1243 5678 is printed with two digits exchanged; its rule is followed."),
                Plain(Maid, "C", matching, [FormSteps.LowerMaid]),
            ],
        };
    }

    private static PlatformProfile CreateCriteo()
    {
        const string help = "https://help.criteo.com";
        return new PlatformProfile
        {
            Id = "criteo",
            Name = "Criteo contact lists",
            NotOffered = "MD5, and SHA-256 of the MD5 in hex: the library hashes with SHA-256 only, to which Criteo moves.",
            ReadOn = s_readOn,
            Fields = [LowerEmail("A", help), Plain(Maid, "C", help, [FormSteps.LowerMaid])],
        };
    }

    private static PlatformProfile CreateLiveRamp()
    {
        const string hashing = "https://docs.liveramp.com/connect/en/hashing-identifiers.html";
        const string formatting = "https://docs.liveramp.com/connect/en/formatting-identifiers.html";
        return new PlatformProfile
        {
            Id = "liveramp",
            Name = "LiveRamp onboarding (EMEA files)",
            NotOffered = "SHA-1 of phone numbers and device ids, and MD5: the library hashes with SHA-256 only. European files take no hashed phone numbers.",
            ReadOn = s_readOn,
            Fields =
            [
                Hashed(Email, "A", hashing, [FormSteps.DropSpaces, FormSteps.Lower, FormSteps.OneAt], SpaceInside),
                Plain(Phone, "A", formatting, [FormSteps.E164, FormSteps.NationalDigits]),
                Plain(Maid, "A", formatting, [FormSteps.LowerMaid, FormSteps.DeviceKnown, FormSteps.UpperIdfa], "Not for European files. Apple's and Google's ids go in separate files."),
                Plain(ExternalId, "A", formatting, []),
                Plain(FirstName, "A", formatting, []),
                Plain(LastName, "A", formatting, []),
                Plain(Street, "A", formatting, []),
                Plain(City, "A", formatting, []),
                Plain(PostalCode, "A", formatting, [FormSteps.UsZip9]),
                Plain(Country, "A", formatting, [FormSteps.CountryCode], "No column of the files: there is one file for each country."),
            ],
        };
    }

    private static PlatformProfile CreateOptable()
    {
        const string types = "https://docs.optable.co/optable-documentation/dmp/reference/identifier-types";
        const string prefix = "The prefix stands before the value and is not hashed with it.";
        return new PlatformProfile
        {
            Id = "optable",
            Name = "Optable",
            NotOffered = "IP addresses and other device ids: the library has no such fields. Custom ids c1: to c19:.",
            ReadOn = s_readOn,
            Fields =
            [
                new FieldProfile { Field = Email, IsHashed = true, Steps = [FormSteps.Lower, FormSteps.NoSpaces], Prefixes = ["e:"], Grade = "A", Source = new Uri(types), Choice = prefix + " Optable's own code checks nothing; an address without canonical form does not leave all the same." },
                new FieldProfile { Field = Phone, IsHashed = true, Steps = [FormSteps.E164], Prefixes = ["p:"], Grade = "A", Source = new Uri(types), Choice = prefix },
                Plain(Maid, "A", types, [FormSteps.LowerMaid, FormSteps.DeviceKnown], "Apple's id with a:, Google's with g:.", ["a:", "g:"]),
                Plain(ExternalId, "B", "https://github.com/Optable/optable-web-sdk", [], prefixes: ["c:"]),
                Plain(PostalCode, "A", types, [FormSteps.LowerAscii, FormSteps.LettersAndDigits, FormSteps.AtMost(10)], prefixes: ["z:"]),
            ],
        };
    }
}
