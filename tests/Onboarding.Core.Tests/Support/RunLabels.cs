using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Plans;
using Onboarding.Plans.Rules;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Support;

/// <summary>Labels of every view that the code can write, with plain and with rich dossiers.</summary>
internal sealed class RunLabels : IDisposable
{
    public const string Previous = "0198aaaabbbb7ccc8ddd000000000001";

    /// <summary>Two joint controllers, a processor on each side, a transfer, granted uses, two notices of which one has no address that is an IRI.</summary>
    private const string Rich = """
        {
          "version": 1, "controller": "shop", "recipient": "paper", "purpose": "advertising", "collectedFor": ["advertising"],
          "parties": [
            { "id": "shop", "name": "Shop Example B.V.", "contact": "privacy@shop.example.nl", "country": "NL", "objection": "https://shop.example.nl/no", "rights": "https://shop.example.nl/rights" },
            { "id": "paper", "name": "Paper Example Ltd", "contact": "privacy@paper.example.com", "country": "US" },
            { "id": "onboarder", "name": "Onboarding Example B.V.", "contact": "privacy@onboarder.example.nl", "actsFor": "shop" },
            { "id": "host", "name": "Host Example Inc.", "contact": "privacy@host.example.com", "actsFor": "paper" }
          ],
          "operations": [
            { "operation": "collect", "decides": ["shop"] },
            { "operation": "pseudonymise", "decides": ["shop"], "acts": ["onboarder"] },
            { "operation": "match", "decides": ["shop", "paper"], "acts": ["host"] }
          ],
          "fields": ["email", "phone", "maid", "external_id"],
          "bases": [{ "party": "shop", "basis": "legitimate-interest", "reference": "LIA-1" }],
          "notices": [
            { "party": "shop", "uri": "https://shop.example.nl/privacy", "version": "4", "states": ["complaint"] },
            { "party": "paper", "uri": "privacy page of the app", "version": "2" }
          ],
          "agreements": [
            { "id": "JOINT-1", "kind": "joint", "parties": ["shop", "paper"], "validUntil": "2027-12-31", "sides": [{ "party": "paper", "role": "joint-controller", "purposes": ["advertising"], "basis": "consent", "reference": "CONSENT-1" }] },
            { "id": "AGR-1", "kind": "exchange", "parties": ["shop", "paper"], "validUntil": "2027-12-31" },
            { "id": "DPA-1", "kind": "processing", "parties": ["shop", "onboarder"], "validUntil": "2027-12-31" },
            { "id": "DPA-2", "kind": "processing", "parties": ["paper", "host"], "validUntil": "2027-12-31" },
            { "id": "SUB-1", "kind": "sub-processing", "parties": ["onboarder", "host"], "validUntil": "2027-12-31" }
          ],
          "instructions": [{ "id": "INS-1", "by": "shop", "to": "onboarder", "recipient": "paper", "purpose": "advertising", "fields": ["email"], "validUntil": "2027-12-31" }],
          "keyHolders": { "parties": ["shop", "paper", "onboarder"] },
          "transfer": { "tool": "standard-contractual-clauses", "reference": "SCC-1, module one" },
          "extraUses": [{ "use": "lookalike-modelling", "reference": "AGR-1, annex 3" }]
        }
        """;

    private readonly RunWorld _world = new();
    private readonly SuppressionHasher _hasher;

    public RunLabels()
    {
        using var card = _world.Card(RunPlan.ShopSuppressionKey);
        _hasher = new SuppressionHasher(card);
    }

    public ReviewedPlan Plain => _world.Approve().Reviewed;

    /// <summary>The plain plan with the rich dossier; the review is not asked, a label says what a dossier records.</summary>
    public ReviewedPlan RichPlan => With(Plain, PlanJson.Parse("dossier.json", System.Text.Encoding.UTF8.GetBytes(Rich), PlanJson.Default.DossierFile));

    public static ReviewedPlan With(ReviewedPlan plain, DossierFile dossier) => new()
    {
        Id = plain.Id,
        IsMatch = false,
        Domain = plain.Domain,
        Source = plain.Source,
        Suppression = plain.Suppression,
        Key = plain.Key,
        Facts = new PlanFacts(plain.Facts.Plan, dossier, RunWorld.Start),
        DeleteBy = plain.DeleteBy,
        UseBy = plain.UseBy,
        Expiries = [],
        MinimumMembers = plain.MinimumMembers,
        Digest = plain.Digest,
        Findings = [new Finding(RuleReasons.LiContested, FindingLevel.Warning, "dossier $.bases[0]", "read in two ways"), new Finding(RuleReasons.DpiaMissing, FindingLevel.Warning, "dossier $.dpia", "none")],
    };

    /// <summary>Every view, named.</summary>
    public IEnumerable<(string Name, byte[] Json)> All()
    {
        using var party = Card(KeyType.Party, _world.Domain);
        using var salt = Card(KeyType.Salt, _world.Domain);
        foreach (var full in new[] { false, true })
        {
            var view = full ? "full" : "outgoing";
            yield return ($"keyed, plain dossier, {view}", LabelBuilder.Build(Audience(party, Plain), full));
            yield return ($"keyed, rich dossier, signed, {view}", LabelBuilder.Build(Audience(party, RichPlan, rich: true), full));
            yield return ($"salted, rich dossier, {view}", LabelBuilder.Build(Audience(salt, RichPlan, rich: true), full));
            foreach (var platform in PlatformPresets.All)
            {
                yield return ($"{platform.Id}, {view}", LabelBuilder.Build(Upload(platform, platform.AllowedFields), full));
            }
        }

        foreach (var purpose in Purposes.All)
        {
            using var world = new RunWorld(plan => plan.Purpose = purpose);
            var plan = world.Approve().Reviewed;
            yield return ($"keyed, {purpose}", LabelBuilder.Build(Audience(party, plan), full: false));
        }

        yield return ("preview, audience", LabelBuilder.Build(Audience(party, RichPlan, rich: true, preview: true), full: false));
        yield return ("preview, platform", LabelBuilder.Build(Upload(PlatformPresets.All[0], ["email"], preview: true), full: false));
        var audience = PseudonymityLabel.Parse(LabelBuilder.Build(Audience(party, Plain), full: false));
        foreach (var content in new[] { AudienceContent.Removals, AudienceContent.Signal })
        {
            var output = Output(rich: false, new RunCounts { Members = 3 }, [.. IdentifierKinds.All.Select(k => KeyValuePair.Create(IdentifierKinds.GetName(k), 3L))]);
            yield return ($"keyed, {content}", ListLabel.Build(content, output, party, "paper", RunWorld.Start, RunWorld.Start.AddDays(30)));
            yield return ($"salted, {content}", ListLabel.Build(content, output, salt, "paper", RunWorld.Start, RunWorld.Start.AddDays(30)));
        }

        yield return ("additions", AdditionsLabel.Build(audience, audience, Guid.CreateVersion7(RunWorld.Start), [.. Enumerable.Repeat((byte)7, 32)], audience.TokenCounts, ContractVectors.Card("demo-signing-1")));
        yield return ("match", MatchLabel.Build(audience, _world.ApproveMatch().Reviewed, RunWorld.Start));
    }

    public LabelFacts Audience(KeyCard card, ReviewedPlan plan, bool rich = false, bool preview = false)
    {
        var counts = new RunCounts { Rows = 1234, Members = 90, Suppressed = 555, SuppressedAtWrite = 44, Duplicates = 333 };
        counts.Drop("NO_IDENTIFIER");
        var fields = rich ? IdentifierKinds.All.Select(k => KeyValuePair.Create(IdentifierKinds.GetName(k), 5L)).ToList() : [KeyValuePair.Create("email", 88L), KeyValuePair.Create("external_id", 77L)];
        return new LabelFacts
        {
            Plan = plan,
            Output = preview ? null : Output(rich, counts, fields),
            Card = card,
            Signing = rich ? ContractVectors.Card("demo-signing-1") : null,
            Created = RunWorld.Start,
            Fields = [.. fields.Select(f => f.Key)],
            Snapshot = RunOptOuts.Emails(RunOptOuts.Nobody).LoadAsync(_hasher, _world.Clock, default).AsTask().GetAwaiter().GetResult(),
            ComparedHashes = rich,
            Counts = counts,
        };
    }

    public LabelFacts Upload(PlatformPreset platform, IEnumerable<string> fields, bool preview = false)
    {
        using var card = Card(KeyType.Party, _world.Domain);
        var audience = Audience(card, Plain);
        return new LabelFacts
        {
            Plan = audience.Plan,
            Output = preview ? null : audience.Output! with { Counts = [.. fields.Select(f => KeyValuePair.Create(f, 90L))] },
            Platform = platform,
            Created = audience.Created,
            Fields = [.. fields],
            Snapshot = audience.Snapshot,
            ComparedHashes = true,
            Counts = audience.Counts,
        };
    }

    public KeyCard Card(KeyType type, Domain? domain = null) => new("some-key", type, domain ?? _world.Domain, KeyMaterial.Random(), default, DateOnly.MaxValue, isDemo: false);

    public void Dispose()
    {
        _hasher.Dispose();
        _world.Dispose();
    }

    private static LabelOutput Output(bool rich, RunCounts counts, IReadOnlyList<KeyValuePair<string, long>> fields)
    {
        return new LabelOutput(Guid.CreateVersion7(RunWorld.Start), 41, rich ? Guid.ParseExact(Previous, "N") : null, counts.Members, [.. Enumerable.Repeat((byte)7, 32)], fields);
    }
}
