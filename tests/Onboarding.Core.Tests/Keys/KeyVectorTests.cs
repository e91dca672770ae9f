using System.Text;
using System.Text.Json;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Keys;

/// <summary>The rows of contracts-v1.json about keys, cards, domains and key ids.</summary>
public class KeyVectorTests
{
    public static TheoryData<int, string> Cards => Rows("cards", c => c.Text("keyId"));

    public static TheoryData<int, string> DerivedKeys => Rows("derivedKeys", k => $"{k.Text("keyId")} {k.Text("label")} {k.Text("kind")}");

    public static TheoryData<int, string> WeakKeyRows => Rows("weakKeys", k => k.Text("note"));

    public static TheoryData<int, string> StrongKeyRows => Rows("strongKeys", k => k.Text("note"));

    public static TheoryData<int, string> BadCards => Rows("badCards", c => c.Text("refused"));

    public static TheoryData<int, string> Domains => Rows("domains", d => JsonSerializer.Serialize(d.Text("domain")));

    public static TheoryData<int, string> KeyIds => Rows("keyIds", k => JsonSerializer.Serialize(k.Text("keyId")));

    [Theory]
    [MemberData(nameof(Cards))]
    public void Read_Card_HasItsMembers(int row, string id)
    {
        var known = ContractVectors.Rows("cards").ElementAt(row);
        using var card = KeyCard.Read(ContractVectors.CardJson(id));
        Assert.Equal(
            (known.Text("keyId"), known.Text("type"), known.Text("domain"), known.Text("check"), known.Text("notBefore"), known.TryGetProperty("notAfter", out var last) ? last.GetString() : null, true),
            (card.Id, card.TypeName, card.Domain.ToString(), card.CheckValue, KeyCard.Format(card.NotBefore), card.NotAfter is null ? null : KeyCard.Format(card.NotAfter), card.IsDemo));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void Write_Card_IsReadBack(int row, string id)
    {
        Assert.True(row >= 0);
        using var card = ContractVectors.Card(id);
        using var again = KeyCard.Read(card.Write());
        Assert.True(again.Id == card.Id && again.Type == card.Type && again.Domain.Equals(card.Domain) && again.NotBefore == card.NotBefore && again.NotAfter == card.NotAfter && again.Material.FixedTimeEquals(card.Material));
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task Write_Card_IsReadByPython(int row, string id)
    {
        ContractPython.SkipWhereMissing();
        Assert.True(row >= 0);
        using var folder = new ContractFolder();
        using var card = ContractVectors.Card(id);
        if (card.Type == KeyType.Signing)
        {
            await ContractPython.RunAsync([], 2, "tokens-hex", "external_id", folder.Write("card.json", card.Write()));
            return;
        }

        var lines = await ContractPython.RunAsync(["616e6e61"], 0, "tokens-hex", "external_id", folder.Write("card.json", card.Write()));
        Assert.StartsWith("ok ", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(DerivedKeys))]
    public void Derive_DerivedKey_IsThatOfTheVectors(int row, string name)
    {
        Assert.NotEmpty(name);
        var known = ContractVectors.Rows("derivedKeys").ElementAt(row);
        using var card = ContractVectors.Card(known.Text("keyId"));
        Assert.True(Domain.TryParse(known.Text("domain"), out var domain));
        using var derived = KeyDerivation.Derive(card.Material, known.Text("label"), known.Text("kind"), domain);
        Assert.Equal(known.Text("K"), Convert.ToHexStringLower(derived.Span));
    }

    [Fact]
    public void Labels_OfTheVectors_AreThoseOfTheCode()
    {
        string[] code = [KeyDerivation.TokenLabel, KeyDerivation.CheckLabel, KeyDerivation.AudienceMacLabel, KeyDerivation.SignalMacLabel, KeyDerivation.SuppressionLabel, KeyDerivation.WorkingSetLabel];
        Assert.Equal(code.Order(), ContractVectors.Rows("derivedKeys").Select(k => k.Text("label")).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(WeakKeyRows))]
    [Trait("Refusal", "KEY_WEAK")]
    public void ThrowIfWeak_WeakVector_IsRefused(int row, string note)
    {
        Assert.NotEmpty(note);
        var exception = Assert.Throws<OnboardingException>(() => WeakKeys.ThrowIfWeak(Convert.FromHexString(ContractVectors.Rows("weakKeys").ElementAt(row).Text("key"))));
        Assert.Equal("KEY_WEAK", exception.Code);
    }

    [Theory]
    [MemberData(nameof(StrongKeyRows))]
    public void ThrowIfWeak_StrongVector_IsAccepted(int row, string note)
    {
        Assert.NotEmpty(note);
        WeakKeys.ThrowIfWeak(Convert.FromHexString(ContractVectors.Rows("strongKeys").ElementAt(row).Text("key")));
    }

    [Theory]
    [MemberData(nameof(BadCards))]
    [Trait("Refusal", "KEY_CARD_INVALID")]
    [Trait("Refusal", "KEY_WEAK")]
    [Trait("Refusal", "KEY_CHECK")]
    public void Read_BadCard_IsRefusedWithItsCode(int row, string code)
    {
        var card = Encoding.UTF8.GetBytes(ContractVectors.Rows("badCards").ElementAt(row).GetProperty("card").GetRawText());
        Assert.Equal(code, Assert.Throws<OnboardingException>(() => KeyCard.Read(card)).Code);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void TryParse_Domain_IsValidOrNot(int row, string text)
    {
        Assert.NotEmpty(text);
        var known = ContractVectors.Rows("domains").ElementAt(row);
        var valid = Domain.TryParse(known.Text("domain"), out var domain);
        Assert.Equal((known.GetProperty("valid").GetBoolean(), valid ? known.Text("domain") : null), (valid, domain?.ToString()));
    }

    [Theory]
    [MemberData(nameof(KeyIds))]
    public void IsKeyId_KeyId_IsValidOrNot(int row, string text)
    {
        Assert.NotEmpty(text);
        var known = ContractVectors.Rows("keyIds").ElementAt(row);
        Assert.Equal(known.GetProperty("valid").GetBoolean(), KeyCard.IsKeyId(known.Text("keyId")));
    }

    private static TheoryData<int, string> Rows(string name, Func<JsonElement, string> describe)
    {
        var data = new TheoryData<int, string>();
        foreach (var (row, i) in ContractVectors.Rows(name).Select((row, i) => (row, i)))
        {
            data.Add(i, describe(row));
        }

        return data;
    }
}
