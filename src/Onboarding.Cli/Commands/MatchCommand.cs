using System.CommandLine;
using System.Globalization;
using Onboarding.Audiences;
using Onboarding.Matching;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard match PLAN</c>: the recipient's side.</summary>
internal static class MatchCommand
{
    private static readonly Argument<string> s_plan = new("plan") { Description = "The path of the recipient's own plan." };

    private static readonly Option<string?> s_audience = new("--audience") { Description = "The received audience file, or a folder: then its newest audience." };

    private static readonly Option<string?> s_removals = new("--removals") { Description = "Instead of --audience: a list of removals; the own ids to take out are written." };

    private static readonly Option<string?> s_signal = new("--signal") { Description = "Where to write a signal for the sender: who of the audience opted out here." };

    private static readonly Option<string?> s_identifiers = new("--identifiers") { Description = "A CSV file of own users that takes the place of the plan's source; the columns stay the plan's." };

    private static readonly Option<string> s_out = new("--out") { Description = "The CSV file of matched own ids; label and reports are written beside it.", Required = true };

    private static readonly Option<bool> s_noIndex = new("--no-index") { Description = "Read the own users even where an index of them fits." };

    public static Command Create()
    {
        var command = new Command("match", "Finds the own users in a received audience, without those who opted out, and writes their own ids.") { s_plan, s_audience, s_removals, s_identifiers, s_out, s_signal, s_noIndex, Tool.Json };
        command.SetAction(MatchAsync);
        return command;
    }

    private static async Task<int> MatchAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var planPath = result.GetRequiredValue(s_plan);
        var home = Tool.OpenHome(result, planPath);
        if (result.GetValue(s_removals) is { } removals)
        {
            return await TakeRemovalsAsync(result, home, planPath, removals, cancellationToken).ConfigureAwait(false);
        }

        var audiencePath = result.GetValue(s_audience) ?? throw new ToolException("Say --audience, or --removals.");
        var plan = await home.ApproveMatchAsync(planPath, result.GetValue(s_identifiers), cancellationToken).ConfigureAwait(false);
        Tool.CheckNamesFiles(plan.Source, plan.Suppression);

        using var audience = await home.OpenReceivedAsync(FindAudience(audiencePath), plan, cancellationToken).ConfigureAwait(false);
        var options = new OnboardingRunOptions { PrivateFolder = Path.Combine(home.Folder, "private"), Progress = Tool.Progress(), UseIndex = !result.GetValue(s_noIndex) };
        MatchReport report;
        try
        {
            report = await home.CreateMatch(plan, audience, CsvRecords.FromPlan(plan, Tool.StandardInput(plan.Source)), SuppressionSource.FromPlan(plan), options)
                .WriteIdsToAsync(result.GetRequiredValue(s_out), result.GetValue(s_signal), cancellationToken).ConfigureAwait(false);
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
            Print(audience.Label, report);
        }

        return ExitCode.Done;
    }

    private static async Task<int> TakeRemovalsAsync(ParseResult result, OnboardingHome home, string planPath, string removals, CancellationToken cancellationToken)
    {
        if (result.GetValue(s_audience) is not null || result.GetValue(s_signal) is not null)
        {
            throw new ToolException("--removals goes without --audience and --signal.");
        }

        var report = await home.TakeRemovalsAsync(planPath, removals, result.GetRequiredValue(s_out), cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(report.Write);
            return ExitCode.Done;
        }

        Console.Out.WriteLine($"Removals {report.List}, serial {report.Serial}: {Text.Number(report.Tokens)} tokens, {Text.Number(report.Ids)} own ids to take out in {Text.RelativePath(report.IdsPath)}");
        if (report.MissingRecords > 0)
        {
            Console.Out.WriteLine($"Warning: {report.MissingRecords} records of earlier matches are gone; match again with the newest audience instead.");
        }

        Console.Out.WriteLine($"When it is done, tell the sender: onboard removals ack {report.List}");
        return ExitCode.Done;
    }

    // Names of audiences ascend with time.
    private static string FindAudience(string path)
    {
        if (!Directory.Exists(path))
        {
            return path;
        }

        return Directory.EnumerateFiles(path, "*.audience").Where(p => !Path.GetFileName(p).StartsWith('.')).Max(StringComparer.Ordinal)
            ?? throw new ToolException($"There is no audience in the folder {path}.");
    }

    private static void Print(PseudonymityLabel label, MatchReport report)
    {
        var output = Console.Out;
        output.WriteLine($"Audience {label.Id}: {label.Domain}, serial {label.Serial}, {Text.Number(label.Members)} members");
        output.WriteLine();
        output.WriteLine($"  rows        {Text.Number(report.Rows),10}   read in {Text.Seconds(report.Duration)}");
        output.WriteLine($"  own ids     {Text.Number(report.Identifiers),10}   checked");
        output.WriteLine($"  matched     {Text.Number(report.Matched),10}   {report.MatchRate.ToString("P1", CultureInfo.InvariantCulture)} of the own ids");
        output.WriteLine($"  suppressed  {Text.Number(report.Suppressed),10}   own ids that said no to you");
        output.WriteLine($"  dropped     {Text.Number(report.DroppedByCode.Values.Sum()),10}   {Text.Counts(report.DroppedByCode)}".TrimEnd());
        output.WriteLine($"  malformed   {Text.Number(report.Malformed),10}");
        output.WriteLine();
        foreach (var (kind, match) in report.Kinds)
        {
            output.WriteLine($"  {kind,-12}{Text.Number(match.Matched),10}   of {Text.Number(match.Tokens)} tokens in the audience");
        }

        output.WriteLine();
        foreach (var warning in report.Warnings)
        {
            output.WriteLine("Warning: " + warning);
        }

        if (report.UnreadableOptOuts.Count > 0)
        {
            output.WriteLine($"Warning: {Text.Number(report.UnreadableOptOuts.Values.Sum())} values of the own opt-out lists could not be read ({Text.Counts(report.UnreadableOptOuts)}).");
        }

        Tool.WriteNotes(report.Notes);
        var folder = Path.GetDirectoryName(report.IdsPath)!;
        output.WriteLine($"Own ids:              {Text.RelativePath(report.IdsPath)} (label beside it; use by {Text.Day(label.UseBy)}, delete by {Text.Day(label.DeleteBy)})");
        output.WriteLine($"For you alone:        {Text.RelativePath(Path.Combine(folder, "match-report.json"))}");
        output.WriteLine($"For the advertiser:   {Text.RelativePath(Path.Combine(folder, "advertiser-report.json"))} ({Figure(report.Advertiser)})");
        output.WriteLine();
        output.WriteLine("Why this rate:");
        foreach (var finding in report.Explanation)
        {
            output.WriteLine($"  {(finding.Remedy is null ? ' ' : '!')} {finding}");
        }
    }

    private static string Figure(AdvertiserReport report)
    {
        if (report.Reason is not { } reason)
        {
            return $"{report.AudienceMatchRate} %";
        }

        return report.FigureTime is { } time ? $"{report.AudienceMatchRate} % of {Text.Day(time)} again; this one is withheld: {reason.Code}" : $"withheld: {reason.Code}";
    }
}
