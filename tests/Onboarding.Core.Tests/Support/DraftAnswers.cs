using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Onboarding.Core.Tests.Support;

/// <summary>Sensible answers to every question of a draft, as somebody would give them who rests it on a basis.</summary>
internal static partial class DraftAnswers
{
    private static readonly Dictionary<string, string> s_answers = new()
    {
        ["$.source.encoding"] = "\"windows-1252\"",
        ["$.source.columns.email"] = "\"E-mail\"",
        ["$.source.evidence.date_of_birth.format"] = "\"yyyy-MM-dd\"",
        ["$.source.evidence.last_active_at.format"] = "\"yyyy-MM-dd\"",
        ["$.key"] = "\"shop-paper\"",
        ["$.region"] = "\"NL\"",
        ["$.suppression.key"] = "\"shop-suppression\"",
        ["$.suppression.lists[].path"] = "\"opt-outs.csv\"",
        ["$.suppression.lists[].columns[].name"] = "\"email\"",
        ["$.suppression.lists[].columns[].kind"] = "\"email\"",
        ["$.suppression.lists[].columns[].form"] = "\"clear\"",
        ["$.statements[].relationship"] = "\"customer\"",
        ["$.statements[].noticeVersion"] = "\"4\"",
        ["$.statements[].objectionOffered"] = "true",
        ["$.statements[].consentPurposes[]"] = "\"audience-matching\"",
        ["$.longestInactive"] = "\"P3Y\"",
        ["$.destination.settings.segment"] = "\"SEGMENT_1\"",
        ["$.destination.settings.country"] = "\"NL\"",
        ["$.retention.deleteBy"] = "\"P30D\"",
        ["dossier $.controller"] = "\"shop\"",
        ["dossier $.recipient"] = "\"paper\"",
        ["dossier $.purpose"] = "\"advertising\"",
        ["dossier $.collectedFor[]"] = "\"advertising\"",
        ["dossier $.parties[].country"] = "\"NL\"",
        ["dossier $.age.policy"] = "\"declared-adult-service\"",
        ["dossier $.bases[].party"] = "\"shop\"",
        ["dossier $.bases[].balancingTest.date"] = "\"2026-02-02\"",
        ["dossier $.bases[].balancingTest.reviewBy"] = "\"2027-02-02\"",
        ["dossier $.bases[].balancingTest.safeguards[]"] = "\"keyed-pseudonyms\"",
        ["dossier $.bases[].balancingTest.optOutOffered"] = "true",
        ["dossier $.bases[].balancingTest.conclusion"] = "\"passes\"",
        ["dossier $.bases[].balancingTest.purposes[]"] = "\"advertising\"",
        ["dossier $.notices[].party"] = "\"shop\"",
        ["dossier $.notices[].version"] = "\"4\"",
        ["dossier $.notices[].validFrom"] = "\"2025-01-01\"",
        ["dossier $.notices[].purposes[]"] = "\"advertising\"",
        ["dossier $.notices[].states[]"] = "[\"basis\", \"retention\", \"rights\", \"objection\", \"complaint\"]",
        ["dossier $.agreements[].validFrom"] = "\"2026-01-01\"",
        ["dossier $.agreements[].validUntil"] = "\"2027-06-30\"",
        ["dossier $.agreements[].purposes[]"] = "\"advertising\"",
        ["dossier $.agreements[].sides[].purposes[]"] = "\"advertising\"",
        ["dossier $.agreements[].sides[].basis"] = "\"consent\"",
        ["dossier $.agreements[].operations[]"] = "[\"collect\", \"pseudonymise\", \"select\", \"upload\", \"match\", \"report\", \"delete\"]",
        ["dossier $.agreements[].subProcessors.authorisation"] = "\"specific\"",
        ["dossier $.agreements[].end"] = "\"delete\"",
        ["dossier $.agreements[].parts.essence"] = "\"https://shop.example/essence\"",
        ["dossier $.instructions[].by"] = "\"shop\"",
        ["dossier $.instructions[].purpose"] = "\"advertising\"",
        ["dossier $.instructions[].validUntil"] = "\"2027-06-30\"",
        ["dossier $.dpia.status"] = "\"done\"",
    };

    /// <summary>Puts an answer in place of every question.</summary>
    /// <param name="prefix">Nothing for a plan, <c>dossier </c> for a dossier.</param>
    /// <param name="file">The file.</param>
    /// <param name="recipient">The recipient's id.</param>
    /// <param name="basis">The basis.</param>
    public static JsonNode Answer(string prefix, JsonNode file, string recipient, string basis)
    {
        foreach (var place in Questions(file).ToList())
        {
            var path = prefix + place.GetPath();
            var answer = JsonNode.Parse(Pattern(path) switch
            {
                "dossier $.parties[].id" or "dossier $.agreements[].parties[]" or "dossier $.agreements[].signedBy[]" or "dossier $.agreements[].sides[].party" => Index(path) == 0 ? "\"shop\"" : $"\"{recipient}\"",
                "dossier $.notices[].recipients[]" or "dossier $.instructions[].to" or "dossier $.instructions[].recipient" => $"\"{recipient}\"",
                "dossier $.bases[].basis" => $"\"{basis}\"",
                "dossier $.fields[]" or "dossier $.bases[].balancingTest.fields[]" or "dossier $.agreements[].fields[]" or "dossier $.instructions[].fields[]" => "[\"email\", \"phone\", \"external_id\"]",
                var pattern => s_answers.GetValueOrDefault(pattern, "\"an answer in words\""),
            })!;
            if (answer is JsonArray several && place.Parent is JsonArray list)
            {
                list.Clear();
                several.ToList().ForEach(entry => list.Add(entry!.DeepClone()));
            }
            else
            {
                place.ReplaceWith(answer);
            }
        }

        return file;
    }

    /// <summary>Every question, wherever it stands.</summary>
    public static IEnumerable<JsonNode> Questions(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(m => Questions(m.Value!)),
        JsonArray entries => entries.SelectMany(e => Questions(e!)),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String && value.GetValue<string>() == "?" => [node],
        _ => [],
    };

    /// <summary>A path without the places in lists.</summary>
    public static string Pattern(string path) => Position().Replace(path, "[]");

    // The place in the innermost list.
    private static int Index(string path) => int.Parse(Position().Matches(path)[^1].ValueSpan.Trim("[]"), System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Position();
}
