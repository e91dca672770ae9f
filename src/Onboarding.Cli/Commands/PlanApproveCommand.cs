using System.CommandLine;
using System.Globalization;
using Onboarding.Plans;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard plan approve PLAN --by NAME --until DATE</c>: records that a person approves plan and dossier as they are.</summary>
internal static class PlanApproveCommand
{
    private static readonly Argument<string> s_plan = new("plan") { Description = "The path of a plan that no rule refuses." };
    private static readonly Option<string> s_by = new("--by") { Description = "The name of the person who approves.", Required = true };
    private static readonly Option<string> s_until = new("--until") { Description = "The last day of the approval, YYYY-MM-DD.", Required = true };

    public static Command Create()
    {
        var command = new Command("approve", "Records who approves plan and dossier, until when, and a hash of both. From then on a changed plan, or an ended approval, refuses the run.") { s_plan, s_by, s_until, Tool.Json };
        command.SetAction(ApproveAsync);
        return command;
    }

    private static async Task<int> ApproveAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (!DateOnly.TryParseExact(result.GetRequiredValue(s_until), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until))
        {
            throw new ToolException("--until is no day such as 2026-12-31.");
        }

        PlanApproval approval;
        try
        {
            var plan = result.GetRequiredValue(s_plan);
            approval = await Tool.OpenHome(result, plan).RecordApprovalAsync(plan, result.GetRequiredValue(s_by), until, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException(exception.Message.Split(" (Parameter")[0]);
        }

        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteString("approval", approval.Path);
                writer.WriteString("plan", approval.Plan);
                writer.WriteString("by", approval.By);
                writer.WriteString("until", approval.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                writer.WriteString("digest", approval.Digest);
                writer.WriteEndObject();
            });
        }
        else
        {
            Console.Out.WriteLine($"{Text.RelativePath(approval.Path)}: plan {approval.Plan} with its dossier, approved by {approval.By} until {approval.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
            Console.Out.WriteLine("From now on the plan runs only as it is: but for the paths of records and opt-out lists, any change needs a new approval.");
        }

        return ExitCode.Done;
    }
}
