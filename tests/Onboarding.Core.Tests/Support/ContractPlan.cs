using System.Text;
using System.Text.Json.Nodes;
using Onboarding.Plans;

namespace Onboarding.Core.Tests.Support;

/// <summary>A plan and a dossier without fault, for a test to change.</summary>
internal sealed class ContractPlan : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly ContractFolder _folder = new();

    public ContractPlan(bool match = false)
    {
        Plan = JsonNode.Parse("""
            {
              "version": 1, "id": "weekly", "side": "send", "dossier": "dossier.json", "purpose": "advertising",
              "source": { "type": "csv", "path": "customers.csv", "separator": ";", "columns": { "email": ["E-mail", "E-mail 2"], "external_id": "Spaarpas" }, "malformed": "report" },
              "fields": ["email", "external_id"], "key": "webshop-dagblad", "region": "NL",
              "suppression": { "key": "webshop-suppression", "lists": [{ "path": "opt-outs.csv", "separator": ",", "columns": [{ "name": "email", "kind": "email", "form": "clear" }] }] },
              "retention": { "deleteBy": "P30D", "useBy": "P7D" }, "minimumMembers": 50,
              "statements": [
                { "relationship": "customer", "noticeVersion": "4", "objectionOffered": true, "provenance": "own orders", "consentPurposes": ["audience-matching"], "reference": "DPIA-2026-01, annex 3" }
              ]
            }
            """)!.AsObject();
        Dossier = JsonNode.Parse("""
            {
              "version": 1, "controller": "webshop", "recipient": "dagblad", "purpose": "advertising",
              "parties": [
                { "id": "webshop", "name": "Webwinkel Voorbeeld B.V.", "contact": "privacy@example.nl", "country": "NL", "objection": "https://example.nl/opt-out" },
                { "id": "dagblad", "name": "Dagblad Voorbeeld B.V.", "contact": "privacy@example.org" }
              ],
              "fields": ["email", "external_id"],
              "collectedFor": ["advertising"],
              "age": { "policy": "declared-adult-service", "reference": "AGE-1" },
              "bases": [
                {
                  "party": "webshop", "basis": "legitimate-interest", "reference": "LIA-014", "purposes": ["advertising"],
                  "balancingTest": {
                    "date": "2026-02-02", "reviewer": "Privacy officer", "reviewBy": "2027-02-02", "interest": "Own products to own customers.", "necessity": "No other reach.",
                    "lessIntrusive": "Consent was weighed.", "expectation": "Told at the order.", "balance": "One advertisement.", "safeguards": ["opt-out-before", "keyed-pseudonyms"],
                    "optOutOffered": true, "conclusion": "passes", "purposes": ["advertising"], "fields": ["email", "external_id"]
                  }
                },
                { "party": "dagblad", "basis": "consent", "reference": "CONSENT-007", "purposes": ["advertising"] }
              ],
              "notices": [
                {
                  "party": "webshop", "uri": "https://example.nl/privacy", "version": "4", "validFrom": "2024-03-01", "purposes": ["advertising"], "recipients": ["dagblad"],
                  "states": ["basis", "retention", "rights", "objection", "complaint"], "separateObjection": "order page"
                },
                {
                  "party": "dagblad", "uri": "https://example.org/privacy", "version": "9", "validFrom": "2024-03-01", "purposes": ["advertising"], "recipientCategories": ["advertiser"],
                  "states": ["basis", "retention", "rights", "objection", "complaint", "source"], "separateObjection": "account page"
                }
              ],
              "agreements": [
                {
                  "id": "AGR-2026-003", "kind": "exchange", "parties": ["webshop", "dagblad"], "signedBy": ["webshop", "dagblad"], "validFrom": "2026-01-15", "validUntil": "2027-06-30",
                  "document": { "uri": "https://example.nl/agreements/agr-2026-003" }, "purposes": ["advertising"], "fields": ["email", "external_id"],
                  "sides": [
                    { "party": "webshop", "role": "controller", "purposes": ["advertising"], "basis": "legitimate-interest" },
                    { "party": "dagblad", "role": "controller", "purposes": ["advertising"], "basis": "consent" }
                  ],
                  "parts": {
                    "informs": "art. 3", "objections": "art. 4", "reidentification": "art. 5", "onward": "art. 5", "technique": "annex 1", "secretHolders": "annex 1",
                    "retention": "art. 6", "security": "annex 2", "breach": "art. 8", "rights": "art. 7", "end": "art. 9"
                  }
                }
              ],
              "dpia": { "status": "done", "reference": "DPIA-2026-01", "date": "2026-01-12" },
              "longestRetention": "P60D"
            }
            """)!.AsObject();
        if (match)
        {
            Plan["side"] = "match";
            Plan["source"]!["idColumn"] = "user_id";
        }
    }

    public JsonObject Plan { get; }

    public JsonObject Dossier { get; }

    public string Folder => _folder.Path;

    /// <summary>Sets a member by its path, such as <c>dossier:agreement.validUntil</c>; <paramref name="json"/> null removes it.</summary>
    public ContractPlan Set(string path, string? json)
    {
        var node = (JsonNode)(path.StartsWith("dossier:", StringComparison.Ordinal) ? Dossier : Plan);
        var steps = path[(path.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('.');
        foreach (var step in steps[..^1])
        {
            node = Child(node, step);
        }

        if (json is null)
        {
            node.AsObject().Remove(steps[^1]);
        }
        else if (node is JsonArray array)
        {
            array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonNode.Parse(json);
        }
        else
        {
            node.AsObject()[steps[^1]] = JsonNode.Parse(json);
        }

        return this;
    }

    public string Write(Func<string, string>? changePlanText = null, Func<string, string>? changeDossierText = null)
    {
        _folder.Write("dossier.json", Encoding.UTF8.GetBytes((changeDossierText ?? (t => t))(Dossier.ToJsonString())));
        return _folder.Write("plan.json", Encoding.UTF8.GetBytes((changePlanText ?? (t => t))(Plan.ToJsonString())));
    }

    public string WriteBytes(byte[] plan)
    {
        Write();
        return _folder.Write("plan.json", plan);
    }

    public ValueTask<PlanReview> ReviewAsync(DateTimeOffset? now = null) => PlanReview.ReadAsync(Write(), new ContractClock(now ?? Now), TestContext.Current.CancellationToken);

    public OnboardingHome Home() => new(_folder["home"], new Onboarding.StoreContract.MemoryStore(), time: new ContractClock(Now));

    public void Dispose() => _folder.Dispose();

    private static JsonNode Child(JsonNode node, string step)
    {
        return (node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node[step]) ?? throw new ArgumentException("The plan has no member " + step, nameof(step));
    }
}
