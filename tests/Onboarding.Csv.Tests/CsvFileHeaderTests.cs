using System.Text.Json.Nodes;
using Onboarding.Csv.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Csv.Tests;

public sealed class CsvFileHeaderTests
{
    /// <summary>What a first plan of the exports of known systems says: the preset, else the columns by their names; its fields and evidence.</summary>
    public static TheoryData<string, string, string, string> Exports => new()
    {
        { "activecampaign_contacts.csv", "\"activecampaign\"", """["email","phone","external_id"]""", "null" },
        { "braze_segment_user_data.csv", "\"braze\"", """["email","phone","external_id"]""", """{"date_of_birth":{"column":"date_of_birth","format":"yyyy-MM-dd"}}""" },
        { "dynamics365_contacts.csv", "\"dynamics-365\"", """["email","phone","external_id"]""", """{"date_of_birth":{"column":"Birthday","format":"?"}}""" },
        { "excel_bom_first_header.csv", """{"email":"Email"}""", """["email"]""", """{"consent":{"column":"Opt In"}}""" },
        { "excel_sep_line.csv", """{"email":"Email"}""", """["email"]""", """{"consent":{"column":"Opt In"}}""" },
        { "hubspot_contacts_all_properties.csv", "\"hubspot-contacts\"", """["email","phone","external_id"]""", """{"date_of_birth":{"column":"Date of birth","format":"?"}}""" },
        { "magento_customers_main_file.csv", "\"magento-customers\"", """["email"]""", """{"date_of_birth":{"column":"dob","format":"yyyy-MM-dd"}}""" },
        { "mailchimp_subscribed_members_export.csv", "\"mailchimp-subscribed\"", """["email","phone","external_id"]""", """{"date_of_birth":{"column":"Birthday","format":"?"}}""" },
        { "nl_generic_semicolon_cp1252.csv", """{"email":"E-mailadres","phone":["Telefoonnummer","Mobiel"],"external_id":"Klantnummer","country":"Land"}""", """["email","phone","external_id"]""", """{"date_of_birth":{"column":"Geboortedatum","format":"?"}}""" },
        { "salesforce_contacts_dataloader.csv", "\"salesforce-data-loader\"", """["email","phone","external_id"]""", """{"date_of_birth":{"column":"BIRTHDATE","format":"yyyy-MM-dd"}}""" },
        { "shopify_customers.csv", "\"shopify-customers\"", """["email","phone","external_id"]""", "null" },
        { "woocommerce_customers_report.csv", "\"woocommerce-customers\"", """["email","phone"]""", """{"last_active_at":{"column":"Last Active","format":"?"}}""" },
        { "zoho_contacts.csv", "\"zoho\"", """["email","phone","external_id"]""", """{"date_of_birth":{"column":"Date of Birth","format":"?"}}""" },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public void Create_ExportOfAKnownSystem_NamesItsPreset(string file, string columns, string fields, string evidence)
    {
        var plan = JsonNode.Parse(Draft(file).Plan)!;
        Assert.Equal(columns, (plan["source"]!["preset"] ?? plan["source"]!["columns"])!.ToJsonString());
        Assert.Equal(fields, plan["fields"]!.ToJsonString());
        Assert.Equal(evidence, plan["source"]!["evidence"]?.ToJsonString() ?? "null");
    }

    [Fact]
    public void Create_PresetWithColumnsOfConsent_AsksWhatAYesMeans()
    {
        Assert.Contains(Draft("shopify_customers.csv").Notes, n => n.StartsWith("\"Accepts Email Marketing\": whoever says no there is left out. Would a yes there be consent to the matching itself, and not only to e-mail?", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_NamesAndAddresses_AreSaidAndNotRead()
    {
        Assert.Contains(
            """Names and addresses, for platforms that take them, and not read: first_name in "Voornaam"; last_name in "Tussenvoegsel", "Achternaam"; street in "Straat", "Huisnummer", "Toevoeging"; postal_code in "Postcode"; city in "Woonplaats". Add them to "fields" and "columns" where the parties agreed on them.""",
            Draft("nl_generic_semicolon_cp1252.csv").Notes);
    }

    [Theory]
    [InlineData("hubspot_unsubscribes.csv", "name it under the plan's suppression.lists with \"preset\": \"hubspot-unsubscribes\"")]
    [InlineData("mailchimp_nonsubscribed_members_export.csv", "people who never said yes")]
    [Trait("Refusal", "PRESET_OPT_OUTS")]
    public void Create_FileOfOptOuts_IsRefused(string file, string expected)
    {
        var refusal = Assert.Throws<OnboardingException>(() => Draft(file));
        Assert.Equal("PRESET_OPT_OUTS", refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a;b;c\n1;2;3\n", ';')]
    [InlineData("a,b,c\n", ',')]
    [InlineData("sep=|\na|b|c\n", '|')]
    [InlineData("\n\na\tb\tc\n1\t2\t3\n", '\t')]
    [InlineData("a,b,c", ',')]
    public async Task ReadHeaderAsync_AnySeparator_GivesTheNames(string text, char separator)
    {
        using var file = new CsvFile(text);
        var header = await CsvRecords.ReadHeaderAsync(file.Path, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["a", "b", "c"], header.Columns);
        Assert.Equal((separator, "utf-8"), (header.Separator, header.Encoding));
    }

    [Fact]
    public async Task ReadHeaderAsync_FileThatIsNotUtf8_IsRefusedUntilItsEncodingIsSaid()
    {
        using var file = new CsvFile(System.Text.Encoding.Latin1.GetBytes("E-mail;Stra\u00DFe\na;b\n"));
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await CsvRecords.ReadHeaderAsync(file.Path, cancellationToken: TestContext.Current.CancellationToken));
        var header = await CsvRecords.ReadHeaderAsync(file.Path, new CsvFileOptions { Encoding = "windows-1252" }, TestContext.Current.CancellationToken);
        Assert.Equal("ENCODING_UNDECLARED", exception.Code);
        Assert.Equal(["E-mail", "Stra\u00DFe"], header.Columns);
    }

    [Theory]
    [InlineData("", "SOURCE_EMPTY")]
    [InlineData("\n\n", "SOURCE_EMPTY")]
    [InlineData("%PDF-1.7", "SOURCE_UNREADABLE")]
    public async Task ReadHeaderAsync_FileWithoutHeader_IsRefused(string text, string code)
    {
        using var file = new CsvFile(text);
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await CsvRecords.ReadHeaderAsync(file.Path, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(code, exception.Code);
    }

    private static PlanDraft Draft(string file) => PlanDraft.Create(new PlanDraftOptions { To = "publisher", SourcePath = file, Columns = PresetSample.Header(file).Columns });
}
