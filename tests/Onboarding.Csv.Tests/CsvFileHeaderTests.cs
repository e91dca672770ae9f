using System.Text.Json.Nodes;
using Onboarding.Csv.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Csv.Tests;

public sealed class CsvFileHeaderTests
{
    /// <summary>What a first plan maps of the exports of known systems, by the names of their columns alone.</summary>
    public static TheoryData<string, string, string> Exports => new()
    {
        { "activecampaign_contacts.csv", """{"email":"Email","phone":"Phone","external_id":"Contact ID"}""", "null" },
        { "braze_segment_user_data.csv", """{"email":"email","phone":"phone_number","country":"country"}""", """{"date_of_birth":{"column":"date_of_birth","format":"?"},"consent_withdrawn_at":{"column":"unsubscribed_from_emails_at"}}""" },
        { "dynamics365_contacts.csv", """{"email":"Email","phone":["Business Phone","Mobile Phone"]}""", """{"date_of_birth":{"column":"Birthday","format":"?"},"consent":{"column":"Do not allow Emails","denies":true}}""" },
        { "excel_bom_first_header.csv", """{"email":"Email"}""", """{"consent":{"column":"Opt In"}}""" },
        { "excel_sep_line.csv", """{"email":"Email"}""", """{"consent":{"column":"Opt In"}}""" },
        { "hubspot_contacts_all_properties.csv", """{"email":"Email","phone":["Phone Number","Mobile Phone Number"],"external_id":"Record ID","country":"Country/Region"}""", """{"date_of_birth":{"column":"Date of birth","format":"?"},"consent":{"column":"Unsubscribed from all email","denies":true}}""" },
        { "magento_customers_main_file.csv", """{"email":"email"}""", """{"date_of_birth":{"column":"dob","format":"?"}}""" },
        { "mailchimp_unsubscribed_members_export.csv", """{"email":"Email Address","phone":"Phone Number"}""", """{"date_of_birth":{"column":"Birthday","format":"?"},"consent_withdrawn_at":{"column":"UNSUB_TIME"}}""" },
        { "nl_generic_semicolon_cp1252.csv", """{"email":"E-mailadres","phone":["Telefoonnummer","Mobiel"],"external_id":"Klantnummer","country":"Land"}""", """{"date_of_birth":{"column":"Geboortedatum","format":"?"},"consent":{"column":"Nieuwsbrief"}}""" },
        { "salesforce_contacts_dataloader.csv", """{"email":"EMAIL","phone":["PHONE","MOBILEPHONE"]}""", """{"date_of_birth":{"column":"BIRTHDATE","format":"?"},"consent":{"column":"HASOPTEDOUTOFEMAIL","denies":true}}""" },
        { "shopify_customers.csv", """{"email":"Email","phone":["Default Address Phone","Phone"],"external_id":"Customer ID","country":"Default Address Country Code"}""", """{"consent":{"column":"Accepts Email Marketing"}}""" },
        { "woocommerce_customers_report.csv", """{"email":"Email","phone":"Billing Phone","country":"Country / Region"}""", """{"last_active_at":{"column":"Last Active","format":"?"}}""" },
        { "zoho_contacts.csv", """{"email":"Email","phone":["Phone","Mobile"],"external_id":"Record Id","country":"Mailing Country"}""", """{"date_of_birth":{"column":"Date of Birth","format":"?"},"consent":{"column":"Email Opt Out","denies":true},"consent_withdrawn_at":{"column":"Unsubscribed Time"}}""" },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task ReadHeaderAsync_ExportOfAKnownSystem_IsEnoughForAPlan(string file, string columns, string evidence)
    {
        var options = new CsvFileOptions { Encoding = file.Contains("cp1252", StringComparison.Ordinal) ? "windows-1252" : null };
        var header = await CsvRecords.ReadHeaderAsync(Path.Combine(AppContext.BaseDirectory, "TestData", "crm", file), options, TestContext.Current.CancellationToken);
        var source = JsonNode.Parse(PlanDraft.Create(new PlanDraftOptions { To = "publisher", SourcePath = file, Columns = header.Columns }).Plan)!["source"]!;
        Assert.Equal(columns, source["columns"]!.ToJsonString());
        Assert.Equal(evidence, source["evidence"]?.ToJsonString() ?? "null");
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
        Assert.Equal((["a", "b", "c"], separator, "utf-8"), (header.Columns, header.Separator, header.Encoding));
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
}
