using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Onboarding.Delivery;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard suppress</c>: a person says no with one identifier and nothing else.</summary>
internal static class SuppressCommand
{
    private const int MaxLength = 4096;

    private static readonly System.Buffers.SearchValues<byte> s_phoneCharacters = System.Buffers.SearchValues.Create("+0123456789()-./ \t\r"u8);

    private static readonly Argument<string> s_identifier = new("identifier") { Description = "The identifier; - or nothing for the first line of standard input, which no shell history keeps.", DefaultValueFactory = _ => "-" };

    private static readonly Option<string?> s_kind = new("--kind") { Description = "email, phone, maid or external_id; seen from the identifier where its form leaves no doubt." };

    private static readonly Option<string?> s_scope = new("--scope") { Description = "What it holds for: all (if left out), purpose:ID or destination:ID." };

    private static readonly Option<string?> s_region = new("--region") { Description = "The region of a phone number in national spelling." };

    public static Command Create()
    {
        s_kind.AcceptOnlyFromAmong([.. IdentifierKinds.All.Select(IdentifierKinds.GetName)]);
        var add = new Command("add", "Records that a person opted out, and says who must follow by when.") { s_identifier, s_kind, s_scope, s_region, HomeKeys.Plan, HomeKeys.Key, Tool.Json };
        add.SetAction(AddAsync);
        var withdraw = new Command("withdraw", "Records that a person takes an opt-out back.") { s_identifier, s_kind, s_region, HomeKeys.Plan, HomeKeys.Key, Tool.Json };
        withdraw.SetAction(WithdrawAsync);
        var check = new Command("check", "Says whether a person opted out, and who received the person.") { s_identifier, s_kind, s_region, HomeKeys.Plan, HomeKeys.Key, Tool.Json };
        check.SetAction(CheckAsync);
        var count = new Command("count", "Says how many opt-outs there are.") { HomeKeys.Plan, Tool.Json };
        count.SetAction(CountAsync);
        return new Command("suppress", "Works with opt-outs.") { add, SuppressImportCommand.Create(), withdraw, check, count };
    }

    private static Task<int> AddAsync(ParseResult result, CancellationToken cancellationToken) => WithIdentifierAsync(result, async (optOuts, kind, value, region) =>
    {
        var answer = await optOuts.AddAsync(kind, value, ParseScope(result.GetValue(s_scope)), region, cancellationToken).ConfigureAwait(false);
        if (answer.Rejection != RejectionReason.None)
        {
            return Reject(result, kind, answer.Rejection);
        }

        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteNumber("optOut", answer.Number);
                writer.WriteBoolean("new", answer.IsNew);
                writer.WriteString("scope", answer.Scope.ToString());
                writer.WriteString("received", answer.Received);
                writer.WriteString("replyBy", answer.ReplyBy);
                RecipientLines.Write(writer, answer.Recipients);
                writer.WriteEndObject();
            });
            return ExitCode.Done;
        }

        Print($"{(answer.IsNew ? "Recorded" : "Known already")} as opt-out {answer.Number}, in force since {Text.Day(answer.Received)}, for {answer.Scope}.");
        Print("From now on this person is left out of every run.");
        RecipientLines.Print(answer.Recipients);
        Print($"The person must have an answer by {Text.Day(answer.ReplyBy)} (GDPR 12(3)).");
        return ExitCode.Done;
    });

    private static Task<int> WithdrawAsync(ParseResult result, CancellationToken cancellationToken) => WithIdentifierAsync(result, async (optOuts, kind, value, region) =>
    {
        var (withdrawn, rejection) = await optOuts.WithdrawAsync(kind, value, region, cancellationToken).ConfigureAwait(false);
        if (rejection != RejectionReason.None)
        {
            return Reject(result, kind, rejection);
        }

        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteNumber("withdrawn", withdrawn);
                writer.WriteEndObject();
            });
        }
        else
        {
            Print(withdrawn == 0 ? "No opt-out with this identifier is in force." : $"{withdrawn} opt-out(s) withdrawn. A list that still says no, and is newer than this, brings it back.");
        }

        return ExitCode.Done;
    });

    private static Task<int> CheckAsync(ParseResult result, CancellationToken cancellationToken) => WithIdentifierAsync(result, async (optOuts, kind, value, region) =>
    {
        var check = await optOuts.CheckAsync(kind, value, region, cancellationToken).ConfigureAwait(false);
        if (check.Rejection != RejectionReason.None)
        {
            return Reject(result, kind, check.Rejection);
        }

        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer => WriteCheck(writer, check));
            return ExitCode.Done;
        }

        Print(check.IsOptedOut ? "This person opted out:" : check.OptOuts.Count > 0 ? "This person opted out and took it back:" : "No opt-out has this identifier.");
        foreach (var optOut in check.OptOuts)
        {
            Print($"  {optOut.Number}  since {Text.Day(optOut.OptOut.Effective)}  for {optOut.OptOut.Scope}  from {optOut.OptOut.Origin}{(optOut.Withdrawn is { } at ? $"  withdrawn {Text.Day(at)}" : "")}");
        }

        RecipientLines.Print(check.Recipients);
        return ExitCode.Done;
    });

    private static async Task<int> CountAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var totals = await HomeKeys.Open(result).Store.CountAsync(cancellationToken).ConfigureAwait(false);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteNumber("active", totals.Active);
                writer.WriteNumber("withdrawn", totals.Withdrawn);
                writer.WriteNumber("hashOnly", totals.HashOnly);
                writer.WriteEndObject();
            });
        }
        else
        {
            Print($"{Text.Number(totals.Active)} opt-outs in force ({Text.Number(totals.HashOnly)} of them known by a hash alone), {Text.Number(totals.Withdrawn)} withdrawn");
        }

        return ExitCode.Done;
    }

    private static async Task<int> WithIdentifierAsync(ParseResult result, Func<OptOuts, IdentifierKind, ReadOnlyMemory<byte>, PhoneRegion, Task<int>> use)
    {
        var value = ReadIdentifier(result.GetRequiredValue(s_identifier));
        try
        {
            var kind = result.GetValue(s_kind) is { } name && IdentifierKinds.TryParse(name, out var named) ? named : SeeKind(value);
            var region = PhoneRegion.None;
            if (result.GetValue(s_region) is { } regionName && !PhoneRegion.TryParse(Encoding.UTF8.GetBytes(regionName), out region))
            {
                throw new ToolException("No region with phone numbers has this code or name.");
            }

            var home = HomeKeys.Open(result);
            using var optOuts = await home.OpenOptOutsAsync(await HomeKeys.SuppressionKeyAsync(result, home).ConfigureAwait(false)).ConfigureAwait(false);
            return await use(optOuts, kind, value, region).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    private static byte[] ReadIdentifier(string argument)
    {
        if (argument != "-")
        {
            return Encoding.UTF8.GetBytes(argument);
        }

        var buffer = new byte[MaxLength];
        using var input = Console.OpenStandardInput();
        var read = 0;
        for (int part; read < buffer.Length && buffer.AsSpan(0, read).IndexOf((byte)'\n') < 0 && (part = input.Read(buffer, read, buffer.Length - read)) > 0; read += part)
        {
        }

        var end = buffer.AsSpan(0, read).IndexOf((byte)'\n');
        var line = buffer[..(end < 0 ? read : end)];
        CryptographicOperations.ZeroMemory(buffer);
        return line;
    }

    private static IdentifierKind SeeKind(ReadOnlySpan<byte> value)
    {
        if (value.Contains((byte)'@'))
        {
            return IdentifierKind.Email;
        }

        if (Guid.TryParseExact(Encoding.UTF8.GetString(value).Trim(), "D", out _))
        {
            return IdentifierKind.Maid;
        }

        return value.IndexOfAnyExcept(s_phoneCharacters) < 0 && value.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0
            ? IdentifierKind.Phone
            : throw new ToolException("Say --kind: the identifier is no e-mail address, telephone number or advertising id by its form.");
    }

    private static OptOutScope? ParseScope(string? text)
    {
        try
        {
            return text is null ? null : OptOutScope.Parse(text.Replace(':', ' '));
        }
        catch (FormatException exception)
        {
            throw new ToolException(exception.Message.Replace("purpose ID", "purpose:ID", StringComparison.Ordinal).Replace("destination ID", "destination:ID", StringComparison.Ordinal));
        }
    }

    private static int Reject(ParseResult result, IdentifierKind kind, RejectionReason reason)
    {
        var code = RejectionReasons.GetCode(reason);
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteString("rejected", code);
                writer.WriteEndObject();
            });
        }

        Console.Error.WriteLine($"{code}: this is no {IdentifierKinds.GetName(kind)} that could be in any run; nothing was recorded. Check it, or say another --kind{(kind == IdentifierKind.Phone ? " or --region" : "")}.");
        return ExitCode.BadInput;
    }

    private static void WriteCheck(Utf8JsonWriter writer, OptOutCheck check)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", 1);
        writer.WriteBoolean("optedOut", check.IsOptedOut);
        writer.WriteStartArray("optOuts");
        foreach (var optOut in check.OptOuts)
        {
            writer.WriteStartObject();
            writer.WriteNumber("optOut", optOut.Number);
            writer.WriteString("scope", optOut.OptOut.Scope.ToString());
            writer.WriteString("origin", optOut.OptOut.Origin);
            writer.WriteString("effective", optOut.OptOut.Effective);
            if (optOut.Withdrawn is { } withdrawn)
            {
                writer.WriteString("withdrawn", withdrawn);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        RecipientLines.Write(writer, check.Recipients);
        writer.WriteEndObject();
    }

    private static void Print(string line) => Console.Out.WriteLine(line);
}
