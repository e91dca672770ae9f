using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Keys;

public sealed class SigningKeyTests
{
    private static readonly DateOnly s_first = new(2026, 1, 1);
    private static readonly DateOnly s_last = new(2026, 12, 31);

    [Theory]
    [InlineData("demo-signing-1")]
    [InlineData("demo-signing-2")]
    public void ComputePublicKey_VectorCard_IsThatOfTheVectors(string keyId)
    {
        using var card = ContractVectors.Card(keyId);
        var known = ContractVectors.Golden.GetProperty("publicKeys").EnumerateArray().Single(k => k.Text("keyId") == keyId);
        var publicKey = card.ComputePublicKey()!;

        Assert.Equal((known.Text("publicKey"), known.Text("fingerprint")), (publicKey.ToString(), publicKey.Fingerprint));
    }

    [Theory]
    [InlineData("demo-party-1")]
    [InlineData("demo-salt-1")]
    [InlineData("demo-suppression-1")]
    public void ComputePublicKey_CardOfAnotherType_IsNull(string keyId)
    {
        using var card = ContractVectors.Card(keyId);
        Assert.Null(card.ComputePublicKey());
    }

    [Fact]
    public void TryParse_PublicKeyOfACard_GivesItBack()
    {
        using var card = ContractVectors.Card("demo-signing-1");
        Assert.True(SenderKey.TryParse(card.ComputePublicKey()!.ToString(), out var key));
        Assert.Equal(card.ComputePublicKey()!.Fingerprint, key.Fingerprint);
    }

    [Fact]
    public void TryParse_BadVector_IsFalse()
    {
        Assert.All(ContractVectors.Golden.GetProperty("badPublicKeys").EnumerateArray(), bad => Assert.False(SenderKey.TryParse(bad.Text("text"), out _), bad.Text("note")));
        Assert.False(SenderKey.TryParse(null, out _));
    }

    [Fact]
    public async Task Create_SigningKey_IsOpenedAgainWithItsPublicKey()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        using var created = Create(store, "s1", s_first, s_last);
        using var opened = await store.OpenAsync("s1", TestContext.Current.CancellationToken);

        Assert.Equal((created.ComputePublicKey()!.Fingerprint, created.CheckValue, "signing"), (opened.ComputePublicKey()!.Fingerprint, opened.CheckValue, opened.TypeName));
        Assert.True(Signatures.IsPrivateKey(created.Material.Span) && !created.IsDemo);
    }

    [Fact]
    public void Create_NextPeriod_IsAcceptedAndTheSamePeriodRefused()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        Create(store, "s1", s_first, s_last).Dispose();
        Create(store, "s2", s_last.AddDays(1), s_last.AddYears(1)).Dispose();

        Assert.Equal("DOMAIN_REUSED", Assert.Throws<OnboardingException>(() => Create(store, "s3", s_last, s_last)).Code);
    }

    [Theory]
    [InlineData(KeyType.Signing, "shop/paper/advertising")]
    [InlineData(KeyType.Signing, "shop/suppression/objection")]
    [InlineData(KeyType.Party, "shop/signing/audience")]
    [InlineData(KeyType.Suppression, "shop/signing/audience")]
    [Trait("Refusal", "KEY_CARD_INVALID")]
    public void Create_TypeThatDoesNotFitItsDomain_IsRefused(KeyType type, string domain)
    {
        using var folder = new ContractFolder();
        Assert.Equal("KEY_CARD_INVALID", Assert.Throws<OnboardingException>(() => new FileKeyStore(folder["keys"]).Create("s1", type, Domain.Parse(domain), s_first, s_last)).Code);
    }

    [Fact]
    [Trait("Refusal", "DOMAIN_INVALID")]
    public void Parse_ReservedRecipientWithAnotherPurpose_IsRefused()
    {
        Assert.Equal("DOMAIN_INVALID", Assert.Throws<OnboardingException>(() => Domain.Parse("shop/signing/advertising")).Code);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550", true)]
    [InlineData("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", false)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", false)]
    public void IsPrivateKey_Number_LiesBetweenZeroAndTheOrder(string hex, bool expected) => Assert.Equal(expected, Signatures.IsPrivateKey(Convert.FromHexString(hex)));

    [Fact]
    public void TokenHasher_SigningCard_MakesNoTokens()
    {
        using var card = ContractVectors.Card("demo-signing-1");
        Assert.Throws<ArgumentException>(() => new TokenHasher(card));
    }

    [Fact]
    public void Restore_BackupWithASigningKey_GivesTheSameKey()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        using var created = Create(store, "s1", s_first, s_last);
        KeyBackup.Write(store, folder["backup"], "a long enough passphrase"u8);
        var restored = new FileKeyStore(folder["restored"]);
        KeyBackup.Restore(restored, folder["backup"], "a long enough passphrase"u8);
        using var card = Assert.Single(restored.List());

        Assert.Equal(created.ComputePublicKey()!.Fingerprint, card.ComputePublicKey()!.Fingerprint);
    }

    private static KeyCard Create(FileKeyStore store, string id, DateOnly first, DateOnly last) => store.Create(id, KeyType.Signing, Domain.Signing("shop"), first, last);
}
