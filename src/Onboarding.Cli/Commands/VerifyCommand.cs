using System.CommandLine;
using Onboarding.Audiences;
using Onboarding.Keys;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard verify FILE</c>: whether a file is undamaged, and with a key where it comes from.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> s_file = new("file") { Description = "An audience file." };

    private static readonly Option<string?> s_key = new("--key") { Description = "The id of the key (or file: and the path of its card) that the file should come from." };

    public static Command Create()
    {
        var command = new Command("verify", "Checks an audience; with --key also that a holder of the key wrote it for the key's domain.") { s_file, s_key };
        command.SetAction(VerifyAsync);
        return command;
    }

    private static async Task<int> VerifyAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var file = AudienceFile.Open(result.GetRequiredValue(s_file));
        var says = "undamaged, origin not verified";
        if (result.GetValue(s_key) is { } reference)
        {
            using var card = await new FileKeyStore(Path.Combine(Tool.FindHome(result), "keys")).OpenAsync(reference, cancellationToken).ConfigureAwait(false);
            file.RequireOrigin(card);
            says = $"undamaged, from one of the two holders of key {card.Id} for {card.Domain}";
        }

        await Console.Out.WriteLineAsync(says).ConfigureAwait(false);
        await Console.Out.WriteLineAsync($"{PseudonymityLabel.Status}; use by {Text.Day(file.Label.UseBy)}, delete by {Text.Day(file.Label.DeleteBy)}{(file.Label.UseBy < TimeProvider.System.GetUtcNow() ? ": PAST, not to be used" : "")}").ConfigureAwait(false);
        return ExitCode.Done;
    }
}
