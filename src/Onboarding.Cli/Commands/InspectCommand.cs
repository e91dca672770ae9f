using System.CommandLine;
using System.Text;
using Onboarding.Audiences;
using Onboarding.Hashing;
using Onboarding.Identifiers;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard inspect FILE</c>: the label of an audience, or its tokens.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_file = new("file") { Description = "An audience file." };

    private static readonly Option<bool> s_tokens = new("--tokens") { Description = "Print the tokens, kind and 64 hex digits a line." };

    public static Command Create()
    {
        var command = new Command("inspect", "Prints the label of an audience that is undamaged; also of one that has expired.") { s_file, s_tokens };
        command.SetAction(Inspect);
        return command;
    }

    private static int Inspect(ParseResult result)
    {
        using var file = AudienceFile.Open(result.GetRequiredValue(s_file));
        using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
        if (!result.GetValue(s_tokens))
        {
            output.Write(file.Label.Json.Span);
            output.WriteByte((byte)'\n');
            return ExitCode.Done;
        }

        foreach (var kind in file.Kinds)
        {
            var prefix = IdentifierKinds.GetName(kind) + "\t";
            file.ReadTokens(kind, tokens =>
            {
                for (; !tokens.IsEmpty; tokens = tokens[TokenHasher.TokenLength..])
                {
                    output.Write(Encoding.ASCII.GetBytes(prefix + Convert.ToHexStringLower(tokens[..TokenHasher.TokenLength]) + "\n"));
                }
            });
        }

        return ExitCode.Done;
    }
}
