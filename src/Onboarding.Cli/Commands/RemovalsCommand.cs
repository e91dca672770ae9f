using System.CommandLine;
using Onboarding.Delivery;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard removals</c>: what recipients must take out.</summary>
internal static class RemovalsCommand
{
    private static readonly Option<DirectoryInfo> s_out = new("--out") { Description = "The folder for the lists.", DefaultValueFactory = _ => new DirectoryInfo("outbox") };

    private static readonly Option<string?> s_recipient = new("--recipient") { Description = "Only for this recipient's id." };

    private static readonly Argument<string> s_list = new("list") { Description = "The id of the list, as in its file name." };

    private static readonly Option<bool> s_failed = new("--failed") { Description = "The recipient could not do it: it is exported again." };

    public static Command Create()
    {
        var pending = new Command("pending", "Shows what is not confirmed yet, recipient by recipient.") { HomeKeys.Plan, Tool.Json };
        pending.SetAction(PendingAsync);
        var export = new Command("export", "Writes a list of removals for each recipient that holds somebody who must be taken out.") { s_out, s_recipient, HomeKeys.Plan, Tool.Json };
        export.SetAction(ExportAsync);
        var ack = new Command("ack", "Records that a recipient did what a list says.") { s_list, s_failed, HomeKeys.Plan, Tool.Json };
        ack.SetAction(ConfirmAsync);
        return new Command("removals", "Works with what recipients must take out again.") { pending, export, ack };
    }

    private static async Task<int> PendingAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var removals = HomeKeys.Open(result).Removals;
        var lost = await removals.FindAsync(cancellationToken).ConfigureAwait(false);
        var open = await removals.ReadOpenAsync(cancellationToken).ConfigureAwait(false);
        var now = TimeProvider.System.GetUtcNow();
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteStartArray("recipients");
                foreach (var group in open)
                {
                    writer.WriteStartObject();
                    writer.WriteString("recipient", group.Domain.Recipient);
                    writer.WriteString("domain", group.Domain.ToString());
                    writer.WriteString("keyId", group.KeyId);
                    writer.WriteNumber("people", group.People);
                    writer.WriteNumber("pending", group.Pending);
                    writer.WriteNumber("exported", group.Exported);
                    writer.WriteNumber("objections", group.Objections);
                    writer.WriteString("since", group.Oldest);
                    writer.WriteString("removeBy", group.Oldest + removals.Terms.Warn);
                    writer.WriteBoolean("overdue", group.IsOverdue(removals.Terms, now));
                    writer.WriteBoolean("blocks", group.Blocks(removals.Terms, now));
                    writer.WriteStartArray("lists");
                    foreach (var list in group.Lists)
                    {
                        writer.WriteStringValue(list);
                    }

                    writer.WriteEndArray();
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteNumber("outputsWithoutMembers", lost.Count);
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        Console.Out.WriteLine(open.Count == 0 ? "Nothing waits: every recipient has confirmed." : "Not confirmed yet:");
        foreach (var group in open)
        {
            var state = group.Blocks(removals.Terms, now) ? "  OVERDUE: it gets nobody new" : group.IsOverdue(removals.Terms, now) ? "  late" : "";
            Console.Out.WriteLine($"  {group.Domain}  {Text.Number(group.People)} people, {Text.Number(group.Pending)} to export, {Text.Number(group.Exported)} to confirm, by {Text.Day(group.Oldest + removals.Terms.Warn)}{state}");
            foreach (var list in group.Lists)
            {
                Console.Out.WriteLine($"    confirm with: onboard removals ack {list}");
            }
        }

        PrintLost(lost);
        return ExitCode.Done;
    }

    private static async Task<int> ExportAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var lists = await HomeKeys.Open(result).Removals.ExportAsync(result.GetRequiredValue(s_out).FullName, result.GetValue(s_recipient), cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteStartArray("lists");
                foreach (var list in lists)
                {
                    writer.WriteStartObject();
                    writer.WriteString("list", list.Id);
                    writer.WriteString("domain", list.Domain);
                    writer.WriteString("keyId", list.KeyId);
                    writer.WriteNumber("people", list.People);
                    writer.WriteNumber("removals", list.Removals);
                    writer.WriteString("path", list.Path);
                    writer.WriteStartArray("furtherPaths");
                    foreach (var path in list.FurtherPaths)
                    {
                        writer.WriteStringValue(path);
                    }

                    writer.WriteEndArray();
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        Console.Out.WriteLine(lists.Count == 0 ? "Nothing to export." : "May leave:");
        foreach (var list in lists)
        {
            Console.Out.WriteLine(list.Path is { } path
                ? $"  {Text.RelativePath(path)}  {list.Domain}, {Text.Number(list.People)} people; when it is done: onboard removals ack {list.Id}"
                : $"  {list.Domain}: everybody is in the newest audience again, there is nothing to take out");
            foreach (var further in list.FurtherPaths)
            {
                Console.Out.WriteLine($"  {Text.RelativePath(further)}");
            }
        }

        return ExitCode.Done;
    }

    private static async Task<int> ConfirmAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var list = result.GetRequiredValue(s_list);
        var count = await HomeKeys.Open(result).Removals.ConfirmAsync(list, !result.GetValue(s_failed), cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteString("list", list);
                writer.WriteNumber("removals", count);
                writer.WriteEndObject();
            });
        }
        else
        {
            Console.Out.WriteLine(count == 0 ? "No list of this id waits for a confirmation." : $"{Text.Number(count)} removals {(result.GetValue(s_failed) ? "failed and are exported again" : "confirmed")}.");
        }

        return count == 0 ? ExitCode.BadInput : ExitCode.Done;
    }

    private static void PrintLost(IReadOnlyList<LedgerOutput> lost)
    {
        foreach (var output in lost)
        {
            Console.Out.WriteLine($"Warning: the members of output {output.Id} for {output.Intent.Recipient} are gone: nobody can say who was in it. Ask the recipient to delete it by {Text.Day(output.Intent.DeleteBy)}.");
        }
    }
}
