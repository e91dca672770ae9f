using System.Buffers.Binary;
using Onboarding.Suppression;

namespace Onboarding.StoreContract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task FindAsync_SeveralTokens_GivesEachOptOutOnceByNumber()
    {
        var store = await OpenAsync();
        await store.AddAsync([Create("1a 2b"), Create("1c"), Create("3b 2b"), Create("1e")], null, Token);
        await store.WithdrawAsync(Tokens("1a"), s_noon, Token);

        var found = await store.FindAsync(Tokens("1e 3b 2b 1a 1x"), Token);

        Assert.Equal([1, 3, 4], found.Select(o => o.Number));
        Assert.Equal([true, false, false], found.Select(o => o.Withdrawn is not null));
    }

    [Fact]
    public async Task FindAsync_TokensThatBeginAlike_FindsTheEqualOneAlone()
    {
        var store = await OpenAsync();
        var other = Tokens("1a");
        other[^1] ^= 1;
        await AddAsync(store, Create("1a"));

        Assert.Empty(await store.FindAsync(other, Token));
        Assert.Single(await store.FindAsync((byte[])[.. other, .. Tokens("1a")], Token));
        Assert.True((await AddAsync(store, new OptOut { Tokens = other, KeyId = "k", Scope = OptOutScope.All, Origin = "o", ProfileSet = 1, Effective = s_noon })).IsNew);
        Assert.Equal([2], await store.WithdrawAsync(other, s_noon, Token));
    }

    [Fact]
    public async Task FindAsync_ManyTokens_TakesTenThousand()
    {
        var store = await OpenAsync();
        await AddAsync(store, Create("1a 2b"));
        var tokens = new byte[10_001 * OptOut.TokenLength];
        for (var i = 0; i < 10_001; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(tokens.AsSpan((i * OptOut.TokenLength) + 1), i);
        }

        Tokens("2b").CopyTo(tokens, 0);

        Assert.Single(await store.FindAsync(tokens.AsMemory(..^OptOut.TokenLength), Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.FindAsync(tokens, Token));
        Assert.Empty(await store.FindAsync(default, Token));
    }

    [Fact]
    public async Task ReadChangesAsync_All_GivesEachOnceAsItIsNow()
    {
        var store = await OpenAsync();
        Assert.Empty(await ChangesAsync(store));
        await store.AddAsync([Create("1a"), Create("1b"), Create("1c")], null, Token);
        await AddAsync(store, Create("1a 2a"));
        await store.WithdrawAsync(Tokens("1b"), s_noon, Token);

        var changes = await ChangesAsync(store);

        Assert.Equal([(3L, 3L), (1, 4), (2, 5)], changes.Select(c => (c.Number, c.Change)));
        Assert.Equal(66, changes[1].OptOut.Tokens.Length);
        Assert.Equal([5], (await ChangesAsync(store, 4)).Select(c => c.Change));
        Assert.Empty(await ChangesAsync(store, 5));
        Assert.Equal(5, await store.GetLastChangeAsync(Token));
    }

    /// <summary>A change in the meantime makes nobody missing and nobody twice.</summary>
    [Fact]
    public async Task ReadChangesAsync_ChangedMeanwhile_GivesOneMoment()
    {
        var store = await OpenAsync();
        await store.AddAsync([.. "abcdefgh".Select(c => Create($"1{c}"))], null, Token);
        var read = new List<long>();
        await foreach (var stored in store.ReadChangesAsync(0, Token))
        {
            if (read.Count == 2)
            {
                await store.WithdrawAsync(Tokens("1a 1d"), s_noon, Token);
                await AddAsync(store, Create("1z"));
            }

            read.Add(stored.Number);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], read);
        Assert.Equal([1, 4, 9], (await ChangesAsync(store, 8)).Select(c => c.Number));
    }

    /// <summary>As docs/stores.md says how to move from one store to another.</summary>
    [Fact]
    public async Task ReadChangesAsync_IntoAnotherStore_TakesEverybodyAlong()
    {
        var old = await OpenAsync("old");
        var store = await OpenAsync();
        await old.AddAsync([Create("1a 2b"), Create("1c"), Create("1a", "destination paper")], null, Token);
        await old.WithdrawAsync(Tokens("2b 1c"), s_noon, Token);
        await AddAsync(old, Create("1c 2d"));
        foreach (var isWithdrawn in (bool[])[true, false])
        {
            await foreach (var one in old.ReadChangesAsync(0, Token).Where(o => o.Withdrawn is not null == isWithdrawn))
            {
                await AddAsync(store, one.OptOut);
                if (one.Withdrawn is { } at)
                {
                    await store.WithdrawAsync(one.OptOut.Tokens[..OptOut.TokenLength], at, Token);
                }
            }
        }

        Assert.Equal((await ChangesAsync(old)).Select(Content).Order(StringComparer.Ordinal), (await ChangesAsync(store)).Select(Content).Order(StringComparer.Ordinal));

        static string Content(StoredOptOut stored) => Describe(stored).Split(' ', 3)[2];
    }

    [Fact]
    public async Task ReadChangesAsync_LeftInTheMiddle_HoldsNothingUp()
    {
        var store = await OpenAsync();
        await store.AddAsync([Create("1a"), Create("1b")], null, Token);
        await foreach (var _ in store.ReadChangesAsync(0, Token))
        {
            break;
        }

        Assert.Equal(3, (await AddAsync(store, Create("1c"))).Number);
    }

    [Fact]
    public async Task ReadChangesAsync_Cancelled_Throws()
    {
        var store = await OpenAsync();
        await store.AddAsync([Create("1a"), Create("1b")], null, Token);
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in store.ReadChangesAsync(0, source.Token))
            {
                await source.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task CountAsync_Mixed_CountsThoseThatHoldWithdrawnAndHashOnly()
    {
        var store = await OpenAsync();
        Assert.Equal(new OptOutTotals(0, 0, 0), await store.CountAsync(Token));
        await store.AddAsync([Create("1a"), Create("32b", profileSet: 0), Create("32c", profileSet: 0), Create("32d", profileSet: 0), Create("1e")], null, Token);
        await store.WithdrawAsync(Tokens("32b 1e"), s_noon, Token);
        await AddAsync(store, Create("32d 1d", profileSet: 2));

        Assert.Equal(new OptOutTotals(3, 2, 1), await store.CountAsync(Token));
    }

    [Fact]
    public async Task FindImportAsync_NeverRecorded_IsNull()
    {
        var store = await OpenAsync();
        await store.RecordImportAsync(new ListImport { List = "list", Values = 1, ReadAt = s_noon }, Token);

        Assert.Null(await store.FindImportAsync("List", Token));
    }

    [Fact]
    public async Task RecordImportAsync_Twice_TakesThePlaceOfTheFirst()
    {
        var store = await OpenAsync();
        var name = "Nixe 𝛼 '" + new string('x', 900);
        await store.RecordImportAsync(new ListImport { List = name, Values = long.MaxValue, AsOf = s_noon.AddTicks(3), ReadAt = s_noon, Outcome = Enumerable.Range(0, 300_000).Select(i => (byte)i).ToArray() }, Token);
        var first = await store.FindImportAsync(name, Token);
        await store.RecordImportAsync(new ListImport { List = name, Values = 0, ReadAt = s_noon.AddDays(1) }, Token);
        var second = await store.FindImportAsync(name, Token);

        Assert.Equal((name, long.MaxValue, s_noon.AddTicks(3), s_noon), (first!.List, first.Values, first.AsOf, first.ReadAt));
        Assert.Equal(Enumerable.Range(0, 300_000).Select(i => (byte)i), first.Outcome.ToArray());
        Assert.Equal((0L, null, s_noon.AddDays(1), 0), (second!.Values, second.AsOf, second.ReadAt, second.Outcome.Length));
    }

    [Fact]
    public async Task RecordImportAsync_Cancelled_RecordsNothing()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.RecordImportAsync(new ListImport { List = "list", Values = 1, ReadAt = s_noon }, Cancelled));
        Assert.Null(await store.FindImportAsync("list", Token));
    }
}
