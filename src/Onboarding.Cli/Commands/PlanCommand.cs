using System.CommandLine;
using Onboarding.Plans;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard plan check PLAN</c>: what the review finds, without reading any record.</summary>
internal static class PlanCommand
{
    private static readonly Argument<string> s_plan = new("plan") { Description = "The path of a plan to send or to match." };

    public static Command Create()
    {
        var check = new Command("check", "Reviews a plan and its dossier, and prints every refusal and warning with its source.") { s_plan, Tool.Json };
        check.SetAction(CheckAsync);
        return new Command("plan", "Works with plans.") { check };
    }

    private static async Task<int> CheckAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var review = await PlanReview.ReadAsync(result.GetRequiredValue(s_plan), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteBoolean("approved", review.IsApproved);
                writer.WriteStartArray("findings");
                foreach (var finding in review.Findings)
                {
                    writer.WriteStartObject();
                    writer.WriteString("level", finding.Level == FindingLevel.Refusal ? "refusal" : "warning");
                    writer.WriteString("code", finding.Reason.Code);
                    writer.WriteString("path", finding.Path);
                    writer.WriteString("seen", finding.Seen);
                    writer.WriteString("rule", finding.Reason.Rule);
                    writer.WriteString("source", finding.Reason.Source);
                    writer.WriteString("remedy", finding.Reason.Remedy);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        else
        {
            foreach (var finding in review.Findings)
            {
                await Console.Out.WriteLineAsync($"{(finding.Level == FindingLevel.Refusal ? "refused" : "warning")}  {finding}").ConfigureAwait(false);
                await Console.Out.WriteLineAsync($"         {finding.Reason.Remedy}").ConfigureAwait(false);
            }

            await Console.Out.WriteLineAsync(review.IsApproved ? "No rule refuses this plan." : "The plan is refused.").ConfigureAwait(false);
        }

        return review.IsApproved ? ExitCode.Done : review.Findings.Any(f => f.Reason.Category == ReasonCategory.Rule) ? ExitCode.Refused : ExitCode.BadInput;
    }
}
