using System.Text.Json;
using System.Text.Json.Nodes;
using Onboarding.Plans;
using Onboarding.Plans.Rules;

namespace Onboarding.Core.Tests.Support;

/// <summary>Webshop, dagblad and whoever else a test brings in, with agreements without fault; checked against the rules on roles alone.</summary>
internal sealed class RolePlan : IDisposable
{
    public const string ProviderFacts = """{"usesOwnData":false,"ownPurpose":false,"decidesRecipient":false,"decidesRetention":false,"poolsAcrossClients":false}""";

    /// <summary>Every operation with the party that decides on it where nothing is stated.</summary>
    public const string Stated = """
        [
          {"operation":"collect","decides":["webshop"]},{"operation":"pseudonymise","decides":["webshop"]},{"operation":"select","decides":["webshop"]},
          {"operation":"upload","decides":["webshop"]},{"operation":"match","decides":["dagblad"]},{"operation":"report","decides":["dagblad"]},{"operation":"delete","decides":["webshop"]}
        ]
        """;

    private const string ProcessingParts = """
        {
          "subject": "art. 1", "nature": "art. 1", "dataSubjects": "annex 1", "obligations": "art. 2", "instructions": "art. 3", "confidentiality": "art. 4", "security": "annex 2", "rights": "art. 6",
          "assistance": "art. 7", "audit": "art. 9", "infringingInstructions": "art. 3", "liability": "art. 10", "ownUse": "none"
        }
        """;

    public RolePlan(bool match = false)
    {
        Json = new ContractPlan(match);
    }

    public ContractPlan Json { get; }

    public PlanFacts Facts => FactsAt(ContractPlan.Now);

    /// <summary>Every party in every operation, as <c>operation party role</c>.</summary>
    public IEnumerable<string> Roles => Facts.Roles.Decisions.Select(d => $"{d.Operation} {d.Party} {d.Role}");

    private JsonArray Parties => Json.Dossier["parties"]!.AsArray();

    private JsonArray Agreements => Json.Dossier["agreements"]!.AsArray();

    public RolePlan Set(string path, string? json)
    {
        Json.Set(path, json);
        return this;
    }

    /// <summary>A party that acts for another, with its facts.</summary>
    public RolePlan WithParty(string id, string? actsFor)
    {
        Parties.Add(JsonNode.Parse($$"""{"id":"{{id}}","name":"{{id}} B.V.","contact":"privacy@{{id}}.example"{{(actsFor is null ? "" : $$""","actsFor":"{{actsFor}}","facts":{{ProviderFacts}}""")}}}"""));
        return this;
    }

    /// <summary>A processor of the webshop: party, agreement, instruction.</summary>
    public RolePlan WithProvider(string id = "provider") => WithParty(id, "webshop").WithAgreement("processing", "webshop", id).WithInstruction("webshop", id);

    /// <summary>One that works for the provider, authorised.</summary>
    public RolePlan WithHoster()
    {
        WithProvider().WithParty("hoster", "provider").WithAgreement("sub-processing", "provider", "hoster");
        Agreement("DPA-provider")["subProcessors"] = JsonNode.Parse("""{"authorisation":"specific","listed":["hoster"]}""");
        return this;
    }

    /// <summary>The recipient works for the webshop, as a bureau does for a municipality.</summary>
    public RolePlan WithRecipientAsProcessor()
    {
        Agreements.Clear();
        return Set("dossier:parties.1.actsFor", "\"webshop\"").Set("dossier:parties.1.facts", ProviderFacts).WithAgreement("processing", "webshop", "dagblad").WithInstruction("webshop", "dagblad");
    }

    /// <summary>Both decide together where platforms are read to.</summary>
    public RolePlan WithJointDecision()
    {
        Agreements.Clear();
        var operations = new JsonArray([.. Operations.All.Select(o => new JsonObject { ["operation"] = o, ["decides"] = Operations.ReadAsJoint.Contains(o) ? new JsonArray("webshop", "dagblad") : new JsonArray("webshop") })]);
        return Set("dossier:operations", operations.ToJsonString()).WithAgreement("joint", "webshop", "dagblad");
    }

    /// <summary>The recipient is a platform.</summary>
    public RolePlan WithPlatform(string profile, string? kind = "processing")
    {
        Agreements.Clear();
        Set("destination", $$"""{"type":"platform","profile":"{{profile}}"}""");
        return kind switch
        {
            null => this,
            "processing" => WithAgreement(kind, "webshop", "dagblad").WithInstruction("webshop", "dagblad"),
            _ => WithAgreement(kind, "webshop", "dagblad"),
        };
    }

    /// <summary>An agreement of a kind without fault: <c>DPA-second</c>, <c>DEA-second</c>, <c>ART26-second</c> or <c>SUB-second</c>.</summary>
    public RolePlan WithAgreement(string kind, string first, string second)
    {
        var (prefix, more) = kind switch
        {
            "exchange" => ("DEA", $$"""
                "sides": [{"party":"{{first}}","role":"controller","purposes":["advertising"],"basis":"consent"},{"party":"{{second}}","role":"controller","purposes":["advertising"],"basis":"consent"}],
                "parts": {"informs":"1","objections":"2","reidentification":"3","onward":"4","technique":"5","secretHolders":"6","retention":"7","security":"8","breach":"9","rights":"10","end":"11"}
                """),
            "joint" => ("ART26", """
                "operations": ["upload","match","select","report"],
                "parts": {"responsibilities":"1","rights":"2","informs":"3","contact":"4","essence":"https://example.nl/together"}
                """),
            "platform-terms" => ("TERMS", """ "parts": {} """),
            _ => (kind == "processing" ? "DPA" : "SUB", $$""" "subProcessors": {"authorisation":"specific"}, "end": "delete", "parts": {{ProcessingParts}} """),
        };
        Agreements.Add(JsonNode.Parse($$"""
            {
              "id": "{{prefix}}-{{second}}", "kind": "{{kind}}", "parties": ["{{first}}","{{second}}"], "signedBy": ["{{first}}","{{second}}"], "validFrom": "2026-02-01", "validUntil": "2027-01-31",
              "document": {"uri":"https://example.nl/{{prefix}}"}, "purposes": ["advertising"], "fields": ["email","external_id"], {{more}}
            }
            """));
        return this;
    }

    public RolePlan WithInstruction(string by, string to, string validUntil = "2027-01-31")
    {
        var instructions = Json.Dossier["instructions"] as JsonArray ?? [];
        instructions.Add(JsonNode.Parse($$"""{"id":"INS-{{to}}","by":"{{by}}","to":"{{to}}","recipient":"dagblad","purpose":"advertising","fields":["email","external_id"],"validUntil":"{{validUntil}}"}"""));
        Json.Dossier["instructions"] = instructions;
        return this;
    }

    public JsonObject Agreement(string id) => Agreements.Single(a => a!["id"]!.GetValue<string>() == id)!.AsObject();

    public PlanFacts FactsAt(DateTimeOffset now)
    {
        return new PlanFacts(JsonSerializer.Deserialize(Json.Plan.ToJsonString(), PlanJson.Default.PlanFile)!, JsonSerializer.Deserialize(Json.Dossier.ToJsonString(), PlanJson.Default.DossierFile)!, now);
    }

    /// <summary>What the rules on roles find, without what passes.</summary>
    public IReadOnlyList<Finding> Check(DateTimeOffset? now = null, List<PlanExpiry>? expiries = null)
    {
        var findings = new List<Finding>();
        var facts = FactsAt(now ?? ContractPlan.Now);
        foreach (var rule in RoleRules.All)
        {
            var before = findings.Count;
            rule.Check(facts, new RuleFindings(rule, facts.Now, findings, expiries ?? []));
            Assert.True(findings.Count > before, rule.Id + " says nothing");
        }

        return [.. findings.Where(f => f.Level != FindingLevel.Pass)];
    }

    /// <summary>The codes that are found, in the order of the rules.</summary>
    public IEnumerable<string> Codes(DateTimeOffset? now = null) => Check(now).Select(f => f.Reason!.Code);

    public void Dispose() => Json.Dispose();
}
