using System.Text.Json;

namespace Onboarding.Plans;

/// <summary>What holds for every text of a plan or dossier, whatever it means: none is null or empty, and a "?" is a question that somebody has to answer.</summary>
internal static class PlanText
{
    public const string Question = "?";

    /// <summary>Adds a finding for every null, every empty text and every open question, with its path.</summary>
    /// <returns>The text of a member of the root; null where there is none, or the bytes are no JSON object.</returns>
    public static string? Check(ReadOnlyMemory<byte> json, string prefix, string member, List<Finding> findings)
    {
        try
        {
            using var document = JsonDocument.Parse(PlanJson.WithoutMark(json));
            Check(document.RootElement, prefix + "$", findings);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader that follows says what is wrong and where: no JSON, or no UTF-8 in it.
            return null;
        }
    }

    private static void Check(JsonElement element, string path, List<Finding> findings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Check(member.Value, path + "." + (PlanJson.IsOrdinary(member.Name) ? member.Name : "(a name)"), findings);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Check(item, $"{path}[{index++}]", findings);
                }

                break;
            case JsonValueKind.Null:
                findings.Add(new Finding(Reasons.PlanInvalid, FindingLevel.Refusal, path, "the value is null: leave the member out"));
                break;
            case JsonValueKind.String:
                CheckText(element.GetString()!, path, findings);
                break;
        }
    }

    private static void CheckText(string text, string path, List<Finding> findings)
    {
        if (text.Trim() == Question)
        {
            findings.Add(new Finding(Rules.RuleReasons.OpenQuestion, FindingLevel.Refusal, path, PlanQuestions.Of(path)));
        }
        else if (string.IsNullOrWhiteSpace(text.Replace('\t', 'x').Replace('\n', 'x')) || text.Contains('\0'))
        {
            findings.Add(new Finding(Reasons.PlanInvalid, FindingLevel.Refusal, path, "the text is empty or holds a zero character"));
        }
    }
}
