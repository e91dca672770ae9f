using System.Text.Json.Nodes;
using Onboarding.Csv.Tests.Support;
using Onboarding.Plans;

namespace Onboarding.Csv.Tests;

/// <summary>A preset in a plan, from the review to what a run would do.</summary>
public sealed class PresetPlanTests : IDisposable
{
    private readonly CsvFolder _folder = new();
    private readonly JsonNode _plan;

    public PresetPlanTests()
    {
        var sample = Path.Combine(FindRepository(), "samples", "webshop");
        foreach (var file in new[] { "dossier.json", "keys/demo-webshop-dagblad.card.json", "keys/demo-webshop-suppression.card.json", "keys/demo-webshop-signing.card.json" })
        {
            _folder.Write(file, File.ReadAllBytes(Path.Combine(sample, file)));
        }

        _plan = JsonNode.Parse(File.ReadAllText(Path.Combine(sample, "plan.json")))!;
        _plan["fields"] = new JsonArray("email");
        _plan["suppression"] = JsonNode.Parse("""{ "key": "file:keys/demo-webshop-suppression.card.json", "confirmedEmpty": "ticket 12" }""");
    }

    /// <summary>File, rows that say no, rows without an address, rows of somebody who says no in another row, duplicates, members.</summary>
    public static TheoryData<string, int, int, int, int, int> Exports => new()
    {
        { "shopify_customers.csv", 4, 0, 1, 0, 1 },
        { "shopify_customers_pre2022.csv", 3, 1, 1, 0, 1 },
        { "hubspot_contacts_all_properties.csv", 2, 1, 1, 0, 2 },
        { "salesforce_contacts_report_latin1.csv", 2, 1, 1, 0, 2 },
        { "salesforce_contacts_dataloader.csv", 2, 1, 1, 0, 2 },
        { "dynamics365_contacts.csv", 2, 1, 1, 0, 2 },
        { "mailchimp_subscribed_members_export.csv", 0, 0, 0, 0, 2 },
        { "klaviyo_profiles.csv", 2, 1, 1, 0, 2 },
        { "woocommerce_customers_report.csv", 0, 1, 0, 1, 4 },
        { "magento_customers_main_file.csv", 0, 0, 0, 1, 4 },
        { "magento_newsletter_subscribers.csv", 2, 0, 1, 0, 2 },
        { "braze_segment_user_data.csv", 2, 1, 1, 0, 2 },
        { "zoho_contacts.csv", 2, 1, 1, 0, 2 },
        { "odoo_res_partner.csv", 0, 1, 0, 1, 4 },
        { "pipedrive_people.csv", 2, 1, 1, 0, 2 },
        { "webxpress_klanten.csv", 2, 1, 1, 0, 2 },
        { "activecampaign_contacts.csv", 2, 0, 1, 0, 2 },
        { "shopify_orders.csv", 4, 0, 2, 0, 1 },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public async Task CountAsync_Export_LeavesOutWhoeverSaysNo(string file, int denied, int withoutAddress, int byPerson, int duplicates, int members)
    {
        foreach (var preset in new[] { "auto", PresetSample.ExpectedPreset(file) })
        {
            UseSource(file, preset);
            var counts = (await CountAsync()).Counts;
            Assert.Equal((denied, withoutAddress), (counts.DroppedByCode.GetValueOrDefault("CONSENT_WITHDRAWN"), counts.DroppedByCode.GetValueOrDefault("NO_IDENTIFIER")));
            Assert.Equal((byPerson, duplicates, members), (counts.SuppressedByPerson, counts.Duplicates, counts.Members));
        }
    }

    [Fact]
    public async Task ReviewAsync_Preset_MapsWhatThePlanWantsAndNoMore()
    {
        UseSource("shopify_customers.csv", "auto");
        var review = await ReviewAsync();

        Assert.Empty(review.Refusals);
        Assert.Equal(["Email"], OnboardingHome.Approve(review).Source.Columns.Select(c => c.Name));
        Assert.Null(OnboardingHome.Approve(review).Source.CountryColumn);
        Assert.Equal(
            [
                "The source is read as shopify-customers: Shopify customers, since 2022.",
                "email: \"Email\"",
                "Left out where one of these says no: \"Accepts Email Marketing\" (email), \"Accepts SMS Marketing\" (sms), \"Accepts WhatsApp Marketing\" (whatsapp). A yes in them is no consent to matching.",
            ],
            review.Notes);
    }

    [Fact]
    public async Task ReviewAsync_OwnColumnsBesideAPreset_GoBeforeIt()
    {
        UseSource("zoho_contacts.csv", "zoho");
        _plan["fields"] = new JsonArray("email", "external_id");
        _plan["source"]!["columns"] = JsonNode.Parse("""{ "email": "Secondary Email" }""");
        _plan["source"]!["split"] = JsonNode.Parse("""{ "email": "|" }""");
        var source = OnboardingHome.Approve(await ReviewAsync()).Source;

        Assert.Equal(["Secondary Email", "Record Id"], source.Columns.Select(c => c.Name));
        Assert.Equal('|', Assert.Single(source.Split).Value);
    }

    [Fact]
    public async Task ReviewAsync_FieldWithoutAColumn_IsRefusedByTheRuleOnFields()
    {
        UseSource("mailchimp_subscribed_members_export.csv", "auto");
        _plan["fields"] = new JsonArray("email", "maid");

        Assert.Contains("FIELD_NOT_ALLOWED", (await ReviewAsync()).Refusals.Select(f => f.Code));
    }

    /// <summary>What a preset adds is looked at as if the plan had named it.</summary>
    [Fact]
    public async Task ReviewAsync_ColumnThatThePresetFound_IsCheckedByRules()
    {
        _folder.Write("odd.csv", "Record ID,Lead Status,Email,Opted out of email: health tips\n1,new,a@example.com,\n");
        UseSource("odd.csv", "auto");

        Assert.Contains("SPECIAL_CATEGORY", (await ReviewAsync()).Refusals.Select(f => f.Code));
    }

    /// <summary>Whoever agreed to a newsletter has not agreed to the matching, unless the plan says so.</summary>
    [Fact]
    public async Task CountAsync_YesToMarketing_IsConsentOnlyWhereThePlanSaysSo()
    {
        var dossier = JsonNode.Parse(File.ReadAllText(_folder["dossier.json"]))!;
        dossier["bases"]![0]!["basis"] = "consent";
        dossier["bases"]![0]!.AsObject().Remove("balancingTest");
        dossier["agreements"]![0]!["sides"]![0]!["basis"] = "consent";
        _folder.Write("dossier.json", dossier.ToJsonString());
        UseSource("shopify_customers.csv", "shopify-customers");
        Assert.Contains("STATEMENT_MISSING", (await ReviewAsync()).Refusals.Select(f => f.Code));

        _plan["statements"]![0]!["consentPurposes"] = new JsonArray("newsletter");
        Assert.Contains("CONSENT_PURPOSE_MISMATCH", (await ReviewAsync()).Refusals.Select(f => f.Code));

        _plan["statements"]![0]!["consentPurposes"] = new JsonArray("audience-matching");
        _plan["source"]!["evidence"] = JsonNode.Parse("""{ "consent": { "column": "Accepts Email Marketing" } }""");
        Assert.Equal((1, 1), ((await CountAsync()).Counts.Members, (await CountAsync()).Counts.SuppressedByPerson));
    }

    [Fact]
    public async Task CountAsync_CountryAsANumber_IsThatOfTheSystem()
    {
        UsePhones();
        UseSource("webxpress_klanten.csv", "auto");
        var cells = (await CountAsync()).Counts.Cells;

        Assert.Equal((4, 0), (cells.Phones, cells.PhonesByDefaultRegion));
    }

    [Fact]
    public async Task CountAsync_WordForNoCountry_LeavesItToThePlan()
    {
        UsePhones();
        _plan["region"] = "NL";
        _folder.Write("partners.csv", "id,name,country_id,street,zip,phone,email\n1,A,False,,,0612345678,a@example.com\n2,B,Germany,,,0612345679,b@example.com\n");
        UseSource("partners.csv", "auto");
        var cells = (await CountAsync()).Counts.Cells;

        Assert.Equal((2, 1), (cells.Phones, cells.PhonesByDefaultRegion));
    }

    [Theory]
    [InlineData("webxpress_klanten.csv", """{"last_name":["Voorvoegsel","Achternaam"],"street":["Adres","Huisnummer"],"country":["Land"],"date_of_birth":["Geboortedatum"]}""", "dd-MM-yyyy")]
    [InlineData("magento_customers_main_file.csv", """{"last_name":["middlename","lastname"],"date_of_birth":["dob"]}""", "yyyy-MM-dd")]
    [InlineData("shopify_customers_pre2022.csv", """{"last_name":["Last Name"],"street":["Address1","Address2"],"country":["Country Code"]}""", null)]
    [InlineData("dynamics365_contacts.csv", """{"last_name":["Last Name"],"street":["Address 1: Street 1","Address 1: Street 2"],"country":["Address 1: Country/Region"],"date_of_birth":["Birthday"]}""", null)]
    public async Task ExpandAsync_NamesAndAddresses_AreInTheOrderInWhichTheyBelongTogether(string file, string expected, string? format)
    {
        UseSource(file, "auto");
        _plan["fields"] = new JsonArray("last_name", "street", "country", "date_of_birth");
        var plan = PlanJson.Parse("plan.json", System.Text.Encoding.UTF8.GetBytes(_plan.ToJsonString()), PlanJson.Default.PlanFile);
        await new PlanPresets(plan, _folder["."], new CsvHeaders(), []).ExpandAsync(null, TestContext.Current.CancellationToken);

        Assert.Equal(expected, System.Text.Json.JsonSerializer.Serialize(plan.Source.Columns.ToDictionary(c => c.Key, c => c.Value.Names)));
        Assert.Equal(format, plan.Source.DateFormat);
    }

    [Theory]
    [InlineData("hubspot_unsubscribes.csv", "hubspot-unsubscribes", 3)]
    [InlineData("mailchimp_unsubscribed_members_export.csv", "mailchimp-unsubscribed", 3)]
    [InlineData("zoho_contacts.csv", "zoho", 3)]
    [InlineData("hubspot_unsubscribes.csv", "auto", 3)]
    public async Task CountAsync_PresetOfAList_SuppressesWhoeverSaysNoThere(string file, string preset, int suppressed)
    {
        UseSource("woocommerce_customers_report.csv", "auto");
        UseList(file, preset);
        var counts = (await CountAsync()).Counts;

        Assert.Equal((suppressed, 2), (counts.Suppressed, counts.Members));
    }

    [Theory]
    [InlineData("woocommerce_customers_report.csv", "woocommerce-customers", "PLAN_INVALID")]
    [InlineData("mailchimp_nonsubscribed_members_export.csv", "auto", "PLAN_INVALID")]
    [InlineData("excel_bom_first_header.csv", "auto", "PRESET_UNKNOWN")]
    [InlineData("zoho_contacts.csv", "hubspot-unsubscribes", "PRESET_UNKNOWN")]
    public async Task ReviewAsync_ListThatSaysNoToNobody_IsRefused(string file, string preset, string code)
    {
        UseSource("shopify_customers.csv", "auto");
        UseList(file, preset);

        Assert.Contains(code, (await ReviewAsync()).Refusals.Where(f => f.Path.StartsWith("$.suppression.lists[0]", StringComparison.Ordinal)).Select(f => f.Code));
    }

    [Theory]
    [Trait("Refusal", "PRESET_OPT_OUTS")]
    [InlineData("hubspot_unsubscribes.csv")]
    [InlineData("mailchimp_unsubscribed_members_export.csv")]
    [InlineData("mailchimp_cleaned_members_export.csv")]
    [InlineData("mailchimp_nonsubscribed_members_export.csv")]
    public async Task ReviewAsync_OptOutsAsSource_AreRefusedAsWhatTheyAre(string file)
    {
        foreach (var preset in new[] { "auto", PresetSample.ExpectedPreset(file) })
        {
            UseSource(file, preset);
            var refusal = Assert.Single((await ReviewAsync()).Refusals, f => f.Code == "PRESET_OPT_OUTS");
            Assert.Contains(file.Contains("nonsubscribed", StringComparison.Ordinal) ? "never said yes" : $$"""{ "path": "{{file}}", "preset": "{{PresetSample.ExpectedPreset(file)}}" }""", refusal.Seen, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Refusal", "PRESET_UNKNOWN")]
    public async Task ReviewAsync_NoPreset_IsRefusedWithTheNamesOfColumnsAndTheLinesToAdd()
    {
        UseSource("nl_generic_semicolon_cp1252.csv", "auto");
        _plan["source"]!["encoding"] = "windows-1252";
        var seen = Refusal("PRESET_UNKNOWN", await ReviewAsync()).Seen;

        Assert.Contains("\"Klantnummer\", \"Voornaam\"", seen, StringComparison.Ordinal);
        Assert.EndsWith("""Add to the plan's source: "columns": { "email": "E-mailadres", "phone": ["Telefoonnummer", "Mobiel"], "external_id": "Klantnummer" }""", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewAsync_NeitherColumnsNorPreset_IsTheSameRefusal()
    {
        UseSource("zoho_contacts.csv", null);
        Assert.EndsWith("Add to the plan's source: \"preset\": \"zoho\"", Refusal("PRESET_UNKNOWN", await ReviewAsync()).Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jan,Jansen,Amsterdam\nPiet,Pietersen,Utrecht\n")]
    [InlineData("jan@example.nl,0612345678\n")]
    [InlineData("jan@example.nl,email\n")]
    public async Task ReviewAsync_FileWithoutHeader_IsRefusedWithoutAValue(string text)
    {
        _folder.Write("people.csv", text);
        UseSource("people.csv", "auto");
        var seen = Refusal("PRESET_UNKNOWN", await ReviewAsync()).Seen;

        Assert.Contains("a file without a header row?", seen, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n')[0].Split(','), value => value != "email" && seen.Contains(value, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("shopify", "is none of auto, shopify-customers")]
    [InlineData("klaviyo", "no export of Klaviyo profiles as that system writes it")]
    public async Task ReviewAsync_PresetThatIsNoneOrAnother_IsRefused(string preset, string expected)
    {
        UseSource("shopify_customers.csv", preset);
        Assert.Contains(expected, Refusal("PRESET_UNKNOWN", await ReviewAsync()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "PRESET_AMBIGUOUS")]
    public async Task ReviewAsync_SignaturesOfTwoSystems_AreRefusedUntilThePlanNamesOne()
    {
        _folder.Write("both.csv", "Customer ID,Accepts Email Marketing,Email,Klaviyo ID,Email Marketing Consent\n1,yes,a@example.com,k,SUBSCRIBED\n");
        UseSource("both.csv", "auto");
        Assert.Contains("""Add to the plan's source: "preset": "shopify-customers", or "preset": "klaviyo", or "columns": { "email": "Email", "external_id": "Customer ID" }""", Refusal("PRESET_AMBIGUOUS", await ReviewAsync()).Seen, StringComparison.Ordinal);

        UseSource("both.csv", "klaviyo");
        Assert.Empty((await ReviewAsync()).Refusals);
    }

    [Fact]
    public async Task ReviewAsync_FilesOfDifferentSystems_AreRefused()
    {
        UseSource("zoho_contacts.csv", "auto");
        UseSource("braze_segment_user_data.csv", "auto");
        _plan["source"]!["path"] = new JsonArray("zoho_contacts.csv", "braze_segment_user_data.csv");

        Assert.Contains("zoho_contacts.csv looks like zoho; braze_segment_user_data.csv looks like braze", Refusal("PRESET_AMBIGUOUS", await ReviewAsync()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewAsync_ColumnThatEveryExportHas_IsNotLeftOut()
    {
        _folder.Write("cut.csv", "Customer ID,Total Spent,Email\n1,2.00,a@example.com\n");
        UseSource("cut.csv", "shopify-customers");

        Assert.Contains("\"Accepts Email Marketing\"", Refusal("COLUMN_MISSING", await ReviewAsync()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewAsync_NoIdentifierOfThePlan_IsRefused()
    {
        _folder.Write("names.csv", "Customer ID,Total Spent,Accepts Email Marketing,First Name\n1,2.00,yes,A\n");
        UseSource("names.csv", "shopify-customers");

        Assert.Contains("no column of the file holds one of the plan's fields", Refusal("COLUMN_MISSING", await ReviewAsync()).Seen, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Refusal", "CONSENT_COLUMN_MISSING")]
    [InlineData("Record ID,Lead Status,Email\n1,new,a@example.com\n", "exports of HubSpot contacts, export of a view can have \"Unsubscribed from all email\"")]
    [InlineData("email,_website,_store,group_id\na@example.com,base,default,1\n", "an export of Magento, Customers Main File has no column")]
    public async Task ReviewAsync_NothingSaysNo_IsWarnedOf(string text, string expected)
    {
        _folder.Write("quiet.csv", text);
        UseSource("quiet.csv", "auto");
        var warning = Assert.Single((await ReviewAsync()).Findings, f => f.Code == "CONSENT_COLUMN_MISSING");

        Assert.Equal(FindingLevel.Warning, warning.Level);
        Assert.Contains(expected, warning.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReviewAsync_ArchiveOfMailchimp_IsReadByTheNamesInIt()
    {
        string Read(string state) => File.ReadAllText(PresetSample.PathOf($"mailchimp_{state}_members_export.csv"));
        _folder.WriteZip("audience.zip", ("subscribed_members_export_4f.csv", Read("subscribed")), ("unsubscribed_members_export_4f.csv", Read("unsubscribed")), ("cleaned_members_export_4f.csv", Read("cleaned")));
        _plan["source"] = JsonNode.Parse("""{ "type": "csv", "path": "audience.zip", "members": "subscribed_*", "preset": "auto" }""");
        _plan["suppression"] = JsonNode.Parse("""{ "key": "file:keys/demo-webshop-suppression.card.json", "lists": [{ "path": "audience.zip", "members": "unsubscribed_*", "preset": "auto" }, { "path": "audience.zip", "members": "cleaned_*", "preset": "mailchimp-cleaned" }] }""");

        var counts = (await CountAsync()).Counts;
        Assert.Equal((1, 1), (counts.Suppressed, counts.Members));
    }

    [Theory]
    [Trait("Refusal", "SOURCE_CHANGED")]
    [InlineData("Record ID,Lead Status,Email,Opted out of email: New\n1,new,a@example.com,true\n", "columns of consent that no file had")]
    [InlineData("Email,Country\na@example.com,NL\n", "and is none now")]
    public async Task OpenAsync_FileReplacedSinceTheReview_IsRefused(string text, string expected)
    {
        _folder.Write("contacts.csv", "Record ID,Lead Status,Email\n1,new,a@example.com\n");
        UseSource("contacts.csv", "auto");
        var plan = OnboardingHome.Approve(await ReviewAsync());
        _folder.Write("contacts.csv", text);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(async () => await CsvRecords.FromPlan(plan).OpenAsync(["Email"], TestContext.Current.CancellationToken));
        Assert.Equal("SOURCE_CHANGED", refusal.Code);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "path": "-" }""")]
    [InlineData("""{ "encoding": "klingon" }""")]
    [InlineData("""{ "path": "nowhere.csv" }""")]
    public async Task ReviewAsync_HeaderThatCannotBeRead_IsRefused(string members)
    {
        UseSource("zoho_contacts.csv", "auto");
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            _plan["source"]![name] = value?.DeepClone();
        }

        Assert.Contains((await ReviewAsync()).Refusals, f => f.Code is "PLAN_INVALID" or "SOURCE_UNREADABLE");
    }

    [Fact]
    public async Task ReviewAsync_HomeThatReadsNoHeaders_RefusesAPreset()
    {
        UseSource("zoho_contacts.csv", "zoho");
        _folder.Write("plan.json", _plan.ToJsonString());
        var review = await new OnboardingHome(_folder["home"], new SqliteStore(_folder["home/onboarding.db"])).ReviewAsync(_folder["plan.json"], TestContext.Current.CancellationToken);

        Assert.Contains("SourceHeaders", Refusal("PLAN_INVALID", review).Seen, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static Finding Refusal(string code, PlanReview review) => review.Refusals.First(f => f.Code == code);

    internal static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Onboarding.Core.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside a clone of the repository.");
        }

        return folder;
    }

    // Samples are copied beside the plan; other files the test has written.
    private void UseSource(string file, string? preset)
    {
        Copy(file);
        var source = new JsonObject { ["type"] = "csv", ["path"] = file };
        Set(source, "encoding", PresetSample.EncodingOf(file));
        Set(source, "preset", preset);
        _plan["source"] = source;
    }

    private void UsePhones()
    {
        _folder.Write("dossier.json", File.ReadAllText(_folder["dossier.json"]).Replace("\"external_id\"", "\"phone\"", StringComparison.Ordinal));
        _plan["fields"] = new JsonArray("email", "phone");
    }

    private void UseList(string file, string preset)
    {
        Copy(file);
        _plan["suppression"] = new JsonObject { ["key"] = "file:keys/demo-webshop-suppression.card.json", ["lists"] = new JsonArray(new JsonObject { ["path"] = file, ["preset"] = preset }) };
    }

    private void Copy(string file)
    {
        if (!File.Exists(_folder[file]))
        {
            _folder.Write(file, File.ReadAllBytes(PresetSample.PathOf(file)));
        }
    }

    private static void Set(JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }

    private OnboardingHome Home() => new(_folder["home"], new SqliteStore(_folder["home/onboarding.db"])) { SourceHeaders = new CsvHeaders() };

    private ValueTask<PlanReview> ReviewAsync()
    {
        _folder.Write("plan.json", _plan.ToJsonString());
        return Home().ReviewAsync(_folder["plan.json"], TestContext.Current.CancellationToken);
    }

    private async Task<DryRunReport> CountAsync()
    {
        var review = await ReviewAsync();
        Assert.Empty(review.Refusals.Select(f => f.ToString()));
        var plan = OnboardingHome.Approve(review);
        return await Home().CreateRun(plan, CsvRecords.FromPlan(plan), SuppressionSource.FromPlan(plan)).CountAsync(TestContext.Current.CancellationToken);
    }
}
