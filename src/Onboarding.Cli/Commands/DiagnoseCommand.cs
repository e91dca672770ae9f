using System.CommandLine;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard diagnose PLAN</c>: why a match rate may be low, counted from the records as they are now.</summary>
internal static class DiagnoseCommand
{
    private static readonly Argument<string> s_plan = new("plan") { Description = "The path of a plan to send." };

    private static readonly Option<DirectoryInfo?> s_out = new("--out") { Description = "Where private/ (never leaves) gets the list of line numbers. Without it nothing is written." };

    public static Command Create()
    {
        var command = new Command("diagnose", "Says why the match rate may be low, in order of effect: what is empty, invalid, damaged or suspicious. Delivers nothing.") { s_plan, s_out, Tool.Json };
        command.SetAction(DiagnoseAsync);
        return command;
    }

    private static async Task<int> DiagnoseAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var planPath = result.GetRequiredValue(s_plan);
        var home = Tool.OpenHome(result, planPath);
        var plan = await home.ApproveAsync(planPath, cancellationToken).ConfigureAwait(false);
        var counted = await PlanCommand.CountAsync(home, plan, cancellationToken).ConfigureAwait(false);
        var lines = result.GetValue(s_out) is { } folder ? counted.WriteLines(Path.Combine(folder.FullName, "private")) : null;
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteString("plan", plan.Id);
                writer.WriteNumber("rows", counted.Counts.Rows);
                writer.WriteNumber("members", counted.Counts.Members);
                writer.WriteStartArray("diagnosis");
                foreach (var finding in counted.Diagnosis)
                {
                    finding.Write(writer);
                }

                writer.WriteEndArray();
                writer.WriteString("lines", lines);
                writer.WriteEndObject();
            });
        }
        else
        {
            Print(plan, counted, lines);
        }

        return ExitCode.Done;
    }

    private static void Print(ApprovedPlan plan, DryRunReport counted, string? lines)
    {
        var output = Console.Out;
        output.WriteLine($"Plan {plan.Id}: {plan.Domain}; {Text.Number(counted.Counts.Members)} of {Text.Number(counted.Counts.Rows)} rows would be members. Nothing was delivered.");
        output.WriteLine();
        DiagnosisLines.Print(counted.Diagnosis);
        Tool.WriteNotes(counted.Notes);
        if (lines is not null)
        {
            output.WriteLine($"Stays here:   {Text.RelativePath(lines)} (the same with line numbers)");
        }
    }
}
