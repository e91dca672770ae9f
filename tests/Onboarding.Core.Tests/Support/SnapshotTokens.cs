using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Support;

/// <summary>Tokens and opt-outs without keys behind them, and files of them.</summary>
internal static class SnapshotTokens
{
    public const string KeyId = "objections";

    /// <summary>A token that is the same for the same number and spread like the output of a hash.</summary>
    public static Token Of(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return new Token(SHA256.HashData(bytes));
    }

    public static Token[] Tokens(int count, int from = 0) => [.. Enumerable.Range(from, count).Select(i => Of(i))];

    public static byte[] Bytes(Token token)
    {
        var bytes = new byte[Token.Size];
        token.CopyTo(bytes);
        return bytes;
    }

    /// <summary>The token whose bytes, as a number, are one more.</summary>
    public static Token Next(Token token)
    {
        var bytes = Bytes(token);
        for (var i = bytes.Length - 1; i >= 0 && ++bytes[i] == 0; i--)
        {
        }

        return new Token(bytes);
    }

    /// <summary>An opt-out with the tokens of some numbers: the first is of an e-mail, the others are hashes of forms.</summary>
    public static OptOut Entry(OptOutScope? scope, params long[] numbers) => new()
    {
        Tokens = numbers.SelectMany((n, i) => (byte[])[i == 0 ? (byte)1 : OptOut.HashedKind, .. Bytes(Of(n))]).ToArray(),
        KeyId = KeyId,
        Scope = scope ?? OptOutScope.All,
        Origin = "command",
        ProfileSet = numbers.Length > 1 ? 1 : 0,
        Effective = RunWorld.Start,
    };

    /// <summary>The tokens of an opt-out with their kinds, as a withdrawal names them.</summary>
    public static ReadOnlyMemory<byte> First(params long[] numbers) => Entry(null, numbers).Tokens;

    public static SnapshotFacts Facts(long change = 0) => new()
    {
        KeyId = KeyId,
        Change = change,
        CreatedAt = RunWorld.Start,
        WitnessNumber = 0,
        WitnessToken = default,
        LowestProfileSet = 0,
        HasHashOnly = false,
        HasTokenOnly = false,
    };

    /// <summary>Writes a file of sections in the given order.</summary>
    public static string Write(string folder, long change, params (OptOutScope Scope, IEnumerable<Token> Tokens)[] sections)
    {
        using var writer = new SnapshotWriter(folder, TestContext.Current.CancellationToken);
        foreach (var (scope, tokens) in sections)
        {
            writer.BeginSection();
            foreach (var token in tokens.Distinct().Order())
            {
                writer.Add(token);
            }

            writer.EndSection(scope);
        }

        return writer.Publish(Facts(change));
    }

    public static string Write(string folder, IEnumerable<Token> tokens) => Write(folder, 0, (OptOutScope.All, tokens));

    /// <summary>All tokens of a file by scope, in their order.</summary>
    public static Dictionary<string, Token[]> Read(SnapshotFile file)
    {
        return file.Sections.ToDictionary(s => s.Scope.ToString(), s => Enumerable.Range(0, (int)s.Count).Select(i => s[i]).ToArray());
    }
}
