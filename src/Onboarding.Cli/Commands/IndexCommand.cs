using System.CommandLine;
using Onboarding.Matching;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard index</c>: the recipient's index of the own users.</summary>
internal static class IndexCommand
{
    private static readonly Argument<string> s_plan = new("plan") { Description = "The path of the recipient's own plan." };

    private static readonly Argument<string?> s_planOrNone = new("plan") { Description = "The path of the recipient's own plan; without one, every index of the home is shown.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> s_identifiers = new("--identifiers") { Description = "A CSV file of own users that takes the place of the plan's source; the columns stay the plan's." };

    public static Command Create()
    {
        var build = new Command("build", "Builds the index of the own users: matches use it instead of normalizing and hashing them again.") { s_plan, s_identifiers, Tool.Json };
        build.SetAction((result, cancellationToken) => BuildAsync(result, static home => home.BuildIndexAsync, cancellationToken));
        var update = new Command("update", "Builds the index anew where the source or the plan has changed since.") { s_plan, s_identifiers, Tool.Json };
        update.SetAction((result, cancellationToken) => BuildAsync(result, static home => home.UpdateIndexAsync, cancellationToken));
        var info = new Command("info", "Says what an index holds, and whether a match would use it; prints no token.") { s_planOrNone, s_identifiers, Tool.Json };
        info.SetAction(InfoAsync);
        return new Command("index", "Works with the recipient's index of the own users.") { build, update, info };
    }

    private static async Task<int> BuildAsync(ParseResult result, Func<OnboardingHome, Func<ApprovedMatchPlan, Records.IRecordSource, OnboardingRunOptions?, CancellationToken, Task<IndexReport>>> choose, CancellationToken cancellationToken)
    {
        var planPath = result.GetRequiredValue(s_plan);
        var home = Tool.OpenHome(result, planPath);
        var plan = await ApproveAsync(home, planPath, result, cancellationToken).ConfigureAwait(false);
        var options = new OnboardingRunOptions { PrivateFolder = Path.Combine(home.Folder, "private"), Progress = Tool.Progress() };
        IndexReport report;
        try
        {
            report = await choose(home)(plan, CsvRecords.FromPlan(plan), options, cancellationToken).ConfigureAwait(false);
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
            Print(report);
            Console.Out.WriteLine(report.IsUnchanged ? "Nothing has changed since it was built." : $"Built in {Text.Seconds(report.Duration)}.");
        }

        return ExitCode.Done;
    }

    private static async Task<int> InfoAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var planPath = result.GetValue(s_planOrNone);
        var home = Tool.OpenHome(result, planPath);
        var reports = planPath is null ? await home.ReadIndexesAsync(cancellationToken).ConfigureAwait(false) : await ReadAsync(home, planPath, result, cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteStartArray("indexes");
                foreach (var report in reports)
                {
                    report.Write(writer);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        foreach (var report in reports)
        {
            Print(report);
            Console.Out.WriteLine(report.Problem is null ? "" : $"Not used by a match: {report.Problem}.");
        }

        if (reports.Count == 0)
        {
            Console.Out.WriteLine($"No index in {Text.RelativePath(home.Folder)}. Make one with index build.");
        }

        return ExitCode.Done;
    }

    private static async ValueTask<IReadOnlyList<IndexReport>> ReadAsync(OnboardingHome home, string planPath, ParseResult result, CancellationToken cancellationToken)
    {
        var plan = await ApproveAsync(home, planPath, result, cancellationToken).ConfigureAwait(false);
        return await home.ReadIndexAsync(plan, CsvRecords.FromPlan(plan), cancellationToken).ConfigureAwait(false) is { } report ? [report] : [];
    }

    private static async ValueTask<ApprovedMatchPlan> ApproveAsync(OnboardingHome home, string planPath, ParseResult result, CancellationToken cancellationToken)
    {
        var plan = await home.ApproveMatchAsync(planPath, result.GetValue(s_identifiers), cancellationToken).ConfigureAwait(false);
        Tool.CheckNamesFiles(plan.Source, plan.Suppression);
        return plan.Source.Path != "-" ? plan : throw new ToolException("Standard input can be read once, and a match with an index reads the own ids again: name a file.");
    }

    private static void Print(IndexReport report)
    {
        var output = Console.Out;
        output.WriteLine($"Index {Text.RelativePath(report.IndexPath)} for key {report.KeyId}, {Text.Number(report.Length)} bytes");
        if (report.Rows == 0)
        {
            return;
        }

        output.WriteLine($"  rows        {Text.Number(report.Rows),12}");
        output.WriteLine($"  own users   {Text.Number(report.OwnUsers),12}   with an identifier that may be matched");
        foreach (var (kind, count) in report.Tokens)
        {
            output.WriteLine($"  {kind,-12}{Text.Number(count),12}   tokens");
        }

        output.WriteLine($"  built {Text.Day(report.BuiltAt)}, to be deleted by {Text.Day(report.DeleteBy)}");
    }
}
