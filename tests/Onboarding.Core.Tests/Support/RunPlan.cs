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

    /// <summary>A list that the plan names instead of taking lists from code.</summary>
    public string? SuppressionList { get; set; }

    public string DeleteBy { get; set; } = "P30D";

    public string? UseBy { get; set; }

    public string ValidUntil { get; set; } = "2027-12-31";

    public string RecipientName { get; set; } = "Paper Example B.V.";

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

        var suppression = new JsonObject { ["key"] = SuppressionKey ?? (isMatch ? PaperSuppressionKey : ShopSuppressionKey), ["fromCode"] = SuppressionList is null };
        if (SuppressionList is not null)
        {
            suppression["lists"] = new JsonArray(new JsonObject { ["path"] = SuppressionList, ["columns"] = new JsonArray(new JsonObject { ["name"] = "email", ["kind"] = "email", ["form"] = "clear" }) });
        }

        var retention = new JsonObject { ["deleteBy"] = DeleteBy };
        Set(retention, "useBy", UseBy);
        var plan = new JsonObject
        {
            ["version"] = 1,
            ["id"] = isMatch ? "paper-match" : "shop-weekly",
            ["side"] = Side,
            ["dossier"] = Side + "-dossier.json",
            ["source"] = source,
            ["fields"] = Fields(),
            ["key"] = Key,
            ["suppression"] = suppression,
            ["retention"] = retention,
        };
        Set(plan, "region", Region);
        if (MinimumMembers is { } minimum)
        {
            plan["minimumMembers"] = minimum;
        }

        File.WriteAllText(Path.Combine(folder, Side + "-dossier.json"), Dossier().ToJsonString());
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

    private JsonArray Fields() => new([.. Columns.Keys.Where(k => k != "country").Select(k => JsonValue.Create(k))]);

    private JsonObject Dossier() => new()
    {
        ["version"] = 1,
        ["controller"] = "shop",
        ["recipient"] = "paper",
        ["purpose"] = Purpose,
        ["parties"] = new JsonArray(
            new JsonObject { ["id"] = "shop", ["name"] = "Shop Example B.V.", ["contact"] = "privacy@shop.example.nl", ["country"] = "NL" },
            new JsonObject { ["id"] = "paper", ["name"] = RecipientName, ["contact"] = "privacy@paper.example.nl", ["country"] = "NL" }),
        ["fields"] = Fields(),
        ["bases"] = new JsonArray(
            new JsonObject { ["party"] = "shop", ["basis"] = "legitimate-interest", ["reference"] = "LIA-1" },
            new JsonObject { ["party"] = "paper", ["basis"] = "consent", ["reference"] = "CONSENT-1" }),
        ["notice"] = new JsonObject { ["uri"] = "https://shop.example.nl/privacy", ["version"] = "4" },
        ["agreement"] = new JsonObject { ["id"] = "AGR-1", ["validUntil"] = ValidUntil },
    };
}
