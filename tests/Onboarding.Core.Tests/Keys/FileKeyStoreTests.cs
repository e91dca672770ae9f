using System.Security.Cryptography;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Keys;

public class FileKeyStoreTests
{
    private static readonly Domain s_domain = Domain.Parse("webshop/dagblad/advertising");
    private static readonly DateOnly s_first = new(2026, 1, 1);
    private static readonly DateOnly s_last = new(2026, 12, 31);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_PartyKey_IsOpenedById()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        using var created = store.Create("k1", KeyType.Party, s_domain, s_first, s_last);
        using var opened = await store.OpenAsync("k1", Cancellation);
        Assert.True(opened.Material.FixedTimeEquals(created.Material) && opened.CheckValue == created.CheckValue && !opened.IsDemo);
    }

    [Fact]
    public void Create_Key_IsReadableByItsOwnerOnly()
    {
        using var folder = new ContractFolder();
        new FileKeyStore(folder["keys"]).Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["keys/k1.card.json"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["keys"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public void Create_Key_LeavesNoTemporaryFile()
    {
        using var folder = new ContractFolder();
        new FileKeyStore(folder["keys"]).Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        Assert.Equal([".lock", "k1.card.json"], Directory.EnumerateFiles(folder["keys"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void List_SeveralKeys_IsInTheOrderOfTheirIds()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        Assert.Empty(store.List());
        store.Create("b", KeyType.Salt, s_domain, s_first, s_last).Dispose();
        store.Create("a", KeyType.Party, s_domain, s_first, s_last).Dispose();
        store.Create("c", KeyType.Suppression, Domain.Suppression("webshop"), s_first, null).Dispose();
        Assert.Equal(["a", "b", "c"], Ids(store));
    }

    [Fact]
    [Trait("Refusal", "KEY_EXISTS")]
    public void Create_IdThatIsTaken_IsRefused()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        AssertRefused("KEY_EXISTS", () => store.Create("k1", KeyType.Party, Domain.Parse("webshop/omroep/advertising"), s_first, s_last));
    }

    [Theory]
    [InlineData("2026-12-31", "2027-12-31")]
    [InlineData("2025-01-01", "2026-01-01")]
    [InlineData("2026-03-01", "2026-03-01")]
    [InlineData("2020-01-01", "2030-01-01")]
    [Trait("Refusal", "DOMAIN_REUSED")]
    public void Create_OverlappingPeriodOfTheSameDomain_IsRefused(string first, string last)
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        AssertRefused("DOMAIN_REUSED", () => store.Create("k2", KeyType.Party, s_domain, Day(first), Day(last)));
    }

    [Fact]
    public void Create_NextPeriodOfTheSameDomain_IsAccepted()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        store.Create("k2", KeyType.Party, s_domain, s_last.AddDays(1), s_last.AddYears(1)).Dispose();
        Assert.Equal(["k1", "k2"], Ids(store));
    }

    [Fact]
    public void Create_SecondSuppressionKeyWithoutLastDay_IsRefused()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("s1", KeyType.Suppression, Domain.Suppression("webshop"), s_first, null).Dispose();
        AssertRefused("DOMAIN_REUSED", () => store.Create("s2", KeyType.Suppression, Domain.Suppression("webshop"), s_first.AddYears(20), null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("K1")]
    [InlineData("../k1")]
    [InlineData(".k1")]
    [InlineData("k1\n")]
    [InlineData(null)]
    public void Create_NoKeyId_IsRefused(string? id)
    {
        using var folder = new ContractFolder();
        AssertRefused("KEY_CARD_INVALID", () => new FileKeyStore(folder["keys"]).Create(id!, KeyType.Party, s_domain, s_first, s_last));
    }

    [Theory]
    [InlineData(KeyType.Suppression, "webshop/dagblad/advertising", "2026-12-31")]
    [InlineData(KeyType.Party, "webshop/suppression/objection", "2026-12-31")]
    [InlineData(KeyType.Salt, "webshop/suppression/objection", "2026-12-31")]
    [InlineData(KeyType.Party, "webshop/dagblad/advertising", null)]
    [InlineData(KeyType.Salt, "webshop/dagblad/advertising", "2025-12-31")]
    [InlineData(KeyType.Suppression, "webshop/suppression/objection", "2025-12-31")]
    [InlineData((KeyType)7, "webshop/dagblad/advertising", "2026-12-31")]
    [Trait("Refusal", "KEY_CARD_INVALID")]
    public void Create_CardThatCouldNotBeReadBack_IsRefused(KeyType type, string domain, string? last)
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        AssertRefused("KEY_CARD_INVALID", () => store.Create("k1", type, Domain.Parse(domain), s_first, last is null ? null : Day(last)));
        Assert.Empty(store.List());
    }

    [Fact]
    public async Task Import_CardOfAnotherStore_IsTheSameKey()
    {
        using var folder = new ContractFolder();
        using var sent = new FileKeyStore(folder["theirs"]).Create("k1", KeyType.Party, s_domain, s_first, s_last);
        var store = new FileKeyStore(folder["ours"]);
        store.Import(File.ReadAllBytes(folder["theirs/k1.card.json"])).Dispose();
        using var opened = await store.OpenAsync("k1", Cancellation);
        Assert.Equal(sent.CheckValue, opened.CheckValue);
    }

    [Fact]
    [Trait("Refusal", "DOMAIN_REUSED")]
    public void Import_BytesOfAnotherCard_IsRefused()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        using var first = store.Create("k1", KeyType.Party, s_domain, s_first, s_last);
        using var copy = Copy(first, "k2", Domain.Parse("webshop/omroep/advertising"));
        var json = copy.Write();
        AssertRefused("DOMAIN_REUSED", () => store.Import(json));
    }

    [Theory]
    [InlineData("37e8503fa279e64eda26f188be5d9004", "KEY_WEAK")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "KEY_WEAK")]
    [InlineData("081d51f77ac3da5a2c586270e4faccc44832f5e00f8bd1035d39735dba490022", "KEY_CHECK")]
    [InlineData("zz", "KEY_CARD_INVALID")]
    [Trait("Refusal", "KEY_WEAK")]
    [Trait("Refusal", "KEY_CHECK")]
    public void Import_BadCard_IsRefusedAndNotStored(string key, string code)
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        var json = Encoding.UTF8.GetString(ContractVectors.CardJson("demo-party-1")).Replace("37e8503fa279e64eda26f188be5d90044c4b7738bd800164611f27448402e8c8", key, StringComparison.Ordinal);
        AssertRefused(code, () => store.Import(Encoding.UTF8.GetBytes(json)));
        Assert.Empty(store.List());
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("../keys/k1")]
    [InlineData("K1")]
    [Trait("Refusal", "KEY_NOT_FOUND")]
    public async Task OpenAsync_NoSuchKey_IsRefused(string reference)
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        await AssertRefusedAsync("KEY_NOT_FOUND", store, reference);
    }

    /// <summary>64 hex digits have the form of a key id: a key that was pasted in its place must not come back in the message.</summary>
    [Fact]
    public async Task OpenAsync_KeyInsteadOfItsId_IsRefusedWithoutSayingIt()
    {
        using var folder = new ContractFolder();
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var exception = await AssertRefusedAsync("KEY_NOT_FOUND", new FileKeyStore(folder["keys"]), key);
        Assert.Null(ContractSecrets.Find(exception.ToString(), key));
    }

    [Fact]
    public async Task OpenAsync_FileReference_OpensTheCard()
    {
        using var folder = new ContractFolder();
        using var card = await new FileKeyStore(folder["keys"]).OpenAsync("file:" + folder.Write("x.json", ContractVectors.CardJson("demo-party-1")), Cancellation);
        Assert.Equal("46423965011b8e92", card.CheckValue);
    }

    [Fact]
    public async Task OpenAsync_FileReferenceToNothing_IsRefused()
    {
        using var folder = new ContractFolder();
        await AssertRefusedAsync("KEY_NOT_FOUND", new FileKeyStore(folder["keys"]), "file:" + folder["none.json"]);
    }

    [Fact]
    public async Task OpenAsync_FileReferenceToAStoredKeysBytes_IsRefused()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        using var first = store.Create("k1", KeyType.Party, s_domain, s_first, s_last);
        using var copy = Copy(first, "k2", Domain.Parse("webshop/omroep/advertising"));
        await AssertRefusedAsync("DOMAIN_REUSED", store, "file:" + folder.Write("copy.json", copy.Write()));
    }

    [Fact]
    public async Task OpenAsync_FileReferenceToTheStoredCardItself_IsAccepted()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        using var first = store.Create("k1", KeyType.Party, s_domain, s_first, s_last);
        using var opened = await store.OpenAsync("file:" + folder["keys/k1.card.json"], Cancellation);
        Assert.Equal(first.CheckValue, opened.CheckValue);
    }

    [Fact]
    public async Task OpenAsync_FileReferenceOfAnOverlappingPeriod_IsRefused()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        using var other = new FileKeyStore(folder["others"]).Create("k2", KeyType.Party, s_domain, s_last, s_last.AddYears(1));
        await AssertRefusedAsync("DOMAIN_REUSED", store, "file:" + folder["others/k2.card.json"]);
    }

    [Fact]
    [Trait("Refusal", "KEY_CARD_INVALID")]
    public async Task OpenAsync_FileThatIsTooLong_IsRefused()
    {
        using var folder = new ContractFolder();
        await AssertRefusedAsync("KEY_CARD_INVALID", new FileKeyStore(folder["keys"]), "file:" + folder.Write("x.json", [.. ContractVectors.CardJson("demo-party-1"), .. Enumerable.Repeat((byte)' ', 65_536)]));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    [Trait("Refusal", "KEY_PERMISSIONS")]
    public async Task OpenAsync_CardThatOthersMayUse_IsRefused(UnixFileMode more)
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["keys/k1.card.json"], UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
            await AssertRefusedAsync("KEY_PERMISSIONS", store, "k1");
            await AssertRefusedAsync("KEY_PERMISSIONS", new FileKeyStore(folder["empty"]), "file:" + folder["keys/k1.card.json"]);
        }
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    public async Task OpenAsync_CardThatOnlyItsOwnerMayUse_IsAccepted(UnixFileMode mode)
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder["keys/k1.card.json"], mode);
        }

        using var card = await store.OpenAsync("k1", Cancellation);
        Assert.Equal("k1", card.Id);
    }

    [Fact]
    public async Task OpenAsync_DemoCardThatOthersMayRead_IsAccepted()
    {
        using var folder = new ContractFolder();
        var path = folder.Write("x.json", ContractVectors.CardJson("demo-party-1"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        using var card = await new FileKeyStore(folder["keys"]).OpenAsync("file:" + path, Cancellation);
        Assert.True(card.IsDemo);
    }

    /// <summary>A card under another key's name would answer for it.</summary>
    [Fact]
    public async Task OpenAsync_CardUnderAnotherName_IsRefused()
    {
        using var folder = new ContractFolder();
        var store = new FileKeyStore(folder["keys"]);
        store.Create("k1", KeyType.Party, s_domain, s_first, s_last).Dispose();
        File.Move(folder["keys/k1.card.json"], folder["keys/k2.card.json"]);
        await AssertRefusedAsync("KEY_CARD_INVALID", store, "k2");
    }

    [Fact]
    public void Create_ManyThreadsAndStoresOnOneFolder_MakesEachKeyOnce()
    {
        using var folder = new ContractFolder();
        var stores = new[] { new FileKeyStore(folder["keys"]), new FileKeyStore(folder["keys"]) };
        var codes = new string?[24];
        Parallel.For(0, codes.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            // Ids 0 to 7, each of its own domain and asked for three times.
            codes[i] = Record.Exception(() => stores[i % 2].Create($"k{i % 8}", KeyType.Party, Domain.Parse($"webshop/r{i % 8}/advertising"), s_first, s_last).Dispose()) is { } exception ? ((OnboardingException)exception).Code : null;
        });
        Assert.Equal((8, 16), (codes.Count(c => c is null), codes.Count(c => c == "KEY_EXISTS")));
        Assert.Equal(8, Ids(stores[0]).Count);
    }

    [Fact]
    public void Create_ManyThreadsForOneDomain_MakesOneKey()
    {
        using var folder = new ContractFolder();
        var codes = new string?[12];
        Parallel.For(0, codes.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            codes[i] = Record.Exception(() => new FileKeyStore(folder["keys"]).Create($"k{i}", KeyType.Party, s_domain, s_first, s_last).Dispose()) is { } exception ? ((OnboardingException)exception).Code : null;
        });
        Assert.Equal((1, 11), (codes.Count(c => c is null), codes.Count(c => c == "DOMAIN_REUSED")));
    }

    private static KeyCard Copy(KeyCard card, string id, Domain domain) => new(id, card.Type, domain, new KeyMaterial(card.Material.Span), card.NotBefore, card.NotAfter, isDemo: false);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "O");

    private static List<string> Ids(FileKeyStore store)
    {
        var cards = store.List();
        foreach (var card in cards)
        {
            card.Dispose();
        }

        return [.. cards.Select(c => c.Id)];
    }

    private static void AssertRefused(string code, Func<KeyCard> action) => Assert.Equal(code, Assert.Throws<OnboardingException>(() => action().Dispose()).Code);

    private static async Task<OnboardingException> AssertRefusedAsync(string code, FileKeyStore store, string reference)
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => (await store.OpenAsync(reference, Cancellation)).Dispose());
        Assert.Equal(code, exception.Code);
        return exception;
    }
}
