using System.CommandLine;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard run PLAN</c>: the main job.</summary>
internal static class RunCommand
{
    private const int MaxColumns = 50;

    private static readonly Argument<string> s_plan = new("plan") { Description = "The path of plan.json." };

    private static readonly Option<DirectoryInfo> s_out = new("--out")
    {
        Description = "Where outbox/ (may leave) and private/ (never leaves) are written.",
        DefaultValueFactory = _ => new DirectoryInfo("."),
    };

    public static Command Create()
    {
        var command = new Command("run", "Reads the plan's records, removes everyone who opted out, and writes a labelled audience.") { s_plan, s_out, Tool.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var planPath = result.GetRequiredValue(s_plan);
        var folder = result.GetRequiredValue(s_out).FullName;
        var home = Tool.OpenHome(result, planPath);
        var plan = await home.ApproveAsync(planPath, cancellationToken).ConfigureAwait(false);
        Tool.CheckNamesFiles(plan.Source, plan.Suppression);

        var options = new OnboardingRunOptions { PrivateFolder = Path.Combine(folder, "private"), Progress = Tool.Progress() };
        RunReport report;
        try
        {
            report = await home.CreateRun(plan, CsvRecords.FromPlan(plan, Tool.StandardInput(plan.Source)), SuppressionSource.FromPlan(plan), options)
                .WriteToAsync(Outbox.At(Path.Combine(folder, "outbox")), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Tool.EndProgress();
        }

        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(report.Write);
        }
        else
        {
            Print(plan, report);
        }

        return ExitCode.Done;
    }

    public static void Print(ApprovedPlan plan, RunReport report)
    {
        var counts = report.Counts;
        var output = Console.Out;
        output.WriteLine($"Plan {plan.Id}: {plan.Domain}");
        output.WriteLine();
        CountLines.Print(counts, report.Duration);
        DiagnosisLines.PrintTop(report.Diagnosis);
        foreach (var warning in report.Warnings)
        {
            output.WriteLine("Warning: " + warning);
        }

        foreach (var change in report.Changes)
        {
            output.WriteLine("Changed since the previous run: " + change);
        }

        CountLines.PrintOptOuts(report.UnreadableOptOuts);
        Tool.WriteNotes(report.Notes);
        output.WriteLine($"Columns not read: {string.Join(", ", report.UnreadColumns.Take(MaxColumns))}{(report.UnreadColumns.Count > MaxColumns ? ", ..." : "")}");
        output.WriteLine();
        output.WriteLine($"May leave:    {Text.RelativePath(report.AudiencePath)}{(report.AudiencePath.EndsWith(".upload.json", StringComparison.Ordinal) ? " (the list of the files beside it; docs/uploads.md says what to do with them)" : "")}");
        if (report.SignaturePath is { } signature)
        {
            output.WriteLine($"              {Text.RelativePath(signature)} (signature; send it along)");
        }

        output.WriteLine($"              pseudonymous personal data, serial {report.Label.Serial}, use by {Text.Day(report.Label.UseBy)}, delete by {Text.Day(report.Label.DeleteBy)}");
        output.WriteLine($"Stays here:   {Text.RelativePath(report.ReportPagePath)} (report, to open in a browser)");
        output.WriteLine($"              {Text.RelativePath(report.ReportPath)} (the same for machines, with line numbers)");
        output.WriteLine($"              {Text.RelativePath(report.FullLabelPath)} (full label)");
        output.WriteLine($"              {Text.RelativePath(report.WorkingSetPath)} (encrypted)");
    }
}
