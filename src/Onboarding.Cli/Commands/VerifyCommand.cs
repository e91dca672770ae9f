using System.CommandLine;
using Onboarding.Audiences;
using Onboarding.Keys;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard verify FILE</c>: whether a file is undamaged, with a key or plan where it comes from, with the sender's public key who made it.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> s_file = new("file") { Description = "An audience file." };

    private static readonly Option<string?> s_key = new("--key") { Description = "The id of the key (or file: and the path of its card) that the file should come from." };

    private static readonly Option<string[]> s_sender = new("--sender") { Description = "The public key of the sender that should have signed the file; may be said several times." };

    private static readonly Option<string?> s_plan = new("--plan") { Description = "The recipient's plan: its key and the senders that it pins." };

    public static Command Create()
    {
        var command = new Command("verify", "Checks an audience; with --key also that a holder of the key wrote it for the key's domain, with --sender that the sender signed it.") { s_file, s_key, s_sender, s_plan };
        command.SetAction(VerifyAsync);
        return command;
    }

    private static async Task<int> VerifyAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var planPath = result.GetValue(s_plan);
        var home = Tool.OpenHome(result, planPath);
        var senders = (result.GetValue(s_sender) ?? []).Select(Parse).ToList();
        var key = result.GetValue(s_key);
        if (planPath is not null)
        {
            var plan = await home.ApproveMatchAsync(planPath, null, cancellationToken).ConfigureAwait(false);
            senders.AddRange(plan.Senders);
            key ??= plan.Key;
        }

        using var file = AudienceFile.Open(result.GetRequiredValue(s_file));
        var says = new List<string> { "undamaged" };
        if (key is not null)
        {
            using var card = await home.Keys.OpenAsync(key, cancellationToken).ConfigureAwait(false);
            file.RequireOrigin(card);
            says.Add($"from one of the two holders of key {card.Id} for {card.Domain}");
        }

        if (senders.Count > 0)
        {
            says.Add("signed by the sender with public key " + file.RequireSignature(senders).Fingerprint);
        }

        if (says.Count == 1)
        {
            says.Add("origin not verified");
        }

        var output = Console.Out;
        await output.WriteLineAsync(string.Join(", ", says)).ConfigureAwait(false);
        if (senders.Count == 0 && file.HasSignature)
        {
            await output.WriteLineAsync("A signature stands beside it, which proves nothing until --sender or a plan says whose it should be.").ConfigureAwait(false);
        }
        else if (senders.Count == 0 && file.Label.SignedWith is not null)
        {
            await output.WriteLineAsync("The label says that the sender signed it, and no signature stands beside it: ask for the file of the same name with .sig behind it.").ConfigureAwait(false);
        }

        await output.WriteLineAsync($"{PseudonymityLabel.Status}; use by {Text.Day(file.Label.UseBy)}, delete by {Text.Day(file.Label.DeleteBy)}{(file.Label.UseBy < TimeProvider.System.GetUtcNow() ? ": PAST, not to be used" : "")}").ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static SenderKey Parse(string text)
    {
        return SenderKey.TryParse(text, out var sender) ? sender : throw new ToolException("--sender is no public key: the base64 text that `keys create --signing` prints is wanted.");
    }
}
