using System.Text;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Audiences;

public sealed class LabelBuilderTests : IDisposable
{
    // Terms of DPV 2.3 (w3c/dpv, commit f01a55c3) that a label may use; a term that is not in the vocabulary is worse than none.
    private static readonly HashSet<string> s_terms =
    [
        "dpv:Process", "dpv:DeterministicPseudonymisation", "dpv:HashMessageAuthenticationCode", "dpv:HashFunctions", "dpv:CryptographicKeyManagement", "dpv:hasTechnicalMeasure",
        "dpv:hasPersonalData", "dpv:PseudonymisedData", "pd:EmailAddress", "pd:TelephoneNumber", "pd:UID", "pd:Identifier", "dpv:hasDataSubject", "dpv:Customer", "dpv:hasPurpose",
        "dpv:TargetedAdvertising", "dpv:DirectMarketing", "dpv:hasStorageCondition", "dpv:StorageDuration", "dpv:UntilTimeDuration", "dpv:hasProcessing", "dpv:Filter",
        "dpv:Pseudonymise", "dpv:Share", "dpv:Match", "dpv:hasApplicableLaw", "legal-eu:law-GDPR", "dpv:hasDataController", "dpv:hasRecipientDataController", "dpv:DataController",
        "dpv:hasName", "dpv:hasContact", "dpv:hasCountry", "dpv:hasLegalBasis", "eu-gdpr:A6-1-a", "eu-gdpr:A6-1-f-controller", "dpv:hasOrganisationalMeasure",
        "dpv:ThirdPartyAgreement", "dpv:hasIdentifier", "dpv:hasNotice", "eu-gdpr:DirectDataCollectionNotice", "dpv:hasRight", "eu-gdpr:A21", "dpv:isExercisedAt",
    ];

    private readonly RunWorld _world = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parse_BuiltLabel_GivesBackItsFacts(bool full)
    {
        using var card = _world.Card();
        var facts = await FactsAsync(card);
        var label = PseudonymityLabel.Parse(LabelBuilder.Build(facts, full));

        Assert.Equal(
            (facts.Id.ToString("N"), "shop/paper/advertising", RunPlan.PartyKey, 41L, "recipient-holds-key", 90L, RunWorld.Start, RunWorld.Start.AddDays(7), RunWorld.Start.AddDays(30)),
            (label.Id, label.Domain, label.KeyId, label.Serial, label.AttributableBy, label.Members, label.Created, label.UseBy, label.DeleteBy));
        Assert.Equal("sha256:" + string.Concat(Enumerable.Repeat("07", 32)), label.Root);
        Assert.Equal(new Dictionary<IdentifierKind, long> { [IdentifierKind.Email] = 88, [IdentifierKind.ExternalId] = 77 }, label.TokenCounts);
    }

    [Fact]
    public async Task Build_RecipientsView_TellsNothingOfTheRun()
    {
        using var card = _world.Card();
        using var document = JsonDocument.Parse(LabelBuilder.Build(await FactsAsync(card), full: false));
        var names = Names(document.RootElement).ToHashSet();

        Assert.DoesNotContain(names, n => n is "onb:run" or "rows" or "suppressed" or "suppressedAtWrite" or "dropped" or "duplicates" or "malformed" or "rejected" or "onb:suppressionValuesUnreadable");
    }

    [Fact]
    public async Task Build_RecipientsView_HoldsNoNumberOfTheRun()
    {
        using var card = _world.Card();
        using var document = JsonDocument.Parse(LabelBuilder.Build(await FactsAsync(card), full: false));

        // version, serial, members and the two counts of tokens; the figures of the run are 1234, 555, ...
        Assert.Equal([1, 41, 77, 88, 90], Numbers(document.RootElement).Order());
    }

    [Fact]
    public async Task Build_RecipientsView_HoldsNoPath()
    {
        using var card = _world.Card();
        var json = Encoding.UTF8.GetString(LabelBuilder.Build(await FactsAsync(card), full: false));

        Assert.DoesNotContain(_world[""], json, StringComparison.Ordinal);
        Assert.DoesNotContain(".csv", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_FullView_NamesTheRunsFigures()
    {
        using var card = _world.Card();
        using var document = JsonDocument.Parse(LabelBuilder.Build(await FactsAsync(card), full: true));

        Assert.Equal(555, document.RootElement.GetProperty("onb:run").GetProperty("suppressed").GetInt64());
    }

    [Theory]
    [InlineData(KeyType.Party, "recipient-holds-key")]
    [InlineData(KeyType.Salt, "salt-holder")]
    public async Task Build_KindOfKey_SaysWhoCanAttribute(KeyType type, string expected)
    {
        using var card = new KeyCard("other", type, _world.Domain, KeyMaterial.Random(), default, DateOnly.MaxValue, isDemo: false);

        Assert.Equal(expected, PseudonymityLabel.Parse(LabelBuilder.Build(await FactsAsync(card), full: false)).AttributableBy);
    }

    [Theory]
    [InlineData(KeyType.Party)]
    [InlineData(KeyType.Salt)]
    public async Task Build_EveryVocabularyTerm_IsInTheVocabulary(KeyType type)
    {
        using var card = new KeyCard("other", type, _world.Domain, KeyMaterial.Random(), default, DateOnly.MaxValue, isDemo: false);
        using var document = JsonDocument.Parse(LabelBuilder.Build(await FactsAsync(card, all: true), full: true));
        var used = Names(document.RootElement).Concat(Terms(document.RootElement)).Where(t => t.StartsWith("dpv:", StringComparison.Ordinal) || t.StartsWith("pd:", StringComparison.Ordinal) || t.StartsWith("eu-gdpr:", StringComparison.Ordinal) || t.StartsWith("legal-eu:", StringComparison.Ordinal));

        Assert.Empty(used.Except(s_terms));
    }

    [Fact]
    public async Task Build_AnyView_NeverSpeaksOfAnonymousData()
    {
        using var card = _world.Card();
        var json = Encoding.UTF8.GetString(LabelBuilder.Build(await FactsAsync(card), full: true));

        Assert.DoesNotContain("nonym", json.Replace("pseudonym", "", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Build_ListsWithHashes_SaysThatTheyAreComparedExactly()
    {
        using var card = _world.Card();
        var json = Encoding.UTF8.GetString(LabelBuilder.Build(await FactsAsync(card, all: true), full: false));

        Assert.Contains("exact spelling only", json, StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(m => m.Name != "@context").SelectMany(m => Names(m.Value).Prepend(m.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    // Values that are terms: of @id and @type.
    private static IEnumerable<string> Terms(JsonElement element, bool isTerm = false) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Terms(m.Value, m.Name is "@id" or "@type")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => Terms(e, isTerm)),
        JsonValueKind.String when isTerm => [element.GetString()!],
        _ => [],
    };

    private static IEnumerable<long> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => Numbers(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Number => [element.GetInt64()],
        _ => [],
    };

    private async Task<LabelFacts> FactsAsync(KeyCard card, bool all = false)
    {
        var plan = _world.Approve();
        using var suppressionCard = _world.Card(RunPlan.ShopSuppressionKey);
        using var hasher = new SuppressionHasher(suppressionCard);
        var counts = new RunCounts { Rows = 1234, Members = 90, Suppressed = 555, SuppressedAtWrite = 44, Duplicates = 333 };
        counts.Drop("NO_IDENTIFIER");
        return new LabelFacts
        {
            Id = Guid.CreateVersion7(RunWorld.Start),
            Plan = plan.Reviewed,
            Card = card,
            Serial = 41,
            Created = RunWorld.Start,
            UseBy = RunWorld.Start.AddDays(7),
            DeleteBy = RunWorld.Start.AddDays(30),
            Members = counts.Members,
            Root = [.. Enumerable.Repeat((byte)7, 32)],
            TokenCounts = all ? IdentifierKinds.All.ToDictionary(k => k, _ => 5L) : new Dictionary<IdentifierKind, long> { [IdentifierKind.Email] = 88, [IdentifierKind.ExternalId] = 77 },
            Snapshot = await RunOptOuts.Emails(RunOptOuts.Nobody).LoadAsync(hasher, _world.Clock, default),
            ComparedHashes = all,
            Counts = counts,
        };
    }
}
