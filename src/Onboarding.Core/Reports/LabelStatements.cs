using System.Text.Json;
using Onboarding.Audiences;

namespace Onboarding.Reports;

/// <summary>What an output's label says besides what <see cref="PseudonymityLabel"/> offers, read from the label itself: the report repeats it and states nothing of its own.</summary>
internal sealed class LabelStatements
{
    private LabelStatements(JsonElement label)
    {
        Technique = Text(label, "onb:technique");
        Limits = Text(label, "onb:limits");
        Purpose = Text(label, "onb:purpose");
        Forbidden = label.TryGetProperty("onb:forbidden", out var uses) && uses.ValueKind == JsonValueKind.Array ? [.. uses.EnumerateArray().Select(u => u.GetString() ?? "")] : [];
        Compared = label.TryGetProperty("onb:suppression", out var suppression) && suppression.ValueKind == JsonValueKind.Object ? Text(suppression, "onb:compared") : "";
        IsDemo = label.TryGetProperty("onb:demo", out var demo) && demo.ValueKind == JsonValueKind.True;
    }

    public string Technique { get; }

    public string Limits { get; }

    public string Purpose { get; }

    public IReadOnlyList<string> Forbidden { get; }

    /// <summary>How opt-outs were compared.</summary>
    public string Compared { get; }

    public bool IsDemo { get; }

    public static LabelStatements Read(PseudonymityLabel label)
    {
        using var document = JsonDocument.Parse(label.Json);
        return new LabelStatements(document.RootElement);
    }

    /// <summary>The label's <c>attributableBy</c> in words.</summary>
    public static string WhoCanAttribute(string attributableBy) => attributableBy switch
    {
        "recipient-holds-key" => "the recipient, who holds the key",
        "salt-holder" => "everyone who holds the salt",
        "anyone-with-the-identifier" => "everyone who has the identifier: the values are hashed without a key",
        "anyone" => "everyone: plain identifiers are among the fields",
        _ => attributableBy,
    };

    private static string Text(JsonElement label, string name) => label.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
