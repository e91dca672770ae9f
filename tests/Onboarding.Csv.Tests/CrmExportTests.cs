using System.Text;
using Onboarding.Csv.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Csv.Tests;

/// <summary>Every sample of TestData/crm is read, and the main ones give the people that its README lists.</summary>
public sealed class CrmExportTests
{
    private const string Sanne = "sanne.devries@example.nl";
    private const string Juergen = "juergen.mueller@example.com";
    private const string Anna = "anna.oneill+shop@example.com";
    private const string Mehmet = "mehmet@example.nl";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "TestData", "crm");

    /// <summary>File, e-mail column, external id column, declared encoding, what the first note says, how many rows.</summary>
    public static TheoryData<string, string, string?, string?, string, int> Main => new()
    {
        { "activecampaign_contacts.csv", "Email", "Contact ID", null, "utf-8, separator ,", 5 },
        { "braze_segment_user_data.csv", "email", "user_id", null, "utf-8, separator ,", 6 },
        { "dynamics365_contacts.csv", "Email", "(Do Not Modify) Contact", null, "utf-8 with a byte order mark, separator ,", 6 },
        { "excel_bom_first_header.csv", "Email", null, null, "utf-8 with a byte order mark, separator ,", 6 },
        { "excel_sep_line.csv", "Email", null, null, "utf-8, separator ;, a sep= line", 6 },
        { "hubspot_contacts_all_properties.csv", "Email", "Record ID", null, "utf-8, separator ,", 6 },
        { "magento_customers_grid.csv", "Email", "ID", null, "utf-8, separator ,", 5 },
        { "magento_customers_main_file.csv", "email", null, null, "utf-8, separator ,", 5 },
        { "nl_generic_semicolon_cp1252.csv", "E-mailadres", "Klantnummer", "windows-1252", "windows-1252, separator ;", 6 },
        { "odoo_res_partner.csv", "email", "id", null, "utf-8, separator ,", 6 },
        { "salesforce_contacts_dataloader.csv", "Email", "Id", null, "utf-8, separator ,", 6 },
        { "salesforce_contacts_report_latin1.csv", "Email", "Contact ID", "iso-8859-1", "iso-8859-1, separator ,", 6 },
        { "shopify_customers.csv", "Email", "Customer ID", null, "utf-8, separator ,", 6 },
        { "shopify_customers_pre2022.csv", "Email", null, null, "utf-8, separator ,", 6 },
        { "woocommerce_customers_report.csv", "Email", "Username", null, "utf-8, separator ,", 6 },
        { "zoho_contacts.csv", "Email", "Record Id", null, "utf-8, separator ,", 6 },
    };

    [Theory]
    [MemberData(nameof(Main))]
    public void ReadAsync_MainExport_GivesThePeople(string file, string email, string? externalId, string? encoding, string note, int rows)
    {
        var content = Read(file, encoding, externalId is null ? [email] : [email, externalId]);

        string[] people = rows == 6 ? [Sanne, Juergen, Anna, Mehmet, "", Sanne] : [Sanne, Juergen, Anna, Mehmet, Sanne];
        Assert.Equal(people, content.Rows.Select(r => Normalize(r.Values[0])));
        Assert.Equal($"{file}: {note}", content.Notes[0]);
        Assert.Empty(content.Malformed);
        if (externalId is not null)
        {
            Assert.Equal(rows, content.Rows.Select(r => r.Values[1]).Distinct().Count(v => v.Length > 0));
        }
    }

    [Theory]
    [InlineData("nl_generic_semicolon_cp1252.csv", "windows-1252", "Voornaam")]
    [InlineData("salesforce_contacts_report_latin1.csv", "iso-8859-1", "First Name")]
    [InlineData("hubspot_contacts_all_properties.csv", null, "First Name")]
    [InlineData("dynamics365_contacts.csv", null, "First Name")]
    public void ReadAsync_NameBeyondAscii_IsRight(string file, string? encoding, string column)
    {
        Assert.Equal("Jürgen", Read(file, encoding, column).Rows[1].Values[0]);
    }

    [Theory]
    [InlineData("nl_generic_semicolon_cp1252.csv", "E-mailadres")]
    [InlineData("salesforce_contacts_report_latin1.csv", "Email")]
    [Trait("Refusal", "ENCODING_UNDECLARED")]
    public void ReadAsync_EncodingNotDeclared_IsRefusedInLineThree(string file, string column)
    {
        var refusal = Assert.Throws<OnboardingException>(() => Read(file, null, column));

        Assert.Equal("ENCODING_UNDECLARED", refusal.Code);
        Assert.Contains("line 3 ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadAsync_SalesforceReport_LeavesItsFooterOut()
    {
        var content = Read("salesforce_contacts_report_latin1.csv", "iso-8859-1", "Contact ID");

        Assert.Equal(6, content.Rows.Count);
        Assert.Contains(content.Notes, n => n.Contains("5 rows of one field after a blank row", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadAsync_MailchimpAudience_IsReadMemberByMember()
    {
        string[] Emails(string state) => [.. Read($"mailchimp_{state}_members_export.csv", null, "Email Address").Rows.Select(r => Normalize(r.Values[0]))];

        Assert.Equal([Sanne, Juergen], Emails("subscribed"));
        Assert.Equal([Anna, Sanne], Emails("unsubscribed"));
        Assert.Equal([Mehmet], Emails("nonsubscribed"));
        Assert.Equal(["bounced@example.nl"], Emails("cleaned"));
    }

    [Fact]
    public void ReadAsync_MagentoMainFile_DoesNotReadSecrets()
    {
        var content = Read("magento_customers_main_file.csv", null, "email");

        Assert.Contains("password_hash", content.UnreadColumns);
        Assert.DoesNotContain(content.Rows, r => r.Values.Any(v => v.Contains("SAMPLE-NOT", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("excel_mangled.csv", "Email", 5)]
    [InlineData("dirty_values.csv", "email", 12)]
    public void ReadAsync_DamagedValues_AreRowsAllTheSame(string file, string column, int rows)
    {
        var content = Read(file, null, column);

        Assert.Equal(rows, content.Rows.Count);
        Assert.Empty(content.Malformed);
    }

    [Fact]
    public void TestData_EveryFile_IsInATest()
    {
        var tested = Main.Select(row => row.Data.Item1).Concat(["excel_mangled.csv", "dirty_values.csv", .. new[] { "subscribed", "unsubscribed", "nonsubscribed", "cleaned" }.Select(s => $"mailchimp_{s}_members_export.csv")]);

        Assert.Equal(Directory.GetFiles(s_folder, "*.csv").Select(Path.GetFileName).Order(), tested.Order());
    }

    private static CsvContent Read(string file, string? encoding, params string[] columns)
    {
        return CsvContent.Read(CsvRecords.FromFiles([Path.Combine(s_folder, file)], new CsvFileOptions { Encoding = encoding }), columns);
    }

    private static string Normalize(string value)
    {
        var canonical = new byte[CanonicalForm.MaxLength];
        return CanonicalForm.TryNormalize(IdentifierKind.Email, Encoding.UTF8.GetBytes(value), canonical, out var length) == RejectionReason.None ? Encoding.UTF8.GetString(canonical, 0, length) : "";
    }
}
