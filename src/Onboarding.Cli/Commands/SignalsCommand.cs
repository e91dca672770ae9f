using System.CommandLine;
using Onboarding.Suppression;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard signals import FILE</c>: what a recipient's users said.</summary>
internal static class SignalsCommand
{
    private static readonly Argument<string> s_file = new("file") { Description = "The signal that the recipient made with match --signal." };

    private static readonly Option<bool> s_all = new("--all") { Description = "The people said no to everything, and somebody has confirmed it; else it holds for this recipient alone." };

    private static readonly Option<bool> s_volume = new("--accept-volume") { Description = "Take in a signal of unusually many people, after asking the recipient." };

    public static Command Create()
    {
        var import = new Command("import", "Takes in what a recipient's users said: authenticated, and counted for people who were really sent to it.") { s_file, s_all, s_volume, HomeKeys.Plan, Tool.Json };
        import.SetAction(ImportAsync);
        return new Command("signals", "Works with opt-outs that recipients report.") { import };
    }

    private static async Task<int> ImportAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var scope = result.GetValue(s_all) ? OptOutScope.All : null;
        var report = await HomeKeys.Open(result).TakeSignalAsync(result.GetRequiredValue(s_file), scope, result.GetValue(s_volume), cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(report.Write);
            return ExitCode.Done;
        }

        Console.Out.WriteLine(report.AlreadyTaken
            ? $"Signal {report.Id} was taken in before; nothing was done."
            : $"Signal {report.Id} of {report.Recipient}: {Text.Number(report.Tokens)} tokens, {Text.Number(report.People)} people who were sent to it; {Text.Number(report.Added)} opt-outs added for {report.Scope}, {Text.Number(report.Known)} known already.");
        return ExitCode.Done;
    }
}
