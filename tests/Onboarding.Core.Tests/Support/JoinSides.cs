using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Matching;

namespace Onboarding.Core.Tests.Support;

/// <summary>Tokens to join, and what a join of them must find, by definition.</summary>
internal static class JoinSides
{
    /// <summary>A token that looks like the output of a hash.</summary>
    public static Token Token(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return new Token(SHA256.HashData(bytes));
    }

    /// <summary>A token that has its number at a place, and elsewhere what all others have.</summary>
    public static Token Alike(int number, int at)
    {
        Span<byte> bytes = stackalloc byte[Onboarding.Hashing.Token.Size];
        bytes.Fill(0xA7);
        BinaryPrimitives.WriteInt32BigEndian(bytes[at..], number);
        return new Token(bytes);
    }

    public static Token[] Tokens(int first, int count) => [.. Enumerable.Range(first, count).Select(Token)];

    public static SharedToken[] Expect(Token[] audience, Token[] own)
    {
        var numbers = audience.Select((token, number) => (token, number)).ToLookup(t => Hex(t.token), t => t.number);
        return [.. own.SelectMany((token, ordinal) => numbers[Hex(token)].Select(n => new SharedToken((uint)ordinal, (uint)n))).OrderBy(s => s.Own).ThenBy(s => s.Audience)];
    }

    public static SharedToken[] Join(TokenJoin join, ITokenSource audience, ITokenSource own)
    {
        var found = new List<SharedToken>();
        join.Join(audience, own, block => found.AddRange(block), CancellationToken.None);
        return [.. found.OrderBy(s => s.Own).ThenBy(s => s.Audience)];
    }

    /// <summary>A join of sides in memory, each sorted if wanted, must find what the definition gives.</summary>
    public static bool IsExact(TokenJoin join, Token[] audience, Token[] own, bool sortsAudience, bool sortsOwn)
    {
        var (left, right) = (sortsAudience ? [.. audience.Order()] : audience, sortsOwn ? [.. own.Order()] : own);
        return Join(join, new TokenArray(left, sortsAudience), new TokenArray(right, sortsOwn)).SequenceEqual(Expect(left, right));
    }

    private static string Hex(Token token)
    {
        Span<byte> bytes = stackalloc byte[Onboarding.Hashing.Token.Size];
        token.CopyTo(bytes);
        return Convert.ToHexString(bytes);
    }
}
