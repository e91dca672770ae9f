using System.CommandLine;
using System.Text.Json;
using Onboarding.Audiences;
using Onboarding.Plans;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard plan</c>; <c>check PLAN</c>: what the review finds, without reading any record; with <c>--dry-run</c> also what a run would do with each.</summary>
internal static class PlanCommand
{
    private static readonly Argument<string> s_plan = new("plan") { Description = "The path of a plan to send or to match." };

    private static readonly Option<bool> s_all = new("--all") { Description = "Print what passed too, and the roles." };

    private static readonly Option<bool> s_roles = new("--roles") { Description = "Print who has which role in which operation, and how that follows from the dossier." };

    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Read the records and opt-outs of a plan to send too, and count what a run would do with them. Nothing is written." };

    public static Command Create()
    {
        var check = new Command("check", "Reviews a plan and its dossier, and prints every refusal and warning with its source.") { s_plan, s_all, s_roles, s_dryRun, Tool.Json };
        check.SetAction(CheckAsync);
        return new Command("plan", "Works with plans.") { check, PlanApproveCommand.Create(), PlanDiffCommand.Create() };
    }

    private static async Task<int> CheckAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var plan = result.GetRequiredValue(s_plan);
        var home = Tool.OpenHome(result, plan);
        var review = await home.ReviewAsync(plan, cancellationToken).ConfigureAwait(false);
        var counted = result.GetValue(s_dryRun) && review.IsApproved ? await CountAsync(home, review, cancellationToken).ConfigureAwait(false) : null;
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer => Write(writer, review, counted));
        }
        else
        {
            Print(review, result.GetValue(s_all));
            foreach (var note in review.Notes)
            {
                Console.Out.WriteLine("Note: " + note);
            }

            if (result.GetValue(s_roles) || result.GetValue(s_all))
            {
                PrintRoles(review);
            }

            Print(counted);
        }

        if (review.IsApproved)
        {
            return counted?.Findings.Any(f => f.Level == FindingLevel.Refusal) == true ? ExitCode.Refused : ExitCode.Done;
        }

        return review.Refusals.Any(f => f.Reason?.Category == ReasonCategory.Rule) ? ExitCode.Refused : ExitCode.BadInput;
    }

    private static async Task<DryRunReport> CountAsync(OnboardingHome home, PlanReview review, CancellationToken cancellationToken)
    {
        if (review.IsMatch)
        {
            throw new ToolException("Only plans to send are counted: what a match does depends on the audience.");
        }

        return await CountAsync(home, OnboardingHome.Approve(review), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts what a run of the plan would do. Nothing is written.</summary>
    public static async Task<DryRunReport> CountAsync(OnboardingHome home, ApprovedPlan plan, CancellationToken cancellationToken)
    {
        Tool.CheckNamesFiles(plan.Source, plan.Suppression);
        var options = new OnboardingRunOptions { Progress = Tool.Progress() };
        try
        {
            return await home.CreateRun(plan, CsvRecords.FromPlan(plan, Tool.StandardInput(plan.Source)), SuppressionSource.FromPlan(plan), options).CountAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Tool.EndProgress();
        }
    }

    private static void Write(Utf8JsonWriter writer, PlanReview review, DryRunReport? counted)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteBoolean("approved", review.IsApproved);
        writer.WriteStartArray("findings");
        foreach (var finding in review.Findings)
        {
            finding.Write(writer);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (var note in review.Notes)
        {
            writer.WriteStringValue(note);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("roles");
        foreach (var decision in review.Roles)
        {
            writer.WriteStartObject();
            writer.WriteString("operation", decision.Operation);
            writer.WriteString("party", decision.Party);
            writer.WriteString("role", decision.Role);
            writer.WriteString("path", decision.Path);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (counted is not null)
        {
            writer.WritePropertyName("dryRun");
            counted.Write(writer);
        }

        writer.WriteEndObject();
    }

    private static void PrintRoles(PlanReview review)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(review.Roles.Count == 0 ? "Roles: none follow before plan and dossier can be read whole." : "Roles, and how they follow:");
        foreach (var decision in review.Roles)
        {
            Console.Out.WriteLine(decision);
        }
    }

    private static void Print(DryRunReport? counted)
    {
        if (counted is null)
        {
            return;
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine("A run would do this with the records as they are now; nothing was written.");
        Console.Out.WriteLine();
        CountLines.Print(counted.Counts, counted.Duration);
        foreach (var finding in counted.Findings)
        {
            Console.Out.WriteLine($"{Text.Level(finding.Level),-10} {finding}");
        }

        CountLines.PrintOptOuts(counted.UnreadableOptOuts);
        Tool.WriteNotes(counted.Notes);
        using var label = JsonDocument.Parse(counted.Label);
        Console.Out.WriteLine($"The label would say: {PseudonymityLabel.Status}, attributable by {label.RootElement.GetProperty("onb:attributableBy").GetString()}. {label.RootElement.GetProperty("onb:limits").GetString()}");
    }

    private static void Print(PlanReview review, bool all)
    {
        var questions = review.Findings.Where(f => f.Code == Tool.OpenQuestion).ToList();
        foreach (var question in questions)
        {
            Console.Out.WriteLine("?  " + question.Path);
            Console.Out.WriteLine("   " + question.Seen);
        }

        if (questions.Count > 0)
        {
            Console.Out.WriteLine($"{questions.Count} questions are open. Write each answer in place of its \"?\", and take out what does not apply; the rules are checked once there is none left.");
        }

        foreach (var finding in review.Findings.Except(questions).Where(f => all || f.Level != FindingLevel.Pass))
        {
            Console.Out.WriteLine($"{Text.Level(finding.Level),-10} {finding}");
            if (finding.Reason is { } reason)
            {
                Console.Out.WriteLine($"           {reason.Remedy}");
            }
        }

        if (questions.Count == review.Findings.Count && questions.Count > 0)
        {
            return;
        }

        var passed = review.Findings.Count(f => f.Level == FindingLevel.Pass);
        Console.Out.WriteLine($"{passed} checks passed, {review.Findings.Count - passed - questions.Count} findings. {(review.IsApproved ? "No rule refuses this plan." : "The plan is refused.")}");
    }
}
