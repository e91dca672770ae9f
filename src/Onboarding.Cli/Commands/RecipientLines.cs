using System.Text.Json;
using Onboarding.Delivery;

namespace Onboarding.Cli.Commands;

/// <summary>Who received a person, for people and as JSON.</summary>
internal static class RecipientLines
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Recipient> recipients)
    {
        writer.WriteStartArray("recipients");
        foreach (var recipient in recipients)
        {
            writer.WriteStartObject();
            writer.WriteString("id", recipient.Id);
            writer.WriteString("name", recipient.Name);
            writer.WriteString("removal", recipient.Removal is { } state ? StateName(state) : "none");
            if (recipient.RemoveBy is { } removeBy)
            {
                writer.WriteString("removeBy", removeBy);
            }

            writer.WriteStartArray("outputs");
            foreach (var output in recipient.Outputs)
            {
                DeliveriesCommand.Write(writer, output);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void Print(IReadOnlyList<Recipient> recipients)
    {
        Console.Out.WriteLine(recipients.Count == 0 ? "Nobody was sent this person." : "Sent to:");
        foreach (var recipient in recipients)
        {
            Console.Out.WriteLine($"  {recipient.Name} ({recipient.Id}): {recipient.Outputs.Count} output(s), the last on {Text.Day(recipient.Outputs[^1].Changed)}{(recipient.Removal is { } state ? $"; removal {StateName(state)}" : "")}{(recipient.RemoveBy is { } by ? $", must have followed by {Text.Day(by)}" : "")}");
        }

        if (recipients.Any(r => r.Removal is RemovalState.Pending or RemovalState.Failed))
        {
            Console.Out.WriteLine("Next: onboard removals export --out DIR, and send the lists.");
        }
    }

    private static string StateName(RemovalState state) => state.ToString().ToLowerInvariant();
}
