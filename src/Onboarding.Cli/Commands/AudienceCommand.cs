using System.CommandLine;
using Onboarding.Audiences;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard audience diff A B</c>: what a newer audience has more and less.</summary>
internal static class AudienceCommand
{
    private static readonly Argument<string> s_older = new("older") { Description = "The older audience." };

    private static readonly Argument<string> s_newer = new("newer") { Description = "The newer audience of the same domain and key." };

    private static readonly Option<DirectoryInfo> s_out = new("--out") { Description = "The folder for the two files.", DefaultValueFactory = _ => new DirectoryInfo("outbox") };

    private static readonly Option<string?> s_key = new("--key") { Description = "The id of the key (or file: and the path of its card); else the one of this home that the newer audience names." };

    private static readonly Option<string?> s_signingKey = new("--signing-key") { Description = "The sender's signing key, where recipients pin it." };

    public static Command Create()
    {
        var diff = new Command("diff", "Compares two audiences, and writes additions and removals as files in the audience format.") { s_older, s_newer, s_out, s_key, s_signingKey, Tool.Json };
        diff.SetAction(DiffAsync);
        return new Command("audience", "Works with audience files.") { diff };
    }

    private static async Task<int> DiffAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var delta = await Tool.OpenHome(result).CompareAudiencesAsync(
            result.GetRequiredValue(s_older), result.GetRequiredValue(s_newer), result.GetRequiredValue(s_out).FullName, result.GetValue(s_key), result.GetValue(s_signingKey), cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(delta.Write);
        }
        else
        {
            Print(delta);
        }

        return delta.Withheld is null ? ExitCode.Done : ExitCode.Partly;
    }

    private static void Print(AudienceDelta delta)
    {
        var output = Console.Out;
        output.WriteLine($"{delta.Newer.Domain}: from serial {delta.Older.Serial} to {delta.Newer.Serial}");
        output.WriteLine($"  added    {Tokens(delta.Added),-40} {(delta.AdditionsPath is { } additions ? Text.RelativePath(additions) : "")}".TrimEnd());
        output.WriteLine($"  removed  {Tokens(delta.Removed),-40} {(delta.RemovalsPath is { } removals ? Text.RelativePath(removals) : "")}".TrimEnd());
        if (delta.RemovalsPath is not null && delta.AdditionsPath is not null)
        {
            output.WriteLine("The recipient takes in the removals first (onboard match --removals), then the additions (onboard match --audience).");
        }

        if (delta.Withheld is { } reason)
        {
            output.WriteLine($"No file of additions: {reason.Code}: fewer than 50 people single out. Send the newer audience whole.");
        }
    }

    private static string Tokens(IReadOnlyDictionary<string, long> counts) => counts.Count == 0 ? "none" : Text.Counts(counts) + " tokens";
}
