using System.CommandLine;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard reexport RUN</c>: the members of an earlier run again, with the newest opt-outs.</summary>
internal static class ReexportCommand
{
    private static readonly Argument<string> s_run = new("run") { Description = "The id of the run's output." };

    private static readonly Option<DirectoryInfo> s_out = new("--out")
    {
        Description = "Where outbox/ (may leave) and private/ (never leaves) are written.",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    public static Command Create()
    {
        var command = new Command("reexport", "Writes the members of an earlier run again, without those who have opted out since.") { s_run, s_out, HomeKeys.Plan, Tool.Json };
        command.SetAction(WriteAsync);
        return command;
    }

    private static async Task<int> WriteAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = result.GetRequiredValue(s_out).FullName;
        var home = HomeKeys.Open(result);
        var output = await home.FindOutputAsync(result.GetRequiredValue(s_run), cancellationToken).ConfigureAwait(false);
        var planPath = result.GetValue(HomeKeys.Plan) ?? output.Intent.PlanPath ?? throw new ToolException("Say --plan: the run's plan came from no file.");
        var plan = await home.ApproveAsync(planPath, cancellationToken).ConfigureAwait(false);
        Tool.CheckNamesFiles(plan.Source, plan.Suppression);
        var options = new OnboardingRunOptions { PrivateFolder = Path.Combine(folder, "private") };
        var report = await home.ReexportAsync(plan, output.Id, SuppressionSource.FromPlan(plan), Outbox.At(Path.Combine(folder, "outbox")), options, cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(report.Write);
        }
        else
        {
            RunCommand.Print(plan, report);
        }

        return ExitCode.Done;
    }
}
