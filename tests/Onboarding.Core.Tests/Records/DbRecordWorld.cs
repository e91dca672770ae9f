using Onboarding.Audiences;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Records;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Records;

/// <summary>A shop with keys and a plan that takes its records from code, in a folder of its own.</summary>
internal sealed class DbRecordWorld : IDisposable
{
    private const string Plan = """
        {
          "version": 1, "id": "shop-weekly", "side": "send", "dossier": "dossier.json",
          "source": { "type": "code", "columns": { "email": "email", "external_id": "card" } },
          "fields": ["email", "external_id"], "key": "shop-paper", "suppression": { "key": "shop-suppression", "fromCode": true },
          "retention": { "deleteBy": "P30D" }, "minimumMembers": 10,
          "statements": [{ "consentPurposes": ["audience-matching"], "reference": "CONSENT-2" }]
        }
        """;

    private const string Dossier = """
        {
          "version": 1, "controller": "shop", "recipient": "paper", "purpose": "advertising", "collectedFor": ["advertising"],
          "parties": [{ "id": "shop", "name": "Shop", "contact": "privacy@example.nl" }, { "id": "paper", "name": "Paper", "contact": "privacy@example.org" }],
          "fields": ["email", "external_id"],
          "age": { "policy": "declared-adult-service", "reference": "AGE-1" },
          "bases": [{ "party": "shop", "basis": "consent", "reference": "CONSENT-2" }],
          "notices": [
            {
              "party": "shop", "uri": "https://example.nl/privacy", "version": "4", "validFrom": "2025-01-01", "purposes": ["advertising"], "recipients": ["paper"],
              "states": ["basis", "retention", "rights", "objection", "complaint"], "separateObjection": "order page"
            }
          ],
          "agreements": [
            {
              "id": "AGR-1", "kind": "exchange", "parties": ["shop", "paper"], "signedBy": ["shop", "paper"], "validFrom": "2026-01-01", "validUntil": "P365D",
              "document": { "uri": "https://example.nl/agr-1" }, "purposes": ["advertising"], "fields": ["email", "external_id"],
              "sides": [
                { "party": "shop", "role": "controller", "purposes": ["advertising"], "basis": "consent" },
                { "party": "paper", "role": "controller", "purposes": ["advertising"], "basis": "consent" }
              ],
              "parts": {
                "informs": "3", "objections": "4", "reidentification": "5", "onward": "5", "technique": "1", "secretHolders": "1", "retention": "6", "security": "2", "breach": "8", "rights": "7", "end": "9"
              }
            }
          ],
          "dpia": { "status": "done", "reference": "DPIA-1", "date": "2026-01-12" }
        }
        """;

    private readonly OnboardingHome _home;

    public DbRecordWorld()
    {
        Folder = Directory.CreateTempSubdirectory("onboarding-").FullName;
        File.WriteAllText(PlanPath, Plan);
        File.WriteAllText(Path.Combine(Folder, "dossier.json"), Dossier);
        _home = new OnboardingHome(Path.Combine(Folder, "home"), new MemoryStore());
        var keys = (FileKeyStore)_home.Keys;
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        keys.Create("shop-paper", KeyType.Party, Domain.Parse("shop/paper/advertising"), today.AddDays(-1), today.AddDays(90)).Dispose();
        keys.Create("shop-suppression", KeyType.Suppression, Domain.Suppression("shop"), today.AddDays(-1), null).Dispose();
    }

    public string Folder { get; }

    public string PlanPath => Path.Combine(Folder, "plan.json");

    /// <summary>Files that a run wrote for others or for later.</summary>
    public string[] Outputs => [.. new[] { "outbox", "home/private" }.Select(f => Path.Combine(Folder, f)).Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*", SearchOption.AllDirectories))];

    public async Task<RunReport> RunAsync(IRecordSource records, IRecordSource optOuts, CancellationToken cancellationToken)
    {
        var plan = await _home.ApproveAsync(PlanPath, cancellationToken);
        var list = new SuppressionList("opt-outs", optOuts, [new SuppressionColumn("email", IdentifierKind.Email, SuppressionValueForm.Clear)]);
        return await _home.CreateRun(plan, records, SuppressionSource.FromLists(list)).WriteToAsync(Outbox.At(Path.Combine(Folder, "outbox")), cancellationToken);
    }

    /// <summary>The tokens of an audience in hex, in the order of the file.</summary>
    public static string[] Tokens(string path)
    {
        using var file = AudienceFile.Open(path);
        var tokens = new List<string>();
        foreach (var kind in file.Kinds)
        {
            file.ReadTokens(kind, chunk => tokens.AddRange(chunk.ToArray().Chunk(32).Select(t => kind + " " + Convert.ToHexStringLower(t))));
        }

        return [.. tokens];
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
