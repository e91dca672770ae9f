using Onboarding.Delivery;

namespace Onboarding.StoreContract;

public abstract partial class StoreContract
{
    private const string OtherDomain = "shop/radio/advertising";

    [Fact]
    public async Task GetComparedAsync_Unknown_IsNull() => Assert.Null(await (await OpenAsync()).GetComparedAsync("o", Token));

    [Fact]
    public async Task AddRemovalsAsync_First_StoresEveryMemberAndMovesTheMark()
    {
        var store = await OpenAsync();
        var removal = Removal(long.MaxValue, 3, OtherDomain, "key-2", RemovalCause.Selection);

        Assert.True(await store.AddRemovalsAsync("o", null, 0, [removal], Token));

        var stored = Assert.Single(await RemovalsAsync(store));
        Assert.Equal(("o", RemovalState.Pending, null, null), (stored.Output, stored.State, stored.List, stored.Changed));
        Assert.Equal((OtherDomain, "key-2", RemovalCause.Selection, long.MaxValue, 3, s_noon), (stored.Content.Domain, stored.Content.KeyId, stored.Content.Cause, stored.Content.Position, stored.Content.Part, stored.Content.Since));
        Assert.Equal(removal.Subject.ToArray(), stored.Content.Subject.ToArray());
        Assert.Equal(0, await store.GetComparedAsync("o", Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3L)]
    [InlineData(5L)]
    public async Task AddRemovalsAsync_MarkElsewhere_DoesNothing(long? from)
    {
        var store = await OpenAsync();
        await store.AddRemovalsAsync("o", null, 4, [], Token);

        Assert.False(await store.AddRemovalsAsync("o", from, 6, [Removal(1)], Token));
        Assert.Equal(4, await store.GetComparedAsync("o", Token));
        Assert.Empty(await RemovalsAsync(store));
    }

    [Fact]
    public async Task AddRemovalsAsync_MarkExpectedAndMissing_DoesNothing()
    {
        var store = await OpenAsync();

        Assert.False(await store.AddRemovalsAsync("o", 0, 6, [Removal(1)], Token));
        Assert.Null(await store.GetComparedAsync("o", Token));
    }

    [Fact]
    public async Task AddRemovalsAsync_ExistingOnes_AddsTheOthersInTheirOrder()
    {
        var store = await OpenAsync();
        await store.AddRemovalsAsync("o", null, 4, [Removal(5), Removal(7, 1)], Token);
        await store.MarkExportedAsync(s_domain.ToString(), "key", long.MaxValue, "list", s_noon, Token);
        await store.MarkListAsync("list", RemovalState.Acknowledged, s_noon, Token);
        await store.AddRemovalsAsync("other", null, 4, [Removal(5)], Token);

        Assert.True(await store.AddRemovalsAsync("o", 4, 9, [Removal(9), Removal(5, cause: RemovalCause.Consent), Removal(7), Removal(9), Removal(7, 1), Removal(1)], Token));

        var removals = await RemovalsAsync(store);
        Assert.Equal([("o", 5L, 0), ("o", 7, 1), ("other", 5, 0), ("o", 9, 0), ("o", 7, 0), ("o", 1, 0)], removals.Select(r => (r.Output, r.Content.Position, r.Content.Part)));
        Assert.Equal([RemovalState.Acknowledged, RemovalState.Acknowledged, RemovalState.Pending, RemovalState.Pending, RemovalState.Pending, RemovalState.Pending], removals.Select(r => r.State));
        Assert.Equal(removals.Select(r => r.Number).Order().Distinct(), removals.Select(r => r.Number));
        Assert.Equal(RemovalCause.OptOut, removals[0].Content.Cause);
        Assert.Equal(9, await store.GetComparedAsync("o", Token));
    }

    [Fact]
    public async Task AddRemovalsAsync_Cancelled_AddsNothing()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AddRemovalsAsync("o", null, 4, [Removal(1)], Cancelled));
        Assert.Null(await store.GetComparedAsync("o", Token));
        Assert.Empty(await RemovalsAsync(store));
    }

    [Fact]
    public async Task ReadRemovalsAsync_DomainAndStates_GivesThose()
    {
        var store = await OpenAsync();
        await store.AddRemovalsAsync("o", null, 4, [Removal(1), Removal(2), Removal(3), Removal(4)], Token);
        await store.AddRemovalsAsync("p", null, 4, [Removal(5, domain: OtherDomain)], Token);
        var numbers = (await RemovalsAsync(store)).ConvertAll(r => r.Number);
        await store.MarkExportedAsync(s_domain.ToString(), "key", numbers[0], "l1", s_noon, Token);
        await store.MarkListAsync("l1", RemovalState.Acknowledged, s_noon, Token);
        await store.MarkExportedAsync(s_domain.ToString(), "key", numbers[1], "l2", s_noon, Token);
        await store.MarkListAsync("l2", RemovalState.Failed, s_noon, Token);
        await store.MarkExportedAsync(OtherDomain, "key", long.MaxValue, "l3", s_noon, Token);

        Assert.Equal([5], await PositionsAsync(OtherDomain));
        Assert.Equal([1, 2, 3, 4], await PositionsAsync(s_domain.ToString()));
        Assert.Equal([2, 3, 4], await PositionsAsync(null, RemovalState.Pending, RemovalState.Failed));
        Assert.Equal([5], await PositionsAsync(null, RemovalState.Exported));
        Assert.Equal([1], await PositionsAsync(s_domain.ToString(), RemovalState.Acknowledged, RemovalState.Exported));
        Assert.Empty(await PositionsAsync("shop/tv/advertising"));

        async Task<IEnumerable<long>> PositionsAsync(string? domain, params RemovalState[] states)
        {
            return await store.ReadRemovalsAsync(domain, states, Token).Select(r => r.Content.Position).ToListAsync(Token);
        }
    }

    [Fact]
    public async Task MarkExportedAsync_DomainKeyAndNumber_MarksThoseThatAreOpen()
    {
        var store = await OpenAsync();
        await store.AddRemovalsAsync("o", null, 4, [Removal(1), Removal(2, key: "key-2"), Removal(3, domain: OtherDomain), Removal(4), Removal(5)], Token);
        var through = (await RemovalsAsync(store))[3].Number;

        Assert.Equal(2, await store.MarkExportedAsync(s_domain.ToString(), "key", through, "l1", s_noon.AddTicks(1), Token));
        Assert.Equal(1, await store.MarkExportedAsync(s_domain.ToString(), "key", long.MaxValue, "l2", s_noon.AddTicks(2), Token));
        Assert.Equal(0, await store.MarkExportedAsync(s_domain.ToString(), "key", long.MaxValue, "l3", s_noon.AddTicks(3), Token));

        var removals = await RemovalsAsync(store);
        Assert.Equal(["l1", null, null, "l1", "l2"], removals.Select(r => r.List));
        Assert.Equal([s_noon.AddTicks(1), null, null, s_noon.AddTicks(1), s_noon.AddTicks(2)], removals.Select(r => r.Changed));
        Assert.Equal([RemovalState.Exported, RemovalState.Pending, RemovalState.Pending, RemovalState.Exported, RemovalState.Exported], removals.Select(r => r.State));
    }

    [Fact]
    public async Task MarkListAsync_Failed_IsExportedAgainInAnotherList()
    {
        var store = await OpenAsync();
        await store.AddRemovalsAsync("o", null, 4, [Removal(1), Removal(2)], Token);
        var first = (await RemovalsAsync(store))[0].Number;
        await store.MarkExportedAsync(s_domain.ToString(), "key", first, "l1", s_noon, Token);
        await store.MarkExportedAsync(s_domain.ToString(), "key", long.MaxValue, "l2", s_noon, Token);

        Assert.Equal(1, await store.MarkListAsync("l1", RemovalState.Failed, s_noon.AddTicks(5), Token));
        Assert.Equal((RemovalState.Failed, s_noon.AddTicks(5)), ((await RemovalsAsync(store))[0].State, (await RemovalsAsync(store))[0].Changed));
        Assert.Equal(0, await store.MarkListAsync("l1", RemovalState.Acknowledged, s_noon, Token));
        Assert.Equal(1, await store.MarkExportedAsync(s_domain.ToString(), "key", long.MaxValue, "l3", s_noon, Token));
        Assert.Equal(1, await store.MarkListAsync("l3", RemovalState.Acknowledged, s_noon.AddTicks(6), Token));

        var removals = await RemovalsAsync(store);
        Assert.Equal([("l3", RemovalState.Acknowledged, s_noon.AddTicks(6)), ("l2", RemovalState.Exported, s_noon)], removals.Select(r => (r.List!, r.State, r.Changed!.Value)));
        Assert.Equal(0, await store.MarkExportedAsync(s_domain.ToString(), "key", long.MaxValue, "l4", s_noon, Token));
    }

    [Theory]
    [InlineData(RemovalState.Pending)]
    [InlineData(RemovalState.Exported)]
    public async Task MarkListAsync_OtherStates_Throws(RemovalState state)
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.MarkListAsync("l", state, s_noon, Token));
    }

    [Fact]
    public async Task MarkAsync_Cancelled_RecordsNothing()
    {
        var store = await OpenAsync();
        await store.AddRemovalsAsync("o", null, 4, [Removal(1), Removal(2)], Token);
        await store.MarkExportedAsync(s_domain.ToString(), "key", (await RemovalsAsync(store))[0].Number, "l1", s_noon, Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.MarkExportedAsync(s_domain.ToString(), "key", long.MaxValue, "l2", s_noon, Cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.MarkListAsync("l1", RemovalState.Failed, s_noon, Cancelled));
        Assert.Equal([RemovalState.Exported, RemovalState.Pending], (await RemovalsAsync(store)).Select(r => r.State));
    }

    private static NewRemoval Removal(long position, int part = 0, string? domain = null, string key = "key", RemovalCause cause = RemovalCause.OptOut) => new()
    {
        Domain = domain ?? s_domain.ToString(),
        KeyId = key,
        Cause = cause,
        Subject = Tokens("1s").AsMemory(1, 16),
        Position = position,
        Part = part,
        Since = s_noon,
    };

    private static async Task<List<Removal>> RemovalsAsync(IOnboardingStore store) => await store.ReadRemovalsAsync(null, [], Token).ToListAsync(Token);
}
