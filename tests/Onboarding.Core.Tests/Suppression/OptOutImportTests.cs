using System.Security.Cryptography;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

public sealed class OptOutImportTests : IDisposable
{
    private const string Hash = "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

    private readonly RunWorld _world = new();
    private readonly KeyCard _card;
    private readonly SuppressionHasher _hasher;
    private readonly RunLogger _logger = new();
    private readonly MemoryStore _store = new();

    public OptOutImportTests()
    {
        _card = _world.Card(RunPlan.ShopSuppressionKey);
        _hasher = new SuppressionHasher(_card);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_ClearValue_IsStoredAsItsTokenAndThoseOfItsForms()
    {
        var report = await ImportAsync(Emails(" Jan.Jansen+x@GoogleMail.com"));

        var stored = Assert.Single(await StoredAsync());
        var optOut = stored.OptOut;
        Assert.Equal(Tokens((1, _hasher.Compute(IdentifierKind.Email, "janjansen@gmail.com"u8)), (OptOut.HashedKind, Hashed("janjansen@gmail.com")), (OptOut.HashedKind, Hashed("janjansen@googlemail.com")), (OptOut.HashedKind, Hashed("jan.jansen+x@googlemail.com")), (OptOut.HashedKind, Hashed("jan.jansenx@googlemail.com"))), Convert.ToHexString(optOut.Tokens.Span));
        Assert.Equal((OptOutScope.All, "list list", ProfileSet.Version, _world.Clock.Now, _card.Id), (optOut.Scope, optOut.Origin, optOut.ProfileSet, optOut.Effective, optOut.KeyId));
        Assert.Equal((1L, 1L, 0L), (report.Values, report.Added, report.Known));
    }

    [Fact]
    public async Task ReadAsync_Sha256Hex_IsStoredAsItsTokenAlone()
    {
        await ImportAsync(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, Hash));

        var stored = Assert.Single(await StoredAsync());
        Assert.Equal((Tokens((OptOut.HashedKind, _hasher.ComputeHashed(Convert.FromHexString(Hash)))), 0), (Convert.ToHexString(stored.OptOut.Tokens.Span), stored.OptOut.ProfileSet));
    }

    [Fact]
    public async Task ReadAsync_SuppressionToken_IsStoredAsThatOfItsKind()
    {
        await ImportAsync(RunOptOuts.List(IdentifierKind.Phone, SuppressionValueForm.Token, Hash));

        Assert.Equal(Tokens(((byte)IdentifierKind.Phone, new Token(Convert.FromHexString(Hash)))), Convert.ToHexString(Assert.Single(await StoredAsync()).OptOut.Tokens.Span));
    }

    [Fact]
    public async Task ReadAsync_Again_AddsNothingAndDoesNotAskTheStore()
    {
        await ImportAsync(Emails(Many(50)));
        var last = await _store.GetLastChangeAsync(Cancellation);
        _store.Fails = operation => operation == "AddAsync";
        var report = await ImportAsync(Emails(Many(50)));

        Assert.Equal((0L, 50L, last), (report.Added, report.Known, await _store.GetLastChangeAsync(Cancellation)));
    }

    [Fact]
    public async Task ReadAsync_KnownByItsTokenAlone_GetsItsForms()
    {
        var token = new byte[Token.Size];
        _hasher.Compute(IdentifierKind.Email, "jan@example.com"u8).CopyTo(token);
        await ImportAsync(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Token, Convert.ToHexString(token)));
        var report = await ImportAsync(Emails("jan@example.com"));

        var stored = Assert.Single(await StoredAsync());
        Assert.Equal((2 * OptOut.TokenLength, ProfileSet.Version, 0L, 1L), (stored.OptOut.Tokens.Length, stored.OptOut.ProfileSet, report.Added, report.Known));
    }

    // Were it not stored, it would go with the clear one.
    [Fact]
    public async Task ReadAsync_HashOfAFormThatIsKnown_IsAnOptOutOfItsOwn()
    {
        await ImportAsync(Emails("jan@example.com"));
        await ImportAsync(RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, Convert.ToHexString(SHA256.HashData("jan@example.com"u8))));

        Assert.Equal(2, (await StoredAsync()).Count);
    }

    [Fact]
    public async Task ReadAsync_ListThatNoLongerNamesSomebody_WithdrawsNobody()
    {
        await ImportAsync(Emails(Many(100)));
        await ImportAsync(Emails(Many(95)));

        Assert.Equal(new OptOutTotals(100, 0, 0), await _store.CountAsync(Cancellation));
    }

    [Fact]
    public async Task ReadAsync_BrokenOffAtAnyBatchAndBegunAgain_EndsInTheSameState()
    {
        const int Count = 20_100;
        var expected = new MemoryStore();
        await ImportAsync(Emails(Many(Count)), expected);
        foreach (var (operation, call, kept) in new[] { ("AddAsync", 0, 0), ("AddAsync", 1, 10_000), ("AddAsync", 2, 20_000), ("RecordImportAsync", 0, Count) })
        {
            var (store, calls) = (new MemoryStore(), 0);
            store.Fails = o => o == operation && calls++ == call;
            await Assert.ThrowsAsync<IOException>(() => ImportAsync(Emails(Many(Count)), store));
            Assert.Null(await store.FindImportAsync("list", Cancellation));
            store.Fails = null;
            var report = await ImportAsync(Emails(Many(Count)), store);

            Assert.Equal(((long)Count - kept, (long)kept), (report.Added, report.Known));
            Assert.Equal(await TextAsync(expected), await TextAsync(store));
            Assert.Equal(Count, (await store.FindImportAsync("list", Cancellation))!.Values);
        }
    }

    [Fact]
    public async Task ReadAsync_SameValueTwice_IsOneOptOut()
    {
        var report = await ImportAsync(Emails("jan@example.com", "JAN@example.com"));

        Assert.Equal((2L, 1L, 1L), (report.Values, report.Added, report.Known));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("nl-NL")]
    [Trait("Refusal", "SUPPRESSION_SHRANK")]
    public async Task ReadAsync_MoreThanATenthFewer_IsRefusedUntilItIsAccepted(string culture)
    {
        await ImportAsync(Emails(Many(100)));
        for (var i = 0; i < 2; i++)
        {
            var exception = await Assert.ThrowsAsync<OnboardingException>(() => ContractCulture.Run(culture, () => ImportAsync(Emails([.. Many(88), "new@example.com"]))));

            Assert.Equal("SUPPRESSION_SHRANK", exception.Code);
            Assert.Contains("list has 89 values, and had 100 when it was read on 2026-03-02; it may have 10 % fewer", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(101, (await _store.CountAsync(Cancellation)).Active);
        Assert.Equal(100, (await _store.FindImportAsync("list", Cancellation))!.Values);
        await Import(acceptShrink: true).ReadAsync(Emails(Many(89)), Cancellation);
        Assert.Equal(89, (await _store.FindImportAsync("list", Cancellation))!.Values);
    }

    [Theory]
    [InlineData(0.1, 90, true)]
    [InlineData(0.1, 89, false)]
    [InlineData(0, 100, true)]
    [InlineData(0, 99, false)]
    [InlineData(0.5, 50, true)]
    [InlineData(1, 1, true)]
    public async Task ReadAsync_Fewer_IsTakenUpToTheShare(double maxShrink, int count, bool taken)
    {
        await ImportAsync(Emails(Many(100)));
        var exception = await Record.ExceptionAsync(async () => await Import(maxShrink).ReadAsync(Emails(Many(count)), Cancellation));

        Assert.Equal(taken, exception is null);
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void MaxShrink_NoShare_Throws(double value) => Assert.ThrowsAny<ArgumentException>(() => Import(value));

    [Fact]
    public async Task ReadAsync_AnotherList_IsComparedWithItself()
    {
        await ImportAsync(Emails(Many(100)));
        var report = await ImportAsync(new SuppressionList("other", new RunRecords(["value"], [["p1@example.com"]]), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)]));

        Assert.Equal(1, report.Values);
    }

    [Theory]
    [InlineData("2026-03-01", 0, 1)]
    [InlineData("2026-03-04", 1, 0)]
    [InlineData(null, 1, 0)]
    public async Task ReadAsync_WithdrawnSinceTheListsDate_IsNotBroughtBack(string? day, long added, long takenBack)
    {
        await ImportAsync(Emails("jan@example.com"));
        _world.Clock.Now += TimeSpan.FromDays(1);
        await _store.WithdrawAsync((await StoredAsync())[0].OptOut.Tokens[..OptOut.TokenLength], _world.Clock.Now, Cancellation);
        var report = await ImportAsync(new SuppressionList("list", new RunRecords(["value"], [["jan@example.com"]]), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)], () => Date(day)));

        Assert.Equal((added, 0L, takenBack), (report.Added, report.Known, report.TakenBack));
        Assert.Equal(Date(day), report.AsOf);
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_UNREADABLE")]
    public async Task ReadAsync_MostlyUnreadableList_IsRefusedAndWhatItHoldsIsAdded()
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => ImportAsync(Emails([.. Many(50), .. Enumerable.Repeat("no address", 50)])));

        Assert.Equal("SUPPRESSION_UNREADABLE", exception.Code);
        Assert.Equal(50, (await _store.CountAsync(Cancellation)).Active);
        Assert.Null(await _store.FindImportAsync("list", Cancellation));
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_EMPTY")]
    public async Task ReadAsync_NoUsableEntry_IsRefused()
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => ImportAsync(Emails("no address")));

        Assert.Equal("SUPPRESSION_EMPTY", exception.Code);
    }

    [Fact]
    public async Task ReadAsync_UnusableValues_AreReportedByLine()
    {
        var report = await ImportAsync(Emails([.. Many(30), "jan"]));

        Assert.Equal((31L, 30L, 1L), (report.Values, report.Added, report.Rejected["EMAIL_AT"]));
        Assert.Equal([("list", 31L, "EMAIL_AT")], report.RejectedLines);
    }

    [Fact]
    public async Task ReadAsync_CountryColumnApostropheAndParts_AreReadAsInARun()
    {
        var records = new RunRecords(["phone", "land"], [["'0612345678;+32 470 12 34 56", "NL"], ["0470 12 34 56", "BE"]]);
        var report = await ImportAsync(new SuppressionList("list", records, [new SuppressionColumn("phone", IdentifierKind.Phone, SuppressionValueForm.Clear)])
        {
            CountryColumn = "land",
            Split = new Dictionary<IdentifierKind, char> { [IdentifierKind.Phone] = ';' },
        });

        Assert.Equal((2L, 2L, 1L), (report.Values, report.Added, report.Known));
    }

    [Fact]
    public async Task ReadAsync_LongName_IsCutInTheOrigin()
    {
        var name = new string('n', 194) + "\U0001F600";
        await ImportAsync(new SuppressionList(name, new RunRecords(["value"], [["jan@example.com"]]), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)]));

        Assert.Equal("list " + name[..194], Assert.Single(await StoredAsync()).OptOut.Origin);
    }

    public void Dispose()
    {
        _hasher.Dispose();
        _card.Dispose();
        _world.Dispose();
    }

    private static DateTimeOffset? Date(string? day) => day is null ? null : DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private static string[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"p{i}@example.com"))];

    private static SuppressionList Emails(params string[] values) => RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Clear, values);

    private static string Tokens(params (byte Kind, Token Token)[] tokens) => string.Concat(tokens.Select(t => Convert.ToHexString([t.Kind]) + Convert.ToHexString(SnapshotTokens.Bytes(t.Token))));

    private static async Task<string> TextAsync(MemoryStore store)
    {
        var lines = new List<string>();
        await foreach (var stored in store.ReadChangesAsync(0, Cancellation))
        {
            lines.Add($"{stored.OptOut.Scope} {stored.OptOut.ProfileSet} {stored.Withdrawn} {Convert.ToHexString(stored.OptOut.Tokens.Span)}");
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private Token Hashed(string form) => _hasher.ComputeHashed(SHA256.HashData(Encoding.UTF8.GetBytes(form)));

    private OptOutImport Import(double maxShrink = 0.1, bool acceptShrink = false, MemoryStore? store = null)
    {
        var snapshots = new SnapshotFolder(_world[store is null ? "snapshots" : Path.GetRandomFileName()], _world.Clock, _logger);
        return new OptOutImport(store ?? _store, snapshots, _card, _world.Clock) { MaxShrink = maxShrink, AcceptShrink = acceptShrink };
    }

    private Task<OptOutImportReport> ImportAsync(SuppressionList list, MemoryStore? store = null) => Import(store: store).ReadAsync(list, Cancellation).AsTask();

    private async Task<List<StoredOptOut>> StoredAsync()
    {
        var stored = new List<StoredOptOut>();
        await foreach (var optOut in _store.ReadChangesAsync(0, Cancellation))
        {
            stored.Add(optOut);
        }

        return stored;
    }
}
