using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Identifiers;

/// <summary>100,000 generated values through the partner kit, an independent program, byte for byte.</summary>
public class PythonAgreementTests
{
    private const int Seed = 20_260_101;

    [Theory]
    [InlineData("email", 50_000)]
    [InlineData("external_id", 20_000)]
    [InlineData("maid", 20_000)]
    [InlineData("phone", 10_000)]
    public async Task CanonicalHex_GeneratedValues_AgreeWithPython(string kindName, int count)
    {
        ContractPython.SkipWhereMissing();
        Assert.True(IdentifierKinds.TryParse(kindName, out var kind));
        var values = Generate(kind, count);
        var theirs = await ContractPython.RunAsync(values.Select(Convert.ToHexStringLower), 0, "canonical-hex", kindName);
        AssertEqual(values, theirs, value => Answer(kind, value));
    }

    [Theory]
    [InlineData("email", 20_000, "demo-party-1")]
    [InlineData("email", 10_000, "demo-salt-1")]
    [InlineData("email", 10_000, "demo-suppression-1")]
    [InlineData("external_id", 5_000, "demo-party-4")]
    [InlineData("external_id", 5_000, "demo-suppression-2")]
    [InlineData("maid", 5_000, "demo-salt-1")]
    [InlineData("phone", 5_000, "demo-party-3")]
    public async Task TokensHex_GeneratedValues_AgreeWithPython(string kindName, int count, string keyId)
    {
        ContractPython.SkipWhereMissing();
        Assert.True(IdentifierKinds.TryParse(kindName, out var kind));
        using var folder = new ContractFolder();
        using var card = ContractVectors.Card(keyId);
        var values = Generate(kind, count);
        var theirs = await ContractPython.RunAsync(values.Select(Convert.ToHexStringLower), 0, "tokens-hex", kindName, folder.Write("card.json", ContractVectors.CardJson(keyId)));
        using var tokens = card.Type == KeyType.Suppression ? null : new TokenHasher(card);
        using var suppression = card.Type == KeyType.Suppression ? new SuppressionHasher(card) : null;
        AssertEqual(values, theirs, value => Answer(kind, value, tokens, suppression));
    }

    private static void AssertEqual(byte[][] values, string[] theirs, Func<byte[], string> ours)
    {
        Assert.Equal(values.Length, theirs.Length);
        Assert.Empty(values.Zip(theirs).Where(v => ours(v.First) != v.Second && !IsBeyondTheKit(ours(v.First), v.Second)).Select(v => $"{Convert.ToHexStringLower(v.First)}: python {v.Second}, .NET {ours(v.First)}").Take(10));
    }

    // The kit takes E.164 by its shape; it knows neither other spellings nor which numbers are valid. Where both accept, they must agree.
    private static bool IsBeyondTheKit(string ours, string theirs) => ours.StartsWith("no PHONE_", StringComparison.Ordinal) || theirs.StartsWith("no PHONE_", StringComparison.Ordinal);

    private static string Answer(IdentifierKind kind, byte[] value)
    {
        Span<byte> canonical = stackalloc byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.TryNormalize(kind, value, canonical, out var written);
        if (reason != RejectionReason.None)
        {
            return "no " + RejectionReasons.GetCode(reason);
        }

        Span<byte> form = stackalloc byte[CanonicalForm.MaxLength];
        return $"ok {Convert.ToHexStringLower(canonical[..written])} {Convert.ToHexStringLower(form[..SuppressionForm.Write(kind, canonical[..written], form)])}";
    }

    private static string Answer(IdentifierKind kind, byte[] value, TokenHasher? hasher, SuppressionHasher? suppression)
    {
        Span<byte> canonical = stackalloc byte[CanonicalForm.MaxLength];
        var reason = CanonicalForm.TryNormalize(kind, value, canonical, out var written);
        if (reason != RejectionReason.None)
        {
            return "no " + RejectionReasons.GetCode(reason);
        }

        Span<byte> token = stackalloc byte[Token.Size];
        if (hasher is not null)
        {
            hasher.Hash(kind, canonical[..written], token);
            return "ok " + Convert.ToHexStringLower(token);
        }

        Span<Token> forms = stackalloc Token[ProfileSet.MaxForms];
        var count = suppression!.ComputeForms(kind, value, canonical[..written], forms);
        suppression.Compute(kind, canonical[..written]).CopyTo(token);
        var answer = new StringBuilder("ok ").Append(Convert.ToHexStringLower(token));
        foreach (var form in forms[..count])
        {
            form.CopyTo(token);
            answer.Append(' ').Append(Convert.ToHexStringLower(token));
        }

        return answer.ToString();
    }

    // Plain seeded code instead of FsCheck: the values must not change with a library's version.
    private static byte[][] Generate(IdentifierKind kind, int count)
    {
        var random = new Random(Seed + (int)kind);
        return [.. Enumerable.Range(0, count).Select(i => Mutate(random, i % 10 == 0 ? Garbage(random) : kind switch
        {
            IdentifierKind.Email => Email(random),
            IdentifierKind.Maid => Maid(random),
            IdentifierKind.Phone => Phone(random),
            _ => ExternalId(random),
        }))];
    }

    private static byte[] Email(Random random)
    {
        var text = new StringBuilder(Strips(random));
        text.Append(random.Next(8) == 0 ? Pick(random, "mailto:", "MAILTO:", "mailTo:", "mailto:mailto:", "mailto: ", "ma\u0131lto:") : "");
        for (var parts = random.Next(0, 5); parts >= 0; parts--)
        {
            text.Append(Pick(random, "anna", "Jan", "O'Brien", "de.Vries", ".", "..", "+", "+shop", "-", "_", "`", "!#$%&'*/=?^{|}~", "(", "\"", ",", "\u00E9", "\u0130nci", "\u212A", "\0", "1", new string('x', random.Next(70))));
        }

        text.Append(random.Next(30) == 0 ? Pick(random, "", "@@", "\uFF20", " @ ") : "@");
        text.Append(random.Next(4) switch
        {
            0 => Pick(random, "gmail.com", "Gmail.Com", "GOOGLEMAIL.COM", "googlemail.com", "mail.gmail.com", "gmail.co", "gmail.com."),
            1 => Pick(random, "example.com", "Example.NL", "EXAMPLE.org", "sub.domain.example.com", "a.b"),
            2 => Pick(random, "localhost", "192.0.2.1", "example.123", "example.1a", "-a.example", "a-.example", "a--b.example", "ex_ample.com", ".example.com", "example..com", "b\u00FCcher.example", "xn--bcher-kva.example", ""),
            _ => new string('d', random.Next(1, 66)) + "." + string.Concat(Enumerable.Repeat("ab.", random.Next(90))) + "nl",
        });
        return Encoding.UTF8.GetBytes(text.Append(Strips(random)).ToString());
    }

    private static byte[] Maid(Random random)
    {
        var digits = random.Next(20) == 0 ? new string('0', 32) : string.Concat(Enumerable.Range(0, 31 + random.Next(20) switch { 0 => 0, 1 => 2, _ => 1 }).Select(_ => "0123456789abcdefABCDEF"[random.Next(22)]));
        var text = random.Next(3) == 0 || digits.Length != 32 ? digits : $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
        text = random.Next(10) == 0 ? Pick(random, "{" + text + "}", "urn:uuid:" + text, text.Replace('-', '_'), text.Replace("-", "", StringComparison.Ordinal) + "----", text + " " + text) : text;
        return Encoding.UTF8.GetBytes(Strips(random) + text + Strips(random));
    }

    // The partner kit has no numbering plans: both sides must agree on the tokens of valid E.164, not on which numbers are valid.
    private static byte[] Phone(Random random)
    {
        return Encoding.UTF8.GetBytes(Strips(random) + "+316" + (char)('1' + random.Next(5)) + string.Concat(Enumerable.Range(0, 7).Select(_ => (char)('0' + random.Next(10)))) + Strips(random));
    }

    private static byte[] ExternalId(Random random)
    {
        var text = Strips(random);
        for (var parts = random.Next(0, 6); parts > 0; parts--)
        {
            text += Pick(random, "C-1001", "000123", " ", "\0", "caf\u00E9", "cafe\u0301", "\U0001F600", "\t", "\uFFFF", "\u180E", new string('x', random.Next(140)), new string('\u00E9', random.Next(70)));
        }

        return Encoding.UTF8.GetBytes(text + Strips(random));
    }

    private static byte[] Garbage(Random random)
    {
        var bytes = new byte[random.Next(0, 40)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutate(Random random, byte[] value)
    {
        if (value.Length > 0 && random.Next(12) == 0)
        {
            value[random.Next(value.Length)] = (byte)random.Next(256);
        }

        return random.Next(40) == 0 ? value[..random.Next(value.Length + 1)] : value;
    }

    private static string Strips(Random random)
    {
        return random.Next(3) > 0 ? "" : string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => ContractGenerators.StripCharacters[random.Next(ContractGenerators.StripCharacters.Length)]));
    }

    private static string Pick(Random random, params string[] texts) => texts[random.Next(texts.Length)];
}
