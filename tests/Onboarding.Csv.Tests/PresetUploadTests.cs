using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Onboarding.Csv.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Csv.Tests;

/// <summary>The whole way: an export of a CRM, a platform's name, and the file that the platform takes.</summary>
public sealed class PresetUploadTests : IDisposable
{
    // The one person whom every export lets pass: juergen.mueller@example.com, +49 171 3920012.
    private const string Mail = "juergen.mueller@example.com";

    private readonly CsvFolder _folder = new();

    public static TheoryData<string, string> Ways => new(
        from file in new[]
        {
            "shopify_customers.csv", "shopify_customers_pre2022.csv", "hubspot_contacts_all_properties.csv", "salesforce_contacts_report_latin1.csv", "salesforce_contacts_dataloader.csv",
            "dynamics365_contacts.csv", "mailchimp_subscribed_members_export.csv", "klaviyo_profiles.csv", "zoho_contacts.csv", "pipedrive_people.csv", "webxpress_klanten.csv", "braze_segment_user_data.csv",
        }
        from platform in new[] { "meta", "tiktok", "x", "thetradedesk" }
        select new TheoryDataRow<string, string>(file, platform));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task WriteToAsync_ExportToPlatform_HoldsTheFormsOfWhoMayBeSent(string file, string platform)
    {
        Write(file, platform);
        var home = new OnboardingHome(_folder["home"], new SqliteStore(_folder["home/onboarding.db"])) { SourceHeaders = new CsvHeaders() };
        var plan = OnboardingHome.Approve(await home.ReviewAsync(_folder["plan.json"], TestContext.Current.CancellationToken));
        var report = await home.CreateRun(plan, CsvRecords.FromPlan(plan), SuppressionSource.FromPlan(plan)).WriteToAsync(Outbox.At(_folder["outbox"]), TestContext.Current.CancellationToken);

        using var list = JsonDocument.Parse(await File.ReadAllBytesAsync(report.AudiencePath, TestContext.Current.CancellationToken));
        var parts = list.RootElement.GetProperty("parts").EnumerateArray().Select(p => File.ReadAllText(_folder["outbox/" + p.GetProperty("file").GetString()])).ToList();
        var content = string.Concat(parts);
        var mail = SHA256.HashData(Encoding.UTF8.GetBytes(Mail));
        Assert.Contains(platform == "thetradedesk" ? Convert.ToBase64String(mail) : Convert.ToHexStringLower(mail), content, StringComparison.Ordinal);

        // With a plus, and without: known answers of the export's people.
        var phone = platform == "meta" ? "31855eb9e14ed636379cb23278117407757b2308e6994443d884ad216128d5b5" : "dd1441360ced4b51b7b8452626df2789a0d5a2ace34dfe90e4d5372e0dece70d";
        Assert.Equal(platform != "thetradedesk" && report.Counts.Kinds.TryGetValue("phone", out var phones) && phones.Members > 0, content.Contains(phone, StringComparison.Ordinal));

        // Who said no in any row of theirs: sanne.devries@example.nl and anna.oneill+shop@example.com.
        if (!file.StartsWith("mailchimp", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("3f1ffcd2dabcbb398e5eb7257f135b17737bed9728895f29f2b87b50cc0f7d2a", content, StringComparison.Ordinal);
            Assert.DoesNotContain("Px/80tq8uzmOXrclfxNbF3N77ZcoiV8p8rh7UMwPfSo=", content, StringComparison.Ordinal);
            Assert.DoesNotContain("c813a89361d94e61bdf9c0f487a32fba304f4a73cdea482cbfa14ce5ea800221", content, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string file, string platform)
    {
        var sample = Path.Combine(PresetPlanTests.FindRepository(), "samples", "webshop");
        foreach (var key in new[] { "keys/demo-webshop-dagblad.card.json", "keys/demo-webshop-suppression.card.json" })
        {
            _folder.Write(key, File.ReadAllBytes(Path.Combine(sample, key)));
        }

        _folder.Write(file, File.ReadAllBytes(PresetSample.PathOf(file)));
        string[] fields = platform == "thetradedesk" ? ["email"] : platform == "meta" ? ["email", "phone", "first_name", "last_name"] : ["email", "phone"];
        _folder.Write("dossier.json", Dossier(File.ReadAllText(Path.Combine(sample, "dossier.json")), fields).ToJsonString());
        var plan = JsonNode.Parse(File.ReadAllText(Path.Combine(sample, "plan.json")))!.AsObject();
        plan.Remove("signingKey");
        plan["fields"] = new JsonArray([.. fields.Select(f => JsonValue.Create(f))]);
        plan["region"] = "NL";
        plan["suppression"] = JsonNode.Parse("""{ "key": "file:keys/demo-webshop-suppression.card.json", "confirmedEmpty": "ticket 12" }""");
        plan["destination"] = new JsonObject { ["type"] = "platform", ["profile"] = platform };
        var source = new JsonObject { ["type"] = "csv", ["path"] = file, ["preset"] = "auto" };
        if (PresetSample.EncodingOf(file) is { } encoding)
        {
            source["encoding"] = encoding;
        }

        plan["source"] = source;
        _folder.Write("plan.json", plan.ToJsonString());
    }

    // The newspaper of the sample becomes a platform that works for the shop.
    private static JsonNode Dossier(string text, string[] fields)
    {
        var dossier = JsonNode.Parse(text)!;
        var list = new JsonArray([.. fields.Select(f => JsonValue.Create(f))]).ToJsonString();
        dossier["fields"] = JsonNode.Parse(list);
        dossier["parties"]![1]!["actsFor"] = "webshop";
        dossier["parties"]![1]!["facts"] = JsonNode.Parse("""{ "usesOwnData": false, "ownPurpose": false, "decidesRecipient": false, "decidesRetention": false, "poolsAcrossClients": false }""");
        foreach (var name in new[] { "bases", "notices" })
        {
            dossier[name] = new JsonArray([.. dossier[name]!.AsArray().Where(n => (string?)n!["party"] == "webshop").Select(n => n!.DeepClone())]);
        }

        dossier["bases"]![0]!["balancingTest"]!["fields"] = JsonNode.Parse(list);
        dossier["agreements"] = JsonNode.Parse($$"""
            [{ "id": "TERMS", "kind": "platform-terms", "parties": ["webshop", "dagblad"], "signedBy": ["webshop", "dagblad"], "validFrom": "2026-01-15", "validUntil": "P365D",
               "document": { "uri": "https://example.nl/terms" }, "purposes": ["advertising"], "fields": {{list}} }]
            """);
        dossier["instructions"] = JsonNode.Parse($$"""[{ "id": "I-1", "by": "webshop", "to": "dagblad", "recipient": "dagblad", "purpose": "advertising", "fields": {{list}}, "validUntil": "P90D" }]""");
        return dossier;
    }
}
