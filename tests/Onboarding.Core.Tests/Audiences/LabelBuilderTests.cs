using System.Text;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Core.Tests.Audiences;

public sealed class LabelBuilderTests : IDisposable
{
    private readonly RunLabels _labels = new();
    private readonly KeyCard _card;

    public LabelBuilderTests() => _card = _labels.Card(KeyType.Party);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Parse_BuiltLabel_GivesBackItsFacts(bool full)
    {
        var facts = _labels.Audience(_card, _labels.Plain);
        var label = PseudonymityLabel.Parse(LabelBuilder.Build(facts, full));

        Assert.Equal(
            (facts.Output!.Id.ToString("N"), "shop/paper/advertising", "some-key", 41L, "recipient-holds-key", 90L, RunWorld.Start, RunWorld.Start.AddDays(7), RunWorld.Start.AddDays(30)),
            (label.Id, label.Domain, label.KeyId, label.Serial, label.AttributableBy, label.Members, label.Created, label.UseBy, label.DeleteBy));
        Assert.Equal("sha256:" + string.Concat(Enumerable.Repeat("07", 32)), label.Root);
        Assert.Equal(new Dictionary<IdentifierKind, long> { [IdentifierKind.Email] = 88, [IdentifierKind.ExternalId] = 77 }, label.TokenCounts);
        Assert.Equal(facts.Limits.Forbidden, label.Limits.Forbidden);
    }

    [Fact]
    public void Build_RecipientsView_TellsNothingOfTheRunNorOfDoubts()
    {
        using var document = JsonDocument.Parse(LabelBuilder.Build(_labels.Audience(_card, _labels.RichPlan, rich: true), full: false));

        Assert.DoesNotContain(Names(document.RootElement), n => n is "onb:run" or "onb:contested" or "onb:instructions" or "onb:keyHolders" or "onb:roles" or "rows" or "suppressed" or "suppressedAtWrite" or "suppressedByPerson" or "dropped" or "duplicates" or "malformed" or "rejected" or "onb:suppressionValuesUnreadable");
    }

    [Fact]
    public void Build_RecipientsView_HoldsNoNumberOfTheRun()
    {
        using var document = JsonDocument.Parse(LabelBuilder.Build(_labels.Audience(_card, _labels.Plain), full: false));

        // version, serial, members and the two counts of tokens; the figures of the run are 1234, 555, ...
        Assert.Equal([1, 41, 77, 88, 90], Numbers(document.RootElement).Order());
    }

    [Fact]
    public void Build_RecipientsView_HoldsNoPath()
    {
        var json = Encoding.UTF8.GetString(LabelBuilder.Build(_labels.Audience(_card, _labels.Plain), full: false));

        Assert.DoesNotContain(Path.GetTempPath(), json, StringComparison.Ordinal);
        Assert.DoesNotContain(".csv", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_FullView_NamesTheRunsFiguresAndWhatIsContested()
    {
        using var document = JsonDocument.Parse(LabelBuilder.Build(_labels.Audience(_card, _labels.RichPlan, rich: true), full: true));

        Assert.Equal(555, document.RootElement.GetProperty("onb:run").GetProperty("suppressed").GetInt64());
        Assert.Equal(["LB_LI_CONTESTED"], document.RootElement.GetProperty("onb:contested").EnumerateArray().Select(c => c.GetProperty("onb:code").GetString()));
        Assert.Equal(2, document.RootElement.GetProperty("onb:run").GetProperty("onb:warnings").GetArrayLength());
        Assert.Equal(["INS-1"], Texts(document.RootElement.GetProperty("onb:instructions")));
        Assert.Equal(["shop", "paper", "onboarder"], Texts(document.RootElement.GetProperty("onb:keyHolders")));
        Assert.Equal(6, document.RootElement.GetProperty("dpv:hasOrganisationalMeasure").GetArrayLength());
        Assert.Equal(
            ["collect shop controller", "pseudonymise shop controller", "pseudonymise onboarder processor", "match shop joint-controller", "match paper joint-controller", "match host processor"],
            document.RootElement.GetProperty("onb:roles").EnumerateArray().Select(r => $"{Text(r, "onb:operation")} {Text(r, "onb:party")} {Text(r, "onb:role")}"));
    }

    /// <summary>List 4a of the rules: everything that a recipient needs.</summary>
    [Fact]
    public void Build_RecipientsView_HasEveryFieldThatARecipientNeeds()
    {
        using var document = JsonDocument.Parse(LabelBuilder.Build(_labels.Audience(_card, _labels.RichPlan, rich: true), full: false));
        var label = document.RootElement;

        Assert.Equal(("urn:uuid:0198aaaa-bbbb-7ccc-8ddd-000000000001", "recipient"), (label.GetProperty("onb:previous").GetProperty("@id").GetString(), label.GetProperty("onb:view").GetString()));
        Assert.Equal(["host", "paper"], Texts(label.GetProperty("onb:recipients")));
        Assert.Equal(["enrichment", "identity-graph", "onward-sharing", "pooling", "re-identification"], Texts(label.GetProperty("onb:forbidden")));
        Assert.Equal([("lookalike-modelling", "AGR-1, annex 3")], label.GetProperty("onb:granted").EnumerateArray().Select(g => (g.GetProperty("onb:use").GetString(), g.GetProperty("onb:reference").GetString())));
        Assert.Equal("controller joint-controller, dpv:DataController, NL", Describe(label.GetProperty("dpv:hasDataController")));
        Assert.Equal("joint-controller, dpv:DataController, US", Describe(label.GetProperty("dpv:hasRecipientDataController")));
        Assert.Equal(["processor, dpv:DataProcessor, ", "processor, dpv:DataProcessor, "], label.GetProperty("dpv:hasDataProcessor").EnumerateArray().Select(Describe));
        Assert.Equal("JOINT-1", label.GetProperty("dpv:hasJointDataControllers").GetProperty("onb:arrangement").GetString());
        Assert.Equal(
            [("eu-gdpr:A6-1-f-controller", "shop", "LIA-1"), ("eu-gdpr:A6-1-a", "paper", "CONSENT-1")],
            label.GetProperty("dpv:hasLegalBasis").EnumerateArray().Select(b => (b.GetProperty("@type").GetString(), b.GetProperty("onb:party").GetString(), b.GetProperty("onb:reference").GetString())));
        Assert.Equal(
            ["dpv:JointDataControllersAgreement", "dpv:ThirdPartyAgreement", "dpv:ControllerProcessorAgreement", "eu-gdpr:StandardContractualClauses"],
            label.GetProperty("dpv:hasOrganisationalMeasure").EnumerateArray().Select(m => m.GetProperty("@type").GetString()));
        Assert.Equal(["eu-gdpr:DirectDataCollectionNotice", "eu-gdpr:IndirectDataCollectionNotice"], label.GetProperty("dpv:hasNotice").EnumerateArray().Select(n => n.GetProperty("@type").GetString()));
        Assert.Equal("privacy page of the app", label.GetProperty("dpv:hasNotice")[1].GetProperty("onb:address").GetString());
        Assert.Equal(
            [
                ("eu-gdpr:A21", "shop", "https://shop.example.nl/no"), ("eu-gdpr:A15", "shop", "https://shop.example.nl/rights"), ("eu-gdpr:A17", "shop", "https://shop.example.nl/rights"),
                ("eu-gdpr:A77", "shop", "https://shop.example.nl/privacy"), ("eu-gdpr:A21", "paper", "privacy@paper.example.com"), ("eu-gdpr:A15", "paper", "privacy@paper.example.com"),
                ("eu-gdpr:A17", "paper", "privacy@paper.example.com"), ("eu-gdpr:A7-3", "paper", "privacy@paper.example.com"),
            ],
            label.GetProperty("dpv:hasRight").EnumerateArray().Select(r => (r.GetProperty("@type").GetString(), r.GetProperty("onb:party").GetString(), r.GetProperty("dpv:isExercisedAt").GetString())));
        Assert.Equal("aca85b883dda48641fbaa055ddd748d57fe0fa23ffd90ae7afe73199225a2fe6", label.GetProperty("onb:signedWith").GetProperty("onb:fingerprint").GetString());
        Assert.Equal(["onb:snapshot", "onb:checked", "onb:compared"], label.GetProperty("onb:suppression").EnumerateObject().Select(m => m.Name));
    }

    [Fact]
    public void Build_RecipientThatActsForTheController_IsAProcessorAndAnswersNoRights()
    {
        var plan = _labels.Plain;
        var recipient = plan.Dossier.Parties[1];
        plan.Dossier.Parties[1] = new Onboarding.Plans.PartyFile { Id = recipient.Id, Name = recipient.Name, Contact = recipient.Contact, ActsFor = "shop" };
        plan = RunLabels.With(plan, plan.Dossier);
        using var document = JsonDocument.Parse(LabelBuilder.Build(_labels.Audience(_card, plan), full: false));

        Assert.Equal("processor, dpv:DataProcessor, ", Describe(document.RootElement.GetProperty("dpv:hasRecipient")));
        Assert.DoesNotContain(document.RootElement.GetProperty("dpv:hasRight").EnumerateArray(), r => r.GetProperty("onb:party").GetString() == "paper");
    }

    [Theory]
    [InlineData(KeyType.Party, "recipient-holds-key")]
    [InlineData(KeyType.Salt, "salt-holder")]
    public void Build_KindOfKey_SaysWhoCanAttribute(KeyType type, string expected)
    {
        using var card = _labels.Card(type);

        Assert.Equal(expected, PseudonymityLabel.Parse(LabelBuilder.Build(_labels.Audience(card, _labels.Plain), full: false)).AttributableBy);
    }

    [Theory]
    [InlineData("tiktok", "email phone", "anyone-with-the-identifier", "SHA-256 without a key")]
    [InlineData("meta", "email phone external_id", "anyone", "SHA-256 without a key; plain: external_id")]
    [InlineData("google", "maid country", "anyone", "plain: maid, country")]
    public void Build_PlatformsFile_TakesTheStrictestOfItsFields(string profile, string fields, string attributableBy, string technique)
    {
        var platform = PlatformPresets.All.Single(p => p.Id == profile);
        using var document = JsonDocument.Parse(LabelBuilder.Build(_labels.Upload(platform, fields.Split(' ')), full: false));
        var label = document.RootElement;

        Assert.Equal((attributableBy, technique, "platform", PseudonymityLabel.Status), (Text(label, "onb:attributableBy"), Text(label, "onb:technique"), Text(label, "onb:view"), Text(label, "onb:status")));
        Assert.Equal("dpv:PersonalData", label.GetProperty("dpv:hasPersonalData").GetProperty("@type")[0].GetString());
        Assert.DoesNotContain("Pseudonymis", document.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.False(label.TryGetProperty("onb:keyId", out _));
        Assert.Equal(platform.ContractUri.OriginalString, label.GetProperty("onb:platform").GetProperty("@id").GetString());
    }

    [Fact]
    public void Build_BeforeThereIsAnOutput_LeavesOutWhatOnlyAnOutputHas()
    {
        using var preview = JsonDocument.Parse(LabelBuilder.Build(_labels.Audience(_card, _labels.Plain, preview: true), full: false));
        using var outgoing = JsonDocument.Parse(LabelBuilder.Build(_labels.Audience(_card, _labels.Plain), full: false));

        Assert.Equal("preview", Text(preview.RootElement, "onb:view"));
        Assert.Equal(["@id", "dct:title", "onb:serial", "onb:payload"], outgoing.RootElement.EnumerateObject().Select(m => m.Name).Except(preview.RootElement.EnumerateObject().Select(m => m.Name)));
    }

    [Fact]
    public void Build_AnyView_NeverSpeaksOfAnonymousData()
    {
        Assert.All(_labels.All(), label => Assert.DoesNotContain("nonym", Encoding.UTF8.GetString(label.Json).Replace("pseudonym", "", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Build_AnyView_HasTheOneStatusAndItsDates()
    {
        Assert.All(_labels.All(), label =>
        {
            using var document = JsonDocument.Parse(label.Json);
            Assert.Equal(PseudonymityLabel.Status, Text(document.RootElement, "onb:status"));

            // Lists of removals and signals have no purpose of their own beside that of their domain.
            string[] purpose = Text(document.RootElement, "onb:view") is "removals" or "signal" ? [] : ["onb:purpose"];
            Assert.All(["onb:useBy", "onb:deleteBy", "onb:domain", "onb:attributableBy", .. purpose], name => Assert.NotEmpty(Text(document.RootElement, name)));
        });
    }

    [Fact]
    public void Build_ListsWithHashes_SaysThatTheyAreComparedExactly()
    {
        var json = Encoding.UTF8.GetString(LabelBuilder.Build(_labels.Audience(_card, _labels.Plain, rich: true), full: false));

        Assert.Contains("exact spelling only", json, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _card.Dispose();
        _labels.Dispose();
    }

    private static string Text(JsonElement label, string name) => label.GetProperty(name).GetString()!;

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);

    private static string Describe(JsonElement party) => $"{string.Join(' ', Texts(party.GetProperty("onb:role")))}, {string.Join(' ', Texts(party.GetProperty("@type")))}, {(party.TryGetProperty("dpv:hasCountry", out var country) ? country.GetString() : "")}";

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(m => m.Name != "@context").SelectMany(m => Names(m.Value).Prepend(m.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    private static IEnumerable<long> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Numbers(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Number => [element.GetInt64()],
        _ => [],
    };
}
