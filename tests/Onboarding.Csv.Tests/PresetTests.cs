using Onboarding.Csv.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Csv.Tests;

/// <summary>Each sample is known by its header alone, and its preset reads the people and the consent that TestData/presets/polarity.json lists.</summary>
public sealed class PresetTests
{
    public static TheoryData<string> Known => [.. PresetSample.Known];

    public static TheoryData<string> Unknown => [.. PresetSample.Unknown];

    [Theory]
    [MemberData(nameof(Known))]
    public void Detect_Sample_IsItsPresetAndNoOther(string file)
    {
        Assert.Equal([PresetSample.ExpectedPreset(file)], CrmPresets.Detect(PresetSample.Header(file)).Select(p => p.Id));
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Detect_FileOfNoKnownSystem_IsNone(string file) => Assert.Empty(CrmPresets.Detect(PresetSample.Header(file)));

    [Theory]
    [MemberData(nameof(Known))]
    public void Match_Sample_GivesItsPeopleAndWhatTheySaid(string file)
    {
        var match = CrmPresets.Find(PresetSample.ExpectedPreset(file))!.Match([PresetSample.Header(file)]);
        Assert.Equal(PresetSample.Expected(file, match.Columns.ContainsKey("phone")), PresetSample.Read(file, match));
        Assert.Empty(match.Lacking);
    }

    [Fact]
    public void Presets_All_HaveASample()
    {
        Assert.Equal(CrmPresets.All.Select(p => p.Id).Order(), PresetSample.Known.Select(PresetSample.ExpectedPreset).Order());
    }

    /// <summary>Letter case, quotes, spaces before a name, and the names of record and entity after it.</summary>
    [Fact]
    public void Match_HeaderOfDynamicsWithSuffixes_TakesTheRecordsOwnColumnAndEveryNo()
    {
        var header = Header("(Do Not Modify) Lead", "(Do Not Modify) Row Checksum", " Email", "Email (Company Name) (Account)", " Do not allow Emails", "Do not allow Bulk Emails (Company Name) (Account)");
        var match = Assert.Single(CrmPresets.Detect(header)).Match([header]);
        Assert.Equal([" Email"], match.Columns["email"]);
        Assert.Equal([" Do not allow Emails", "Do not allow Bulk Emails (Company Name) (Account)"], match.Consent.Select(c => c.Name));
    }

    [Fact]
    public void Match_TypesOfEmailThatNobodyForesaw_AreReadAsConsent()
    {
        var header = Header("Record ID", "Lead Status", "Email", "Unsubscribed from all email", "Opted out of email: One to One", "Opted out of email: Weekly");
        Assert.Equal(["Unsubscribed from all email", "Opted out of email: One to One", "Opted out of email: Weekly"], CrmPresets.Find("hubspot-contacts")!.Match([header]).Consent.Select(c => c.Name));

        header = Header("Email", "Portal Unsubscribe", "Global Bounce", "Weekly", "password_hash");
        Assert.Equal(["Portal Unsubscribe", "Global Bounce", "Weekly"], CrmPresets.Find("hubspot-unsubscribes")!.Match([header]).Consent.Select(c => c.Name));
    }

    [Theory]
    [InlineData("Voornaam", "Achternaam", "E-mail", "Contact-ID", "Levensfase")]
    [InlineData("Vorname", "Nachname", "E-Mail-Adresse", "Datensatz-ID", "Lead-Status")]
    [InlineData("")]
    [InlineData("sanne@example.nl", "0612345678")]
    public void Detect_LocalizedOrMissingHeader_IsNone(params string[] columns) => Assert.Empty(CrmPresets.Detect(Header(columns)));

    [Fact]
    public void Detect_SignaturesOfTwoSystems_AreBoth()
    {
        var header = Header("Customer ID", "Accepts Email Marketing", "Total Spent", "Klaviyo ID", "Email Marketing Consent", "Email");
        Assert.Equal(["klaviyo", "shopify-customers"], CrmPresets.Detect(header).Select(p => p.Id).Order());
    }

    /// <summary>Leads of Zoho have a lead status as contacts of HubSpot do.</summary>
    [Fact]
    public void Detect_LeadsOfZoho_AreNotHubSpots()
    {
        Assert.Equal(["zoho"], CrmPresets.Detect(Header("Record Id", "Lead Status", "Email", "Email Opt Out", "Unsubscribed Mode")).Select(p => p.Id));
    }

    [Theory]
    [InlineData("subscribed_members_export_4f.csv", "mailchimp-subscribed")]
    [InlineData("export.zip/subscribed_members_export_4f.csv", "mailchimp-subscribed")]
    [InlineData("unsubscribed.zip/nonsubscribed_members_export.csv", "mailchimp-nonsubscribed")]
    [InlineData("Subscribed Members.csv", "mailchimp-subscribed")]
    [InlineData("members.csv", "mailchimp-subscribed,mailchimp-nonsubscribed")]
    [InlineData("unsubscribed_members_export.csv", "")]
    [InlineData("cleaned_members_export.csv", "")]
    public void Detect_FileOfMailchimp_IsWhatItsNameSays(string file, string expected)
    {
        var found = CrmPresets.Detect(new SourceHeader(file, ["Email Address", "MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID"]));
        Assert.Equal(expected, string.Join(',', found.Select(p => p.Id)));
    }

    /// <summary>Whoever renames a file of people who left does not make members of them.</summary>
    [Fact]
    public void Detect_FileOfMailchimpRenamed_IsWhatItsColumnsSay()
    {
        var header = PresetSample.Header("mailchimp_unsubscribed_members_export.csv");
        Assert.Equal("mailchimp-unsubscribed", Assert.Single(CrmPresets.Detect(header with { File = "subscribed_members_export.csv" })).Id);
    }

    [Theory]
    [InlineData("magento_customers_main_file.csv")]
    [InlineData("webxpress_klanten.csv")]
    public void Match_SampleWithSecrets_ReadsNoneOfThem(string file)
    {
        var match = CrmPresets.Find(PresetSample.ExpectedPreset(file))!.Match([PresetSample.Header(file)]);
        Assert.DoesNotContain(match.Columns.Values.SelectMany(c => c).Concat(match.Consent.Select(c => c.Name)), Plans.Rules.SensitiveWords.IsSecret);
    }

    private static SourceHeader Header(params string[] columns) => new("export.csv", columns);
}
