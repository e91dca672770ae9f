using System.Security.Cryptography;
using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

public sealed class SuppressionSourceTests : IDisposable
{
    private const string Hash = "973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b";

    private readonly RunWorld _world = new();
    private readonly KeyCard _card;
    private readonly SuppressionHasher _hasher;

    public SuppressionSourceTests()
    {
        _card = _world.Card(RunPlan.ShopSuppressionKey);
        _hasher = new SuppressionHasher(_card);
    }

    [Fact]
    public async Task LoadAsync_ClearValue_HoldsTheTokenOfItsSuppressionForm()
    {
        var snapshot = await LoadAsync(SuppressionValueForm.Clear, " MAILTO:Jan.Jansen+x@Example.com ");

        Assert.True(snapshot.Contains(_hasher.Compute(IdentifierKind.Email, "j-anjansen@example.com"u8)));
    }

    [Theory]
    [InlineData(Hash)]
    [InlineData(" 973DFE463EC85785F5F95AF5BA3906EEDB2D931C24E69824A89EA65DBA4E813B\u200B")]
    public async Task LoadAsync_Sha256Hex_HoldsTheTokenOfTheRawDigest(string value)
    {
        var snapshot = await LoadAsync(SuppressionValueForm.Sha256Hex, value);

        Assert.True(snapshot.Contains(_hasher.ComputeHashed(Convert.FromHexString(Hash))));
    }

    [Fact]
    public async Task LoadAsync_Sha256Base64_HoldsTheTokenOfTheRawDigest()
    {
        var snapshot = await LoadAsync(SuppressionValueForm.Sha256Base64, Convert.ToBase64String(Convert.FromHexString(Hash)), Hash, "not base64");

        Assert.True(snapshot.Contains(_hasher.ComputeHashed(Convert.FromHexString(Hash))));
        Assert.Equal(2, snapshot.Rejected["HASH_FORMAT"]);
    }

    [Fact]
    public async Task LoadAsync_HashOfNothing_IsNobodysOptOut()
    {
        var snapshot = await LoadAsync(SuppressionValueForm.Sha256Hex, Hash, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("null"u8)));

        Assert.Equal(1, snapshot.Rejected["HASH_OF_NOTHING"]);
    }

    [Fact]
    public async Task LoadAsync_SuppressionToken_HoldsItAsItIs()
    {
        var snapshot = await LoadAsync(SuppressionValueForm.Token, Hash);

        Assert.True(snapshot.Contains(new Token(Convert.FromHexString(Hash))));
    }

    [Theory]
    [InlineData(SuppressionValueForm.Sha256Hex)]
    [InlineData(SuppressionValueForm.Token)]
    [Trait("Refusal", "HASH_FORMAT")]
    public async Task LoadAsync_HashedColumnWithOtherText_IsRejectedAsHashFormat(SuppressionValueForm form)
    {
        var snapshot = await LoadAsync(form, Hash, Hash[..63], "jan@example.com", Hash + "00");

        Assert.Equal(3, snapshot.Rejected["HASH_FORMAT"]);
    }

    [Fact]
    public async Task LoadAsync_ValueWithoutCanonicalForm_IsReportedByLine()
    {
        var snapshot = await LoadAsync(SuppressionValueForm.Clear, "jan@example.com", "jan", "piet@example.com");

        Assert.Equal([("list", 2L, "EMAIL_AT")], snapshot.RejectedLines);
    }

    [Fact]
    public async Task LoadAsync_MalformedRowOfAList_CountsAsAnObjectionThatCouldNotBeRead()
    {
        var records = new RunRecords(["value"], [["jan@example.com"], null]);
        var snapshot = await LoadAsync(new SuppressionList("list", records, [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)]));

        Assert.Equal(1, snapshot.Rejected["FIELD_COUNT"]);
    }

    [Fact]
    public async Task LoadAsync_EmptyCellOfOneColumn_IsRejected()
    {
        var snapshot = await LoadAsync(SuppressionValueForm.Clear, "jan@example.com", " ");

        Assert.Equal(1, snapshot.Rejected["EMPTY"]);
    }

    [Fact]
    public async Task LoadAsync_EmptyCellAmongSeveralColumns_IsSkipped()
    {
        var records = new RunRecords(["email", "pas"], [["jan@example.com", ""], ["", "P1"]]);
        var snapshot = await LoadAsync(new SuppressionList("list", records,
            [new SuppressionColumn("email", IdentifierKind.Email, SuppressionValueForm.Clear), new SuppressionColumn("pas", IdentifierKind.ExternalId, SuppressionValueForm.Clear)]));

        Assert.Equal((2, 0L), (snapshot.Count, snapshot.RejectedCount));
    }

    [Fact]
    public async Task LoadAsync_SeveralLists_AllCount()
    {
        var snapshot = await LoadAsync(
            RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Clear, "jan@example.com"),
            RunOptOuts.List(IdentifierKind.Email, SuppressionValueForm.Sha256Hex, Hash));

        Assert.Equal(2, snapshot.Count);
    }

    [Fact]
    public async Task LoadAsync_SameEntriesInAnotherOrder_HasTheSameId()
    {
        var one = await LoadAsync(SuppressionValueForm.Clear, "a@example.com", "b@example.com");
        var other = await LoadAsync(SuppressionValueForm.Clear, "B@example.com", "a@example.com", "a@example.com");

        Assert.Equal(one.Id, other.Id);
    }

    [Theory]
    [InlineData()]
    [InlineData("not an address", "neither")]
    [Trait("Refusal", "SUPPRESSION_EMPTY")]
    public async Task LoadAsync_NoUsableEntry_IsRefused(params string[] values)
    {
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => LoadAsync(SuppressionValueForm.Clear, values));

        Assert.Equal("SUPPRESSION_EMPTY", exception.Code);
    }

    [Fact]
    [Trait("Refusal", "SUPPRESSION_UNREADABLE")]
    public async Task LoadAsync_MoreThanAFewPercentUnusable_IsRefused()
    {
        var values = Enumerable.Range(0, 100).Select(i => i < 20 ? "no address" : $"p{i}@example.com").ToArray();

        var exception = await Assert.ThrowsAsync<OnboardingException>(() => LoadAsync(SuppressionValueForm.Clear, values));

        Assert.Equal("SUPPRESSION_UNREADABLE", exception.Code);
    }

    [Fact]
    public async Task LoadAsync_FewUnusableValues_IsTaken()
    {
        var values = Enumerable.Range(0, 100).Select(i => i < 5 ? "no address" : $"p{i}@example.com").ToArray();

        Assert.Equal(95, (await LoadAsync(SuppressionValueForm.Clear, values)).Count);
    }

    [Fact]
    public async Task LoadAsync_ConfirmedEmpty_HoldsNobodyAndNamesWhoSaysSo()
    {
        var snapshot = await SuppressionSource.ConfirmedEmpty("DPO, ticket 4711").LoadAsync(_hasher, _world.Clock, TestContext.Current.CancellationToken);

        Assert.Equal((0, "DPO, ticket 4711"), (snapshot.Count, snapshot.EmptyReference));
    }

    [Fact]
    public void ConfirmedEmpty_NoReference_Throws() => Assert.Throws<ArgumentException>(() => SuppressionSource.ConfirmedEmpty(" "));

    [Fact]
    public void FromLists_None_Throws() => Assert.Throws<ArgumentException>(() => SuppressionSource.FromLists());

    [Fact]
    public void SuppressionList_NoColumn_Throws() => Assert.Throws<ArgumentException>(() => new SuppressionList("list", new RunRecords(["value"], []), []));

    [Theory]
    [InlineData("2026-02-01", "2026-01-01", "2026-01-01")]
    [InlineData("2026-01-01", "2026-02-01", "2026-01-01")]
    [InlineData(null, "2026-02-01", null)]
    [InlineData("2026-01-01", null, null)]
    public async Task LoadAsync_DatedLists_AsOfIsTheOldestWhereAllAreKnown(string? first, string? second, string? expected)
    {
        var snapshot = await LoadAsync(Dated(first), Dated(second));

        Assert.Equal(Date(expected), snapshot.AsOf);
    }

    [Fact]
    public async Task LoadAsync_ReadTwice_SeesTheListAsItIsNow()
    {
        var source = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, ["a@example.com"], ["a@example.com", "b@example.com"]);
        await source.LoadAsync(_hasher, _world.Clock, TestContext.Current.CancellationToken);
        var second = await source.LoadAsync(_hasher, _world.Clock, TestContext.Current.CancellationToken);

        Assert.Equal(2, second.Count);
    }

    [Fact]
    [Trait("Refusal", "KEY_MISMATCH")]
    public void SuppressionHasher_PartyKey_IsRefused()
    {
        using var card = _world.Card();

        var exception = Assert.Throws<OnboardingException>(() => new SuppressionHasher(card));

        Assert.Equal("KEY_MISMATCH", exception.Code);
    }

    [Fact]
    public void ComputeForms_GmailValue_HashesEveryFormTheCanonicalFirst()
    {
        var forms = new Token[ProfileSet.MaxForms];
        var count = _hasher.ComputeForms(IdentifierKind.Email, " Jan.Jansen@GoogleMail.com"u8, "janjansen@gmail.com"u8, forms);

        Assert.Equal([Hashed("janjansen@gmail.com"), Hashed("janjansen@googlemail.com"), Hashed("jan.jansen@googlemail.com")], forms[..count]);
    }

    [Fact]
    public void ComputeForms_OtherHost_HashesTheFormsOfPlatformsThatCutEverywhere()
    {
        var forms = new Token[ProfileSet.MaxForms];
        var count = _hasher.ComputeForms(IdentifierKind.Email, "Jan.Jansen@example.com"u8, "jan.jansen@example.com"u8, forms);

        Assert.Equal([Hashed("jan.jansen@example.com"), Hashed("janjansen@example.com")], forms[..count]);
    }

    public void Dispose()
    {
        _hasher.Dispose();
        _card.Dispose();
        _world.Dispose();
    }

    private static DateTimeOffset? Date(string? day) => day is null ? null : DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    private static SuppressionList Dated(string? day)
    {
        return new SuppressionList("list", new RunRecords(["value"], [["jan@example.com"]]), [new SuppressionColumn("value", IdentifierKind.Email, SuppressionValueForm.Clear)], () => Date(day));
    }

    private Token Hashed(string form) => _hasher.ComputeHashed(SHA256.HashData(Encoding.UTF8.GetBytes(form)));

    private Task<SuppressionSnapshot> LoadAsync(SuppressionValueForm form, params string[] values) => LoadAsync(RunOptOuts.List(IdentifierKind.Email, form, values));

    private Task<SuppressionSnapshot> LoadAsync(params SuppressionList[] lists) => SuppressionSource.FromLists(lists).LoadAsync(_hasher, _world.Clock, default).AsTask();
}
