using System.Text;
using System.Text.Json.Nodes;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Keys;

public class KeyCardTests
{
    private const string Key = "37e8503fa279e64eda26f188be5d90044c4b7738bd800164611f27448402e8c8";

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"37e8503fa279e64eda26f188be5d9004\"")]
    [InlineData("37e8503fa279e64eda26f188be5d9004")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"version\":1,}")]
    [InlineData("{\"version\":1/* c */}")]
    [InlineData("\uFEFF{}")]
    [Trait("Refusal", "KEY_CARD_INVALID")]
    public void Read_NoCard_IsRefused(string json)
    {
        Assert.Equal("KEY_CARD_INVALID", Refusal(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("version", "1.0")]
    [InlineData("version", "1e0")]
    [InlineData("version", "null")]
    [InlineData("version", "99999999999")]
    [InlineData("keyId", "1")]
    [InlineData("keyId", "null")]
    [InlineData("keyId", "{}")]
    [InlineData("type", "[\"party\"]")]
    [InlineData("domain", "null")]
    [InlineData("domain", "\"\\ud800\"")]
    [InlineData("key", "null")]
    [InlineData("key", "[1]")]
    [InlineData("check", "null")]
    [InlineData("notBefore", "null")]
    [InlineData("notBefore", "\"2026-01-01\\u0000\"")]
    [InlineData("notBefore", "\"2026-01-01 \"")]
    [InlineData("notBefore", "\"26-01-01\"")]
    [InlineData("notBefore", "\"\\u0662\\u0660\\u0662\\u0666-\\u0660\\u0661-\\u0660\\u0661\"")]
    [InlineData("notAfter", "null")]
    [InlineData("notAfter", "\"2035-12-31\\n\"")]
    [InlineData("demo", "null")]
    [InlineData("demo", "1")]
    public void Read_MemberOfAWrongType_IsRefused(string member, string value)
    {
        Assert.Equal("KEY_CARD_INVALID", Refusal(With(member, value)));
    }

    /// <summary>An absent member and one that is null are two things: the contract knows only the first.</summary>
    [Fact]
    public void Read_SuppressionCardWithNullAsLastDay_IsRefused()
    {
        var json = Encoding.UTF8.GetString(ContractVectors.CardJson("demo-suppression-1"));
        Assert.Equal("KEY_CARD_INVALID", Refusal(Encoding.UTF8.GetBytes(json.Replace("\"demo\"", "\"notAfter\":null,\"demo\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void Read_MemberTwice_IsRefused()
    {
        var json = Encoding.UTF8.GetString(ContractVectors.CardJson("demo-party-1"));
        Assert.Equal("KEY_CARD_INVALID", Refusal(Encoding.UTF8.GetBytes(json.Replace("\"demo\"", "\"demo\":true,\"demo\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void Read_SomethingBehindTheCard_IsRefused() => Assert.Equal("KEY_CARD_INVALID", Refusal([.. ContractVectors.CardJson("demo-party-1"), .. "{}"u8]));

    [Fact]
    public void Read_WhiteSpaceBehindTheCard_IsAccepted() => Assert.Null(Refusal([.. ContractVectors.CardJson("demo-party-1"), .. " \r\n"u8]));

    /// <summary>The contract's order is form, KEY_WEAK, KEY_CHECK.</summary>
    [Fact]
    public void Read_ShortKeyOnACardOfAnotherForm_SaysTheForm()
    {
        var card = JsonNode.Parse(ContractVectors.CardJson("demo-party-1"))!.AsObject();
        card["key"] = Key[..62];
        card["demo"] = "yes";
        Assert.Equal("KEY_CARD_INVALID", Refusal(Encoding.UTF8.GetBytes(card.ToJsonString())));
    }

    [Fact]
    public void IsDemo_PublishedKeyThatSaysItIsNot_IsDemoAllTheSame()
    {
        using var card = KeyCard.Read(With("demo", "false"));
        Assert.True(card.IsDemo);
    }

    [Theory]
    [InlineData("webshop/keys/demo-webshop-dagblad.card.json")]
    [InlineData("webshop/keys/demo-webshop-suppression.card.json")]
    [InlineData("webshop/keys/demo-webshop-signing.card.json")]
    [InlineData("publisher/keys/demo-dagblad-suppression.card.json")]
    public void IsDemo_SampleKeyThatSaysItIsNot_IsDemoAllTheSame(string path)
    {
        var json = File.ReadAllText(Path.Combine(ContractFolder.Repository, "samples", path));
        using var card = KeyCard.Read(Encoding.UTF8.GetBytes(json.Replace("\"demo\":true", "\"demo\":false", StringComparison.Ordinal).Replace("\"demo\": true", "\"demo\": false", StringComparison.Ordinal)));
        Assert.True(card.IsDemo);
    }

    [Fact]
    public void IsDemo_EveryPublishedTestKey_IsKnown()
    {
        Assert.All(ContractVectors.Rows("cards"), c => Assert.True(WeakKeys.IsPublished(Convert.FromHexString(c.Text("key")))));
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59Z", "KEY_EXPIRED")]
    [InlineData("2026-01-01T00:00:00Z", null)]
    [InlineData("2035-12-31T23:59:59Z", null)]
    [InlineData("2036-01-01T00:00:00Z", "KEY_EXPIRED")]
    [InlineData("2036-01-01T00:30:00+01:00", null)]
    [Trait("Refusal", "KEY_EXPIRED")]
    public void ThrowIfNotUsableOn_ATime_LooksAtThePeriodInUtc(string time, string? code)
    {
        using var card = ContractVectors.Card("demo-party-1");
        var exception = Record.Exception(() => card.ThrowIfNotUsableOn(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(code, (exception as OnboardingException)?.Code);
    }

    /// <summary>Random damage to a card: always a refusal or a card, and what is said never holds a piece of the key.</summary>
    [Fact]
    public void Read_RandomlyChangedCard_NeverSaysAPieceOfTheKey()
    {
        var random = new Random(20_260_101);
        var good = ContractVectors.CardJson("demo-party-1");
        for (var i = 0; i < 5_000; i++)
        {
            var card = Mutate(random, good);
            var exception = Record.Exception(() => KeyCard.Read(card).Dispose());
            if (exception is not null and not OnboardingException || ContractSecrets.Find(exception?.ToString(), Key) is not null)
            {
                Assert.Fail($"{Encoding.UTF8.GetString(card)}: {exception}");
            }
        }
    }

    private static byte[] Mutate(Random random, byte[] good)
    {
        var card = good.ToList();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(card.Count);
            switch (random.Next(5))
            {
                case 0: card[at] = (byte)random.Next(256); break;
                case 1: card.RemoveAt(at); break;
                case 2: card.Insert(at, "{}[]\",:\\tfn0"u8[random.Next(12)]); break;
                case 3: card.RemoveRange(at, Math.Min(card.Count - at, random.Next(40))); break;
                default: card.InsertRange(at, Encoding.ASCII.GetBytes(new[] { Key, '"' + Key + '"', "null", "\\u0000", ",\"x\":1", "\"demo\":" }[random.Next(6)])); break;
            }

            if (card.Count == 0)
            {
                break;
            }
        }

        return [.. card];
    }

    private static byte[] With(string member, string value)
    {
        var card = JsonNode.Parse(ContractVectors.CardJson("demo-party-1"))!.AsObject();
        card[member] = "VALUE";
        return Encoding.UTF8.GetBytes(card.ToJsonString().Replace("\"VALUE\"", value, StringComparison.Ordinal));
    }

    private static string? Refusal(byte[] json)
    {
        try
        {
            KeyCard.Read(json).Dispose();
            return null;
        }
        catch (OnboardingException exception)
        {
            return exception.Code;
        }
    }
}
