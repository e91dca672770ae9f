using Onboarding.Suppression;

namespace Onboarding.StoreContract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task AddAsync_New_StoresEveryMember()
    {
        var store = await OpenAsync();
        var optOut = Create("1a 32b", "purpose advertising", 7, "list Überdruß 𝛼 '\";--", s_noon.ToOffset(TimeSpan.FromHours(5)));

        var receipt = await AddAsync(store, optOut);

        var stored = await FindOneAsync(store, "1a");
        Assert.True(receipt.IsNew);
        Assert.Equal((receipt.Number, 1L, null), (stored.Number, stored.Change, stored.Withdrawn));
        Assert.Equal(Tokens("1a 32b"), stored.OptOut.Tokens.ToArray());
        Assert.Equal((optOut.KeyId, optOut.Scope, optOut.Origin, 7, s_noon), (stored.OptOut.KeyId, stored.OptOut.Scope, stored.OptOut.Origin, stored.OptOut.ProfileSet, stored.OptOut.Effective));
    }

    [Fact]
    public async Task AddAsync_Several_GivesReceiptsInTheirOrder()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1b"));

        var receipts = await store.AddAsync([Create("1c"), Create("1b"), Create("1a"), Create("1c 2c")], null, Token);

        Assert.Equal([true, false, true, false], receipts.Select(r => r.IsNew));
        Assert.Equal(receipts[0].Number, receipts[3].Number);
        Assert.Equal(receipts.Select(r => r.Number), await Task.WhenAll(((string[])["2c", "1b", "1a", "1c"]).Select(async t => (await FindOneAsync(store, t)).Number)));
    }

    [Fact]
    public async Task AddAsync_None_DoesNothing()
    {
        var store = await OpenAsync();

        Assert.Empty(await store.AddAsync([], null, Token));
        Assert.Equal(0, await store.GetLastChangeAsync(Token));
    }

    [Fact]
    public async Task AddAsync_KnownWithNothingNew_ChangesNothing()
    {
        var store = await OpenAsync();
        var first = await AddAsync(store, Create("1a 2b", profileSet: 3));
        var before = Describe(await FindOneAsync(store, "1a"));

        Assert.Equal(new OptOutReceipt(first.Number, IsNew: false), await AddAsync(store, Create("1a", profileSet: 2, origin: "other", effective: s_noon.AddDays(1)), s_noon));
        Assert.Equal(before, Describe(await FindOneAsync(store, "1a")));
        Assert.Equal(1, await store.GetLastChangeAsync(Token));
    }

    [Fact]
    public async Task AddAsync_KnownWithMoreTokens_GetsThemUnderANewChange()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a 2b"));
        await AddAsync(store, Create("1x"));

        await AddAsync(store, Create("1a 32c 2b 32d", origin: "other"));

        var stored = await FindOneAsync(store, "32d");
        Assert.Equal((1L, 3L, "command"), (stored.Number, stored.Change, stored.OptOut.Origin));
        Assert.Equal(Tokens("1a 2b 32c 32d"), stored.OptOut.Tokens.ToArray());
        Assert.Equal(3, await store.GetLastChangeAsync(Token));
    }

    [Fact]
    public async Task AddAsync_KnownWithHigherProfileSet_TakesIt()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a", profileSet: 0));
        await AddAsync(store, Create("1a", profileSet: 4));
        await AddAsync(store, Create("1a", profileSet: 3));

        var stored = await FindOneAsync(store, "1a");
        Assert.Equal((4, 2L), (stored.OptOut.ProfileSet, stored.Change));
    }

    [Theory]
    [InlineData("1a 2b", "purpose advertising")]
    [InlineData("1a", "destination paper")]
    [InlineData("2b 1a", "all")]
    [InlineData("3a", "all")]
    public async Task AddAsync_OtherScopeOrFirstToken_IsNew(string tokens, string scope)
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a 2b"));

        Assert.Equal(new OptOutReceipt(2, IsNew: true), await AddAsync(store, Create(tokens, scope)));
    }

    [Fact]
    public async Task AddAsync_SameTokenTwice_KeepsItOnce()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a 2b 1a 2b"));

        Assert.Equal(Tokens("1a 2b"), (await FindOneAsync(store, "2b")).OptOut.Tokens.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task AddAsync_WithdrawnSinceTheList_IsNotAdded(long ticks)
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a"));
        await store.WithdrawAsync(Tokens("1a"), s_noon, Token);

        Assert.Equal(new OptOutReceipt(0, IsNew: false), await AddAsync(store, Create("1a 2b"), s_noon.AddTicks(ticks)));
        Assert.Equal(2, await store.GetLastChangeAsync(Token));
    }

    [Fact]
    public async Task AddAsync_WithdrawnBeforeTheList_IsAddedAnew()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a"));
        await store.WithdrawAsync(Tokens("1a"), s_noon, Token);

        Assert.Equal(new OptOutReceipt(2, IsNew: true), await AddAsync(store, Create("1a"), s_noon.AddTicks(1)));
        Assert.Equal(new OptOutReceipt(2, IsNew: false), await AddAsync(store, Create("1a"), s_noon.AddDays(-1)));
    }

    [Fact]
    public async Task AddAsync_WithdrawnAndSaidNow_IsAddedAnew()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a"));
        await store.WithdrawAsync(Tokens("1a"), s_noon, Token);

        Assert.Equal(new OptOutReceipt(2, IsNew: true), await AddAsync(store, Create("1a")));
    }

    [Fact]
    public async Task AddAsync_WithdrawnTwice_LooksAtTheLatest()
    {
        var store = await OpenAsync();
        foreach (var day in (int[])[5, 2])
        {
            await AddAsync(store, Create("1a"));
            await store.WithdrawAsync(Tokens("1a"), s_noon.AddDays(day), Token);
        }

        Assert.Equal(0, (await AddAsync(store, Create("1a"), s_noon.AddDays(4))).Number);
        Assert.True((await AddAsync(store, Create("1a"), s_noon.AddDays(6))).IsNew);
    }

    [Fact]
    public async Task AddAsync_WithdrawnInAnotherScope_IsAdded()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a"));
        await store.WithdrawAsync(Tokens("1a"), s_noon, Token);

        Assert.True((await AddAsync(store, Create("1a", "destination paper"), s_noon)).IsNew);
    }

    [Fact]
    public async Task AddAsync_MoreThanTheLimit_Throws()
    {
        var store = await OpenAsync();
        var optOut = Create("1a");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.AddAsync([.. Enumerable.Repeat(optOut, 100_001)], null, Token));
        Assert.Equal(100_000, (await store.AddAsync([.. Enumerable.Repeat(optOut, 100_000)], null, Token)).Count);
    }

    [Fact]
    public async Task AddAsync_Cancelled_AddsNothing()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AddAsync([Create("1a")], null, Cancelled));
        Assert.Empty(await ChangesAsync(store));
    }

    [Fact]
    public async Task WithdrawAsync_AnyToken_WithdrawsAllThatHaveIt()
    {
        var store = await OpenAsync();
        await store.AddAsync([Create("1a 2b"), Create("2b", "destination paper"), Create("1c"), Create("3d")], null, Token);

        Assert.Equal([1, 2, 4], await store.WithdrawAsync(Tokens("3d 2b"), s_noon.AddDays(1), Token));

        var changes = await ChangesAsync(store);
        Assert.Equal([(3L, 3L), (1, 5), (2, 6), (4, 7)], changes.Select(c => (c.Number, c.Change)));
        Assert.Equal([null, s_noon.AddDays(1), s_noon.AddDays(1), s_noon.AddDays(1)], changes.Select(c => c.Withdrawn));
    }

    [Fact]
    public async Task WithdrawAsync_Withdrawn_StaysAsItIs()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a"));
        await store.WithdrawAsync(Tokens("1a"), s_noon, Token);

        Assert.Empty(await store.WithdrawAsync(Tokens("1a"), s_noon.AddDays(1), Token));
        Assert.Equal((s_noon, 2L), ((await FindOneAsync(store, "1a")).Withdrawn, await store.GetLastChangeAsync(Token)));
    }

    [Fact]
    public async Task WithdrawAsync_OtherKindOfTheSameValue_IsAnotherToken()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a"));

        Assert.Empty(await store.WithdrawAsync(Tokens("32a"), s_noon, Token));
        Assert.Empty(await store.FindAsync(Tokens("32a"), Token));
    }

    [Fact]
    public async Task WithdrawAsync_HalfAToken_Throws()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.WithdrawAsync(new byte[34], s_noon, Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.FindAsync(new byte[32], Token));
    }

    [Fact]
    public async Task WithdrawAsync_Cancelled_WithdrawsNothing()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.WithdrawAsync(Tokens("1a"), s_noon, Cancelled));
        Assert.Null((await FindOneAsync(store, "1a")).Withdrawn);
    }
}
