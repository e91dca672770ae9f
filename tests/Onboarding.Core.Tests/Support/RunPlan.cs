using System.Text.Json.Nodes;

namespace Onboarding.Core.Tests.Support;

/// <summary>A plan and its dossier that a test changes before they are written.</summary>
internal sealed class RunPlan
{
    public const string PartyKey = "shop-paper-2026";
    public const string ShopSuppressionKey = "shop-suppression";
    public const string PaperSuppressionKey = "paper-suppression";

    /// <summary>Field to column names.</summary>
    public Dictionary<string, string[]> Columns { get; set; } = new() { ["email"] = ["email"], ["external_id"] = ["external_id"] };

    public string Side { get; set; } = "send";

    public string Purpose { get; set; } = "advertising";

    public string Key { get; set; } = PartyKey;

    public string? SuppressionKey { get; set; }

    public int? MinimumMembers { get; set; } = 10;

    public string? Malformed { get; set; }

    public string? Region { get; set; }

    /// <summary>Kind to the character at which cells are split.</summary>
    public Dictionary<string, string> Split { get; set; } = [];

    /// <summary>In how many sets of identifiers an identifier may stand and still link.</summary>
    public int? LinkAtMost { get; set; }

    /// <summary>By how many percent a list may shrink: tests hand over other lists as they like.</summary>
    public int MaxShrink { get; set; } = 100;

    /// <summary>A list that the plan names instead of taking lists from code.</summary>
    public string? SuppressionList { get; set; }

    public string DeleteBy { get; set; } = "P30D";

    public string? UseBy { get; set; }

    /// <summary>The shop's legal basis; the paper's is consent.</summary>
    public string Basis { get; set; } = "legitimate-interest";

    /// <summary>The evidence of the source, in JSON.</summary>
    public string? Evidence { get; set; }

    /// <summary>What the plan states for its rows, in JSON.</summary>
    public string Statements { get; set; } = """[{ "relationship": "customer", "noticeVersion": "4", "objectionOffered": true, "consentPurposes": ["audience-matching"], "reference": "DPIA-1, annex 3" }]""";

    public string? LongestInactive { get; set; }

    public string AgePolicy { get; set; } = "declared-adult-service";

    public string ValidUntil { get; set; } = "2027-12-31";

    /// <summary>The key with which audiences are signed; none if null.</summary>
    public string? SigningKey { get; set; }

    /// <summary>The sender's public keys that a plan to match pins.</summary>
    public string[] Senders { get; set; } = [];

    /// <summary>The plan's id; null for the usual one.</summary>
    public string? Id { get; set; }

    /// <summary>The plan's destination, in JSON: then the recipient is a platform that works for the shop.</summary>
    public string? Platform { get; set; }

    /// <summary>What the source declares of its columns besides, in JSON: <c>hashed</c>, <c>dateFormat</c>, <c>device</c>.</summary>
    public string? Declared { get; set; }

    /// <summary>The plan's segments, in JSON.</summary>
    public string? Segments { get; set; }

    /// <summary>Who accepts that hashed columns are not compared with every opt-out.</summary>
    public string? AcceptUncheckable { get; set; }

    /// <summary>Changes the dossier before it is written.</summary>
    public Action<JsonNode>? ChangeDossier { get; set; }

    public string Write(string folder)
    {
        var isMatch = Side == "match";
        var columns = new JsonObject();
        foreach (var (field, names) in Columns)
        {
            columns[field] = new JsonArray([.. names.Select(n => JsonValue.Create(n))]);
        }

        var source = new JsonObject { ["type"] = "code", ["columns"] = columns };
        Set(source, "idColumn", isMatch ? "user id" : null);
        Set(source, "malformed", Malformed);
        if (Split.Count > 0)
        {
            source["split"] = new JsonObject(Split.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value))));
        }

        var suppression = new JsonObject { ["key"] = SuppressionKey ?? (isMatch ? PaperSuppressionKey : ShopSuppressionKey), ["fromCode"] = SuppressionList is null, ["maxShrink"] = MaxShrink };
        if (LinkAtMost is { } most)
        {
            suppression["linkAtMost"] = most;
        }

        if (SuppressionList is not null)
        {
            suppression["lists"] = new JsonArray(new JsonObject { ["path"] = SuppressionList, ["columns"] = new JsonArray(new JsonObject { ["name"] = "email", ["kind"] = "email", ["form"] = "clear" }) });
        }

        Set(suppression, "acceptUncheckable", AcceptUncheckable);
        foreach (var (name, value) in JsonNode.Parse(Declared ?? "{}")!.AsObject().ToList())
        {
            source[name] = value?.DeepClone();
        }

        var retention = new JsonObject { ["deleteBy"] = DeleteBy };
        Set(retention, "useBy", UseBy);
        var plan = new JsonObject
        {
            ["version"] = 1,
            ["id"] = Id ?? (isMatch ? "paper-match" : "shop-weekly"),
            ["side"] = Side,
            ["dossier"] = Side + "-dossier.json",
            ["source"] = source,
            ["fields"] = Fields(),
            ["key"] = Key,
            ["suppression"] = suppression,
            ["retention"] = retention,
            ["statements"] = JsonNode.Parse(Statements),
        };
        Set(plan, "region", Region);
        if (Segments is not null)
        {
            plan["segments"] = JsonNode.Parse(Segments);
        }

        Set(plan, "signingKey", SigningKey);
        if (Senders.Length > 0)
        {
            plan["sender"] = new JsonObject { ["publicKey"] = new JsonArray([.. Senders.Select(s => JsonValue.Create(s))]) };
        }

        Set(plan, "longestInactive", LongestInactive);
        if (Evidence is not null)
        {
            source["evidence"] = JsonNode.Parse(Evidence);
        }

        if (Platform is not null)
        {
            plan["destination"] = JsonNode.Parse(Platform);
        }

        if (MinimumMembers is { } minimum)
        {
            plan["minimumMembers"] = minimum;
        }

        var dossier = Dossier();
        if (Platform is not null)
        {
            MakePlatform(dossier);
        }

        ChangeDossier?.Invoke(dossier);
        File.WriteAllText(Path.Combine(folder, Side + "-dossier.json"), dossier.ToJsonString());
        var path = Path.Combine(folder, Side + "-plan.json");
        File.WriteAllText(path, plan.ToJsonString());
        return path;
    }

    private static void Set(JsonObject target, string name, string? value)
    {
        if (value is not null)
        {
            target[name] = value;
        }
    }

    private JsonArray Fields() => new([.. Columns.Keys.Where(k => k != "country" || Platform is not null).Select(k => JsonValue.Create(k))]);

    // A platform that says that it is a processor: its own terms, and an instruction.
    private void MakePlatform(JsonNode dossier)
    {
        var recipient = dossier["parties"]![1]!;
        recipient["actsFor"] = "shop";
        recipient["facts"] = JsonNode.Parse("""{ "usesOwnData": false, "ownPurpose": false, "decidesRecipient": false, "decidesRetention": false, "poolsAcrossClients": false }""");
        dossier["bases"]!.AsArray().RemoveAt(1);
        dossier["notices"]!.AsArray().RemoveAt(1);
        dossier["agreements"] = JsonNode.Parse($$"""
            [{
              "id": "TERMS-1", "kind": "platform-terms", "parties": ["shop", "paper"], "signedBy": ["shop", "paper"], "validFrom": "2024-01-01", "validUntil": "{{ValidUntil}}",
              "document": { "uri": "https://shop.example.nl/terms-1" }, "purposes": ["{{Purpose}}"], "fields": {{Fields().ToJsonString()}}
            }]
            """);
        dossier["instructions"] = JsonNode.Parse($$"""
            [{ "id": "INS-1", "by": "shop", "to": "paper", "recipient": "paper", "purpose": "{{Purpose}}", "fields": {{Fields().ToJsonString()}}, "validUntil": "{{ValidUntil}}" }]
            """);
    }

    private JsonNode Dossier() => JsonNode.Parse($$"""
        {
          "version": 1, "controller": "shop", "recipient": "paper", "purpose": "{{Purpose}}", "collectedFor": ["{{Purpose}}"],
          "parties": [
            { "id": "shop", "name": "Shop Example B.V.", "contact": "privacy@shop.example.nl", "country": "NL" },
            { "id": "paper", "name": "Paper Example B.V.", "contact": "privacy@paper.example.nl", "country": "NL" }
          ],
          "fields": {{Fields().ToJsonString()}},
          "age": { "policy": "{{AgePolicy}}", "reference": "AGE-1" },
          "bases": [
            {
              "party": "shop", "basis": "{{Basis}}", "reference": "LIA-1", "purposes": ["{{Purpose}}"],
              "balancingTest": {
                "date": "2025-01-05", "reviewer": "Privacy officer", "reviewBy": "P180D", "interest": "Own products to own customers.", "necessity": "No other reach.", "lessIntrusive": "Consent was weighed.",
                "expectation": "Told at the order.", "balance": "One advertisement.", "safeguards": ["opt-out-before"], "optOutOffered": true, "conclusion": "passes", "purposes": ["{{Purpose}}"], "fields": {{Fields().ToJsonString()}}
              }
            },
            { "party": "paper", "basis": "consent", "reference": "CONSENT-1", "purposes": ["{{Purpose}}"] }
          ],
          "notices": [
            {
              "party": "shop", "uri": "https://shop.example.nl/privacy", "version": "4", "validFrom": "2024-01-01", "purposes": ["{{Purpose}}"], "recipients": ["paper"],
              "states": ["basis", "retention", "rights", "objection", "complaint"], "separateObjection": "order page"
            },
            {
              "party": "paper", "uri": "https://paper.example.nl/privacy", "version": "2", "validFrom": "2024-01-01", "purposes": ["{{Purpose}}"],
              "states": ["basis", "retention", "rights", "objection", "complaint", "source"], "separateObjection": "account page"
            }
          ],
          "agreements": [
            {
              "id": "AGR-1", "kind": "exchange", "parties": ["shop", "paper"], "signedBy": ["shop", "paper"], "validFrom": "2024-01-01", "validUntil": "{{ValidUntil}}",
              "document": { "uri": "https://shop.example.nl/agr-1" }, "purposes": ["{{Purpose}}"], "fields": {{Fields().ToJsonString()}},
              "sides": [
                { "party": "shop", "role": "controller", "purposes": ["{{Purpose}}"], "basis": "{{Basis}}" },
                { "party": "paper", "role": "controller", "purposes": ["{{Purpose}}"], "basis": "consent" }
              ],
              "parts": {
                "informs": "art. 3", "objections": "art. 4", "reidentification": "art. 5", "onward": "art. 5", "technique": "annex 1", "secretHolders": "annex 1",
                "retention": "art. 6", "security": "annex 2", "breach": "art. 8", "rights": "art. 7", "end": "art. 9"
              }
            }
          ],
          "dpia": { "status": "done", "reference": "DPIA-1", "date": "2026-01-12" }
        }
        """)!;
}
