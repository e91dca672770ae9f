using System.CommandLine;
using System.Text.Json;
using Onboarding.Delivery;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard deliveries</c>: the ledger's outputs and its open ends.</summary>
internal static class DeliveriesCommand
{
    private static readonly Argument<string> s_output = new("output") { Description = "The output's id." };

    private static readonly Option<bool> s_left = new("--left") { Description = "It left: somebody may have it." };

    private static readonly Option<bool> s_stayed = new("--stayed") { Description = "It did not leave; its file of members is destroyed." };

    private static readonly Option<int> s_after = new("--after-days") { Description = "How many days after the delete-by date an output is forgotten.", DefaultValueFactory = _ => 730 };

    public static Command Create()
    {
        var list = new Command("list", "Lists what left: to whom, when, why, until when.") { HomeKeys.Plan, Tool.Json };
        list.SetAction(ListAsync);
        var confirm = new Command("confirm", "Records that an output which was carried by hand arrived.") { s_output, HomeKeys.Plan };
        confirm.SetAction((result, cancellationToken) => RecordAsync(result, OutputState.Delivered, cancellationToken));
        var resolve = new Command("resolve", "Settles an output of which nobody knows whether it left.") { s_output, s_left, s_stayed, HomeKeys.Plan };
        resolve.SetAction((result, cancellationToken) => (result.GetValue(s_left), result.GetValue(s_stayed)) switch
        {
            (true, false) => RecordAsync(result, OutputState.Exported, cancellationToken),
            (false, true) => RecordAsync(result, OutputState.Failed, cancellationToken),
            _ => throw new ToolException("Say --left or --stayed."),
        });
        var forget = new Command("forget", "Deletes entries, member files and working sets of outputs whose delete-by date is long past.") { s_after, HomeKeys.Plan };
        forget.SetAction(ForgetAsync);
        return new Command("deliveries", "Works with the ledger of outputs.") { list, confirm, resolve, forget };
    }

    public static void Write(Utf8JsonWriter writer, LedgerOutput output)
    {
        writer.WriteStartObject();
        writer.WriteString("output", output.Id);
        writer.WriteString("domain", output.Domain.ToString());
        writer.WriteNumber("serial", output.Serial);
        writer.WriteString("state", StateName(output.State));
        writer.WriteString("intended", output.Intended);
        writer.WriteString("changed", output.Changed);
        writer.WriteString("recipient", output.Intent.Recipient);
        writer.WriteString("role", output.Intent.Role);
        writer.WriteString("purpose", output.Domain.Purpose);
        writer.WriteString("basis", output.Intent.Basis);
        writer.WriteString("agreement", output.Intent.Agreement);
        writer.WriteString("noticeVersion", output.Intent.NoticeVersion);
        writer.WriteString("keyId", output.Intent.KeyId);
        writer.WriteString("form", output.Intent.Form);
        writer.WriteStartObject("tokens");
        foreach (var (kind, count) in output.Intent.Tokens)
        {
            writer.WriteNumber(kind, count);
        }

        writer.WriteEndObject();
        writer.WriteNumber("members", output.Intent.Members);
        writer.WriteString("snapshot", output.Intent.Snapshot);
        writer.WriteString("useBy", output.Intent.UseBy);
        writer.WriteString("deleteBy", output.Intent.DeleteBy);
        writer.WriteString("note", output.Note);
        writer.WriteEndObject();
    }

    private static async Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var outputs = await LedgerOutput.ReadAsync(HomeKeys.Open(result).Store, cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteStartArray("outputs");
                foreach (var output in outputs)
                {
                    Write(writer, output);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        Console.Out.WriteLine(outputs.Count == 0 ? "Nothing has left." : "");
        foreach (var output in outputs)
        {
            Console.Out.WriteLine($"{output.Id}  {StateName(output.State),-9}  {Text.Day(output.Changed)}  {output.Intent.Recipient}, {output.Domain.Purpose}, {Text.Number(output.Intent.Members)} members, delete by {Text.Day(output.Intent.DeleteBy)}");
            if (output.State == OutputState.Unknown)
            {
                Console.Out.WriteLine($"  nobody knows whether it left: onboard deliveries resolve {output.Id} --left or --stayed");
            }
        }

        return ExitCode.Done;
    }

    private static async Task<int> ForgetAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var days = result.GetRequiredValue(s_after);
        if (days < 0)
        {
            throw new ToolException("--after-days is a number of days, 0 or more.");
        }

        var forgotten = await HomeKeys.Open(result).Removals.ForgetAsync(TimeProvider.System.GetUtcNow().AddDays(-days), cancellationToken).ConfigureAwait(false);
        Console.Out.WriteLine($"{forgotten.Count} outputs forgotten.");
        return ExitCode.Done;
    }

    private static async Task<int> RecordAsync(ParseResult result, OutputState state, CancellationToken cancellationToken)
    {
        var output = await HomeKeys.Open(result).RecordOutputAsync(result.GetRequiredValue(s_output), state, cancellationToken).ConfigureAwait(false);
        Console.Out.WriteLine($"Output {output.Id}: {StateName(output.State)}.");
        return ExitCode.Done;
    }

    private static string StateName(OutputState state) => state.ToString().ToLowerInvariant();
}
