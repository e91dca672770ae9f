using System.Text;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery.Uploads;
using Onboarding.Profiles;
using static Onboarding.Profiles.ProfileField;

namespace Onboarding.Core.Tests.Delivery.Uploads;

/// <summary>What is written against samples of the platforms' own templates and requests.</summary>
public class UploadSampleTests
{
    private static readonly ProfileField[] s_address = [Email, Phone, FirstName, LastName, Country, PostalCode];

    [Theory]
    [InlineData("google", "google_customer_match_hashed.csv", "columns=1")]
    [InlineData("tiktok", "tiktok_customer_file_hashed.csv", "columns=1")]
    [InlineData("linkedin", "linkedin_contact_list.csv", "")]
    [InlineData("pinterest", "pinterest_emails_hashed.csv", "")]
    [InlineData("x", "x_list_hashed.csv", "")]
    [InlineData("thetradedesk", "tradedesk_crm_emailhashedunifiedid2.txt", "")]
    public void Complete_PeopleOfASample_IsTheSample(string platform, string sample, string settings)
    {
        using var folder = new RunFolder();
        var fields = platform switch { "google" => s_address, "tiktok" => [Email, Phone], "linkedin" => [Email, FirstName, LastName, Country], _ => new[] { Email } };
        var job = UploadSample.Job(folder, platform, "file", fields, 2, settings: settings);

        var part = Assert.Single(UploadSample.Write(job, UploadSample.People(job)));

        Assert.Equal(SampleText(sample), UploadSample.ReadText(part));
    }

    [Fact]
    public void Complete_GoogleWithTwoColumnsOfEachKind_HasTheHeaderOfTheSample()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "file", s_address, 2, settings: "columns=2");

        var part = Assert.Single(UploadSample.Write(job, UploadSample.People(job)));

        Assert.Equal(FirstLine(SampleText("google_customer_match_plain.csv")), FirstLine(UploadSample.ReadText(part)));
    }

    [Fact]
    public void Complete_Meta_HasTheHeaderOfTheSampleAndRowsOfItsLength()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "meta", "file", [Email, Phone, FirstName, LastName, PostalCode, City, Country, BirthYear], 2);

        var text = UploadSample.ReadText(Assert.Single(UploadSample.Write(job, UploadSample.People(job))));

        Assert.Equal(FirstLine(SampleText("meta_customer_list_plain.csv")), FirstLine(text));
        Assert.All(text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(18, line.Split(',').Length));
    }

    [Fact]
    public void Complete_Microsoft_IsTheSampleWithAListThatIsThere()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "microsoft", "file", [Email], 2);

        var text = UploadSample.ReadText(Assert.Single(UploadSample.Write(job, UploadSample.People(job))));

        var expected = SampleText("microsoft_bulk_customer_list.csv").Replace("-10", "123456", StringComparison.Ordinal).Replace(",Sample,Account,Sample list,", ",,,,", StringComparison.Ordinal);
        Assert.Equal(expected, text);
    }

    [Fact]
    public void Complete_LiveRampWithTheOwnKey_IsTheSample()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "liveramp", "file", [ExternalId, FirstName, LastName, Street, City, PostalCode, Email, Phone, Country], 1, settings: "columns=1");
        var member = UploadSample.Member(
            job, (ExternalId, "P1"), (FirstName, "Sanne"), (LastName, "de Vries"), (Street, "Dorpsstraat 12 A"), (City, "Utrecht"), (PostalCode, "1234 AB"), (Email, "sanne.devries@example.nl"), (Country, "NL"));

        var part = Assert.Single(UploadSample.Write(job, [member]));

        Assert.EndsWith(".add-nl.0001.csv.gz", part.FileName, StringComparison.Ordinal);
        Assert.Equal(SampleText("liveramp_emea_nl.csv"), UploadSample.ReadText(part));
    }

    [Fact]
    public void Complete_GoogleIngest_IsTheSampleWithoutAConsentPerMember()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "api", s_address, 2, settings: "validateOnly=true");

        var part = Assert.Single(UploadSample.Write(job, UploadSample.People(job)));

        var expected = Sample("google_datamanager_ingest.json", out var http);
        foreach (var member in expected["audienceMembers"]!.AsArray())
        {
            member!.AsObject().Remove("consent");
        }

        AssertSame(expected, part, http);
    }

    [Fact]
    public void Complete_GoogleRemove_IsTheSample()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "google", "api", [Email], 1, UploadAction.Remove, "validateOnly=true");

        var part = Assert.Single(UploadSample.Write(job, [UploadSample.Member(job, (Email, "anna.oneill+shop@example.com"))]));

        AssertSame(Sample("google_datamanager_remove.json", out var http), part, http);
    }

    [Fact]
    [Trait("Complaint", "14")]
    public void Complete_MetaUsers_IsTheSampleWithASessionOfItsOwn()
    {
        using var folder = new RunFolder();
        var job = UploadSample.Job(folder, "meta", "api", [ExternalId, Email, Phone, FirstName, LastName, City, PostalCode, Country], 2);

        var part = Assert.Single(UploadSample.Write(job, UploadSample.People(job)));

        var expected = Sample("meta_users_post.json", out var http);
        expected["session"]!["session_id"] = MetaRequestWriter.SessionOf(UploadSample.Output, UploadAction.Add);
        AssertSame(expected, part, http.Split("  ")[0].Replace("{custom_audience_id}", "23842587654321", StringComparison.Ordinal));
    }

    private static void AssertSame(JsonNode expected, UploadPart part, string http)
    {
        Assert.Equal(http, $"{part.Method} {part.Address}");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(UploadSample.Read(part))), UploadSample.ReadText(part));
    }

    private static JsonObject Sample(string name, out string http)
    {
        var sample = JsonNode.Parse(SampleText(name))!.AsObject();
        http = sample["_http"]!.GetValue<string>();
        sample.Remove("_http");
        return sample;
    }

    private static string SampleText(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(UploadSample.Vector("samples", name)));

    private static string FirstLine(string text) => text[..text.IndexOf("\r\n", StringComparison.Ordinal)];
}
