namespace Onboarding.Profiles;

/// <summary>The platforms that match uploaded lists (docs/platform-contracts.md says how each was read).</summary>
internal static class PlatformPresets
{
    private static readonly DateOnly s_readOn = new(2026, 11, 21);

    public static PlatformPreset? Find(string? id) => All.FirstOrDefault(p => p.Id == id);

    public static IReadOnlyList<PlatformPreset> All { get; } =
    [
        new()
        {
            Id = "google",
            Name = "Google Customer Match (Google Ads, Display & Video 360)",
            Contract = "Google Ads Data Processing Terms",
            ContractUri = new("https://business.safety.google/adsprocessorterms/"),
            ContractDate = "Version 8.0, 30 May 2024",
            ClaimedRole = PlatformRole.Processor,
            ConsentTerms = ["ad_user_data", "ad_personalization"],
            MinimumMembers = 100,
            LongestRetention = TimeSpan.FromDays(540),
            AllowedFields = ["email", "phone", "maid", "first_name", "last_name", "postal_code", "country"],
            PlainFields = ["maid", "postal_code", "country"],
            ReadGrade = "B",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "meta",
            Name = "Meta Custom Audiences (customer list)",
            Contract = "Customer List Custom Audiences Terms with Data Processing Terms",
            ContractUri = new("https://www.facebook.com/legal/terms/customaudience"),
            ContractDate = "23 August 2025 (Data Processing Terms)",
            ClaimedRole = PlatformRole.Processor,
            MinimumMembers = 100,
            AllowedFields =
            [
                "email", "phone", "maid", "external_id", "first_name", "last_name", "first_initial", "city", "state", "postal_code", "country",
                "date_of_birth", "birth_year", "birth_month", "birth_day", "gender",
            ],
            PlainFields = ["maid", "external_id"],
            ReadGrade = "A",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "linkedin",
            Name = "LinkedIn Matched Audiences (contact list)",
            Contract = "LinkedIn Data Processing Agreement",
            ContractUri = new("https://www.linkedin.com/legal/l/dpa"),
            ContractDate = "12 December 2022",
            ClaimedRole = PlatformRole.Processor,
            MinimumMembers = 300,
            AllowedFields = ["email", "maid", "first_name", "last_name", "country"],
            PlainFields = ["maid", "first_name", "last_name", "country"],
            ReadGrade = "A",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "microsoft",
            Name = "Microsoft Advertising Customer Match",
            Contract = "Customer Match Terms",
            ContractUri = new("https://learn.microsoft.com/en-us/advertising/bulk-service/customer-list"),
            ClaimedRole = PlatformRole.NotVerified,
            MinimumMembers = 300,
            AllowedFields = ["email"],
            ReadGrade = "C",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "tiktok",
            Name = "TikTok Custom Audiences (customer file)",
            Contract = "Custom Audiences (Customer File) Terms with Jurisdiction Specific Terms, part B",
            ContractUri = new("https://ads.tiktok.com/i18n/official/policy/custom-audience-terms"),
            ContractDate = "5 February 2026 (Jurisdiction Specific Terms)",
            ClaimedRole = PlatformRole.Processor,
            MinimumMembers = 1000,
            AllowedFields = ["email", "phone", "maid"],
            ReadGrade = "A",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "pinterest",
            Name = "Pinterest customer lists",
            Contract = "Ad Data Terms with Data Sharing Addendum",
            ContractUri = new("https://policy.pinterest.com/en-gb/ad-data-terms"),
            ClaimedRole = PlatformRole.NotVerified,
            MinimumMembers = 100,
            AllowedFields = ["email", "maid"],
            ReadGrade = "C",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "snap",
            Name = "Snap Customer List Audience",
            Contract = "Customer List Audience Terms with Data Processing Agreement",
            ContractUri = new("https://snap.com/terms/snap-audience-match"),
            ContractDate = "25 July 2023",
            ClaimedRole = PlatformRole.Processor,
            MinimumMembers = 1000,
            AllowedFields = ["email", "phone", "maid"],
            ReadGrade = "A",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "x",
            Name = "X list custom audiences",
            Contract = "Master Services Agreement with Data Processing Addendum",
            ContractUri = new("https://privacy.twitter.com/en/for-our-partners/global-dpa"),
            ClaimedRole = PlatformRole.Processor,
            MinimumMembers = 100,
            AllowedFields = ["email", "phone", "maid", "external_id"],
            PlainFields = ["external_id"],
            ReadGrade = "B",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "amazon",
            Name = "Amazon Ads advertiser audiences",
            Contract = "Advertiser Audiences and Events Manager Agreement with Data Processing Addendum",
            ContractUri = new("https://advertising.amazon.com/dsp/agreement/advertiserAudience/en"),
            ContractDate = "20 November 2024",
            ClaimedRole = PlatformRole.Processor,
            ConsentTerms = ["amzn_ad_storage", "amzn_user_data"],
            AllowedFields = ["email", "phone", "external_id", "first_name", "last_name", "street", "city", "state", "postal_code", "country"],
            PlainFields = ["external_id", "country"],
            ReadGrade = "B",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "reddit",
            Name = "Reddit custom audiences (customer list)",
            Contract = "Reddit Advertising Data Processing Agreement",
            ContractUri = new("https://business.reddithelp.com/s/article/Reddit-Advertising-Data-Processing-Agreement"),
            ContractDate = "7 August 2025",
            ClaimedRole = PlatformRole.Processor,
            AllowedFields = ["email", "maid"],
            ReadGrade = "A",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "criteo",
            Name = "Criteo contact lists",
            Contract = "Criteo Data Protection Agreement",
            ContractUri = new("https://criteo.com/criteo-privacy-guidelines-for-clients-and-publisher-partners"),
            ClaimedRole = PlatformRole.NotVerified,
            AllowedFields = ["email", "maid"],
            PlainFields = ["maid"],
            ReadGrade = "C",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "thetradedesk",
            Name = "The Trade Desk CRM onboarding (EUID)",
            Contract = "EUID agreement for advertisers",
            ContractUri = new("https://euid.eu/docs/legal/euid-participant-information-advertisers"),
            ClaimedRole = PlatformRole.JointController,
            MinimumMembers = 1500,
            AllowedFields = ["email"],
            ReadGrade = "A",
            ReadOn = s_readOn,
        },
        new()
        {
            Id = "liveramp",
            Name = "LiveRamp onboarding (EMEA files)",
            Contract = "LiveRamp Platform Terms with Data Protection Addendum",
            ContractUri = new("https://liveramp.com/legal/platform-terms/"),
            ClaimedRole = PlatformRole.Processor,
            MinimumMembers = 25,
            AllowedFields = ["email", "phone", "external_id", "first_name", "last_name", "street", "city", "postal_code", "country"],
            PlainFields = ["phone", "external_id", "first_name", "last_name", "street", "city", "postal_code", "country"],
            ReadGrade = "B",
            ReadOn = s_readOn,
        },
    ];
}
