using System.Text.Json;

namespace Onboarding.Plans;

/// <summary>What holds for every text of a plan or dossier, whatever it means: none is null or empty, and a "?" is a question that somebody has to answer.</summary>
internal static class PlanText
{
    public const string Question = "?";

    /// <summary>Reads every text with its path, and adds a finding for every null, every empty text and every open question.</summary>
    /// <returns>The texts; none where the bytes are no JSON.</returns>
    public static List<(string Path, string Text)> Read(ReadOnlyMemory<byte> json, string prefix, List<Finding> findings)
    {
        var texts = new List<(string Path, string Text)>();
        try
        {
            using var document = JsonDocument.Parse(PlanJson.WithoutMark(json));
            Read(document.RootElement, prefix + "$", texts, findings);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The reader that follows says what is wrong and where: no JSON, or no UTF-8 in it.
        }

        return texts;
    }

    private static void Read(JsonElement element, string path, List<(string Path, string Text)> texts, List<Finding> findings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    Read(member.Value, path + "." + (PlanJson.IsOrdinary(member.Name) ? member.Name : "(a name)"), texts, findings);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Read(item, $"{path}[{index++}]", texts, findings);
                }

                break;
            case JsonValueKind.Null:
                findings.Add(new Finding(Reasons.PlanInvalid, FindingLevel.Refusal, path, "the value is null: leave the member out"));
                break;
            case JsonValueKind.String:
                texts.Add((path, element.GetString()!));
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
