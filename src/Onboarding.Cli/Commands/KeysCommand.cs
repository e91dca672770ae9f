using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Cli.Commands;

/// <summary><c>onboard keys</c>: cards of the home's key store. A key is never an argument and never printed.</summary>
internal static class KeysCommand
{
    private static readonly Argument<string> s_id = new("id") { Description = "The key's id: 1 to 64 of a-z 0-9 . _ -." };

    private static readonly Option<string?> s_domain = new("--domain") { Description = "controller-id/recipient-id/purpose." };

    private static readonly Option<string?> s_suppression = new("--suppression") { Description = "Instead of --domain: the id of the controller whose suppression key this is." };

    private static readonly Option<string?> s_signing = new("--signing") { Description = "Instead of --domain: the id of the controller whose audiences this key signs." };

    private static readonly Option<bool> s_salt = new("--salt") { Description = "A salt instead of a party key." };

    private static readonly Option<DateOnly?> s_from = new("--from") { Description = "The first day (UTC); today if left out.", CustomParser = ParseDate };

    private static readonly Option<DateOnly?> s_until = new("--until") { Description = "The last day (UTC); needed unless it is a suppression key.", CustomParser = ParseDate };

    private static readonly Argument<string> s_card = new("file") { Description = "The card's file, or - for standard input." };

    private static readonly Argument<string> s_backup = new("file") { Description = "The backup file." };

    private static readonly Option<string?> s_passphrase = new("--passphrase-file") { Description = "A file whose first line is the passphrase; asked for on a terminal if left out." };

    public static Command Create()
    {
        var create = new Command("create", "Makes a random key and prints its check value; of a signing key its public key too.") { s_id, s_domain, s_suppression, s_signing, s_salt, s_from, s_until };
        create.SetAction(CreateKey);
        var import = new Command("import", "Takes in a card that the other party sent.") { s_card };
        import.SetAction(Import);
        var list = new Command("list", "Lists ids, domains, periods and check values.") { Tool.Json };
        list.SetAction(List);
        var selfTest = new Command("selftest", "Computes the published known answers, and the check value of every card.");
        selfTest.SetAction(RunSelfTest);
        var backup = new Command("backup", "Writes all cards to one encrypted file. Losing the suppression key voids every stored opt-out.") { s_backup, s_passphrase };
        backup.SetAction(result => WithPassphrase(result, confirm: true, passphrase => Print($"{KeyBackup.Write(Store(result), result.GetRequiredValue(s_backup), passphrase)} cards written")));
        var restore = new Command("restore", "Adds the cards of a backup to the store.") { s_backup, s_passphrase };
        restore.SetAction(result => WithPassphrase(result, confirm: false, passphrase => Print($"{KeyBackup.Restore(Store(result), result.GetRequiredValue(s_backup), passphrase)} cards added")));
        var retire = new Command("retire", "Ends the use of a key for new audiences today. It stays usable for removals.") { s_id };
        retire.SetAction(result =>
        {
            var id = result.GetRequiredValue(s_id);
            Tool.OpenHome(result).RetireKey(id);
            Print($"Key {id} makes no new audiences after today; removals still use it.");
            return ExitCode.Done;
        });
        var destroy = new Command("destroy", "Destroys a key on which nothing depends any more.") { s_id };
        destroy.SetAction(DestroyAsync);
        return new Command("keys", "Works with key cards.") { create, import, list, retire, destroy, selfTest, backup, restore };
    }

    private static FileKeyStore Store(ParseResult result) => new(Folder(result));

    private static string Folder(ParseResult result) => Path.Combine(Tool.FindHome(result), "keys");

    private static int CreateKey(ParseResult result)
    {
        var (type, domain) = ReadPurpose(result);
        var until = result.GetValue(s_until);
        if (type != KeyType.Suppression && until is null)
        {
            throw new ToolException("Say --until: every key but a suppression key has a last day.");
        }

        var from = result.GetValue(s_from) ?? DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        using var card = Store(result).Create(result.GetRequiredValue(s_id), type, domain, from, until);
        Print(card.ToString());
        PrintPublicKey(card, "");
        Print(type switch
        {
            KeyType.Suppression => "Back it up now (keys backup): losing it voids every stored opt-out. It never leaves your side.",
            KeyType.Signing => "Give the public key to every recipient, for \"sender\" in its plan, and compare fingerprints by telephone. The card itself never leaves your side.",
            _ => $"Give the card {Path.Combine(Text.RelativePath(Folder(result)), card.Id + ".card.json")} to the other party over a protected channel, and compare check values by telephone.",
        });
        return ExitCode.Done;
    }

    private static async Task<int> DestroyAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var id = result.GetRequiredValue(s_id);
        await Tool.OpenHome(result).DestroyKeyAsync(id, cancellationToken).ConfigureAwait(false);
        Print($"Key {id} is destroyed here on {Text.Day(TimeProvider.System.GetUtcNow())}. What that does not do:");
        Print("  copies and backups of the key, here and with the other party, still open everything;");
        Print("  a recipient that holds identifiers of its own, or has matched already, keeps what it has;");
        Print("  what was made with the key stays pseudonymous personal data (EDPB Guidelines 01/2025 par. 22).");
        return ExitCode.Done;
    }

    private static void PrintPublicKey(KeyCard card, string indent)
    {
        if (card.ComputePublicKey() is { } publicKey)
        {
            Print($"{indent}public key   {publicKey}");
            Print($"{indent}fingerprint  {publicKey.Fingerprint}");
        }
    }

    private static (KeyType Type, Domain Domain) ReadPurpose(ParseResult result)
    {
        return (result.GetValue(s_domain), result.GetValue(s_suppression), result.GetValue(s_signing), result.GetValue(s_salt)) switch
        {
            ({ } domain, null, null, var salt) => (salt ? KeyType.Salt : KeyType.Party, Domain.Parse(domain)),
            (null, { } controller, null, false) => (KeyType.Suppression, Domain.Suppression(controller)),
            (null, null, { } controller, false) => (KeyType.Signing, Domain.Signing(controller)),
            _ => throw new ToolException("Say one of --domain (with --salt for a salt), --suppression and --signing."),
        };
    }

    private static int Import(ParseResult result)
    {
        var path = result.GetRequiredValue(s_card);
        var buffer = GC.AllocateUninitializedArray<byte>(65_536, pinned: true);
        try
        {
            int read;
            using (var stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path))
            {
                read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            }

            using var card = Store(result).Import(buffer.AsSpan(0, read));
            Print(card.ToString());
            return ExitCode.Done;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static int List(ParseResult result)
    {
        var cards = Store(result).List();
        if (result.GetValue(Tool.Json))
        {
            Tool.WriteJson(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("version", 1);
                writer.WriteStartArray("keys");
                foreach (var card in cards)
                {
                    writer.WriteStartObject();
                    writer.WriteString("keyId", card.Id);
                    writer.WriteString("type", card.TypeName);
                    writer.WriteString("domain", card.Domain.ToString());
                    writer.WriteString("check", card.CheckValue);
                    writer.WriteString("notBefore", Date(card.NotBefore));
                    writer.WriteString("notAfter", Date(card.NotAfter));
                    writer.WriteBoolean("demo", card.IsDemo);
                    if (card.ComputePublicKey() is { } publicKey)
                    {
                        writer.WriteString("publicKey", publicKey.ToString());
                        writer.WriteString("fingerprint", publicKey.Fingerprint);
                    }

                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        else if (cards.Count == 0)
        {
            Print($"No keys in {Text.RelativePath(Folder(result))}. Make one with keys create.");
        }
        else
        {
            foreach (var card in cards)
            {
                Print($"{card.Id,-32} {card.TypeName,-12} {Date(card.NotBefore)}..{Date(card.NotAfter) ?? "          "}  check {card.CheckValue}  {card.Domain}{(card.IsDemo ? "  (demo)" : "")}");
                PrintPublicKey(card, "  ");
            }
        }

        foreach (var card in cards)
        {
            card.Dispose();
        }

        return ExitCode.Done;
    }

    private static int RunSelfTest(ParseResult result)
    {
        var failed = SelfTest.Run();
        foreach (var name in failed)
        {
            Print("FAILED  " + name);
        }

        // Opening a card compares its check value with its key and domain.
        var cards = Store(result).List();
        foreach (var card in cards)
        {
            card.Dispose();
        }

        Print(failed.Count == 0 ? $"The published known answers are right, and {cards.Count} cards open with their check values." : "Do not use this installation.");
        return failed.Count == 0 ? ExitCode.Done : ExitCode.Unexpected;
    }

    private static int WithPassphrase(ParseResult result, bool confirm, Action<byte[]> use)
    {
        var passphrase = Passphrase.Read(result.GetValue(s_passphrase), confirm);
        try
        {
            use(passphrase);
            return ExitCode.Done;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(passphrase);
        }
    }

    private static DateOnly? ParseDate(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        result.AddError("A day is written YYYY-MM-DD.");
        return null;
    }

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Print(string line) => Console.Out.WriteLine(line);
}
