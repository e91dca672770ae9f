using System.CommandLine;
using System.Globalization;
using Onboarding.Hashing;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard bench</c>: how fast this machine makes and matches tokens, beside the plain way with .NET alone.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var command = new Command("bench", "Measures this machine on one core: keyed tokens, SHA-256, matching, each beside the plain way with .NET alone. Takes some ten seconds.") { Tool.Json };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult result)
    {
        var report = SpeedTest.Run();
        (string Name, string Text, SpeedFigure Figure)[] figures =
        [
            ("keyedTokens", "keyed tokens, {0:0.0} M a second: {1:0.0} times HMACSHA256.HashData", report.KeyedTokens),
            ("sha256", "SHA-256, {0:0.0} M a second: {1:0.0} times SHA256.HashData", report.Sha256),
            ("match", "matched tokens of both sides, {0:0.0} M a second: {1:0.0} times a HashSet", report.Match),
        ];
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteString("kernel", report.Kernel);
                foreach (var (name, _, figure) in figures)
                {
                    writer.WriteStartObject(name);
                    writer.WriteNumber("perSecond", Math.Round(figure.PerSecond));
                    writer.WriteNumber("ratio", Math.Round(figure.Ratio, 2));
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        Console.Out.WriteLine($"One core, hash kernel {report.Kernel}, identifiers of 12 to 40 bytes");
        foreach (var (_, text, figure) in figures)
        {
            Console.Out.WriteLine(string.Format(CultureInfo.InvariantCulture, text, figure.PerSecond / 1_000_000, figure.Ratio));
        }

        return ExitCode.Done;
    }
}
