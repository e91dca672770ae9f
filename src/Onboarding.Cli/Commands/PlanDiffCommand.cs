using System.CommandLine;
using Onboarding.Plans;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard plan diff A B</c>: what changed from one plan and its dossier to another, in words.</summary>
internal static class PlanDiffCommand
{
    private static readonly Argument<string> s_earlier = new("earlier") { Description = "The path of the earlier plan; its dossier follows." };
    private static readonly Argument<string> s_later = new("later") { Description = "The path of the later plan; its dossier follows." };

    public static Command Create()
    {
        var command = new Command("diff", "Says in words what changed between two plans and their dossiers: purpose, recipient, fields, basis, retention and opt-outs first.") { s_earlier, s_later, Tool.Json };
        command.SetAction(DiffAsync);
        return command;
    }

    private static async Task<int> DiffAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var diff = await PlanDiff.ReadAsync(result.GetRequiredValue(s_earlier), result.GetRequiredValue(s_later), cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteBoolean("weeklyOnly", diff.IsWeeklyOnly);
                writer.WriteStartArray("changes");
                foreach (var change in diff.Changes)
                {
                    writer.WriteStartObject();
                    writer.WriteString("topic", Name(change.Topic));
                    writer.WriteString("path", change.Path);
                    writer.WriteString("text", change.Text);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        foreach (var change in diff.Changes)
        {
            Console.Out.WriteLine($"{Name(change.Topic),-12} {change.Text}");
        }

        Console.Out.WriteLine(diff.Changes.Count == 0 ? "Nothing changed." : diff.IsWeeklyOnly ? "Nothing changed but weekly paths: an approval holds for both." : "An approval of the one does not hold for the other.");
        return ExitCode.Done;
    }

    private static string Name(PlanTopic topic) => topic.ToString().ToLowerInvariant();
}
