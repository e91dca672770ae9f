using Onboarding.Delivery;

namespace Onboarding.StoreContract;

public abstract partial class StoreContract
{
    private const int Tasks = 8;

    [Fact]
    public async Task Instances_TwoOnOneDatabase_SeeWhatTheOtherDid()
    {
        var one = await OpenAsync();
        var other = await OpenAsync();
        await AddAsync(one, Create("1a"));
        await AddAsync(other, Create("1b"));
        await one.WithdrawAsync(Tokens("1b"), s_noon, Token);
        await other.AppendAsync(Entry("o", LedgerEvent.Intended, 4), Token);
        await one.AddRemovalsAsync("o", null, 2, [Removal(1)], Token);

        Assert.Equal(Describe(await FindOneAsync(one, "1b")), Describe(await FindOneAsync(other, "1b")));
        Assert.Single(await EntriesAsync(one));
        Assert.False(await other.AddRemovalsAsync("o", null, 3, [Removal(2)], Token));
        Assert.Equal(await one.ReserveSerialAsync(s_domain, s_noon, Token) + 1, await other.ReserveSerialAsync(s_domain, s_noon, Token));
    }

    [Fact]
    public async Task Databases_OfTwoNames_ShareNothing()
    {
        await AddAsync(await OpenAsync("one"), Create("1a"));

        Assert.Empty(await ChangesAsync(await OpenAsync("other")));
    }

    [Fact]
    public async Task AddAsync_EightAtOnce_AddsEachOnce()
    {
        var receipts = await AtOnceAsync(async (store, task) =>
        {
            var mine = new List<(string Token, long Number, bool IsNew)>();
            for (var round = 0; round < 10; round++)
            {
                // Half are the same for all tasks.
                string[] names = [.. Enumerable.Range(0, 4).Select(i => $"1s{(round * 4) + i}"), .. Enumerable.Range(0, 4).Select(i => $"1t{task}n{(round * 4) + i}")];
                mine.AddRange((await store.AddAsync([.. names.Select(n => Create(n))], null, Token)).Zip(names, (r, n) => (n, r.Number, r.IsNew)));
            }

            return mine;
        });

        var all = receipts.SelectMany(r => r).ToList();
        var expected = 40 + (Tasks * 40);
        Assert.Equal(expected, all.Count(r => r.IsNew));
        Assert.All(all.GroupBy(r => r.Token), g => Assert.Single(g.Select(r => r.Number).Distinct()));
        Assert.Equal(Enumerable.Range(1, expected).Select(i => (long)i), all.Select(r => r.Number).Distinct().Order());
        Assert.Equal(expected, (await ChangesAsync(await OpenAsync())).Count);
    }

    /// <summary>Who has read up to a number never finds one at or below it later.</summary>
    [Fact]
    public async Task ReadChangesAsync_WhileOthersWrite_NeverMissesOne()
    {
        var reader = await OpenAsync();
        var writing = AtOnceAsync(async (store, task) =>
        {
            for (var round = 0; round < 12; round++)
            {
                await store.AddAsync([Create($"1t{task}n{round}"), Create($"2t{task}n{round}")], null, Token);
                await store.WithdrawAsync(Tokens($"1t{task}n{round - 1}"), s_noon, Token);
            }

            return 0;
        });

        var seen = new Dictionary<long, string>();
        long last = 0;
        for (var isOver = false; !isOver;)
        {
            isOver = writing.IsCompleted;
            foreach (var stored in await ChangesAsync(reader, last))
            {
                Assert.True(stored.Change > last);
                last = stored.Change;
                seen[stored.Number] = Describe(stored);
            }
        }

        await writing;
        Assert.Equal((await ChangesAsync(reader)).OrderBy(s => s.Number).Select(Describe), seen.OrderBy(s => s.Key).Select(s => s.Value));
        Assert.Equal(Tasks * 12 * 2, seen.Count);
    }

    [Fact]
    public async Task WithdrawAsync_EightAtOnce_WithdrawsEachOnce()
    {
        var names = Enumerable.Range(0, 30).Select(i => $"1n{i}").ToArray();
        await (await OpenAsync()).AddAsync([.. names.Select(n => Create(n))], null, Token);

        var numbers = await AtOnceAsync(async (store, _) =>
        {
            var mine = new List<long>();
            for (var i = 0; i < names.Length; i += 3)
            {
                mine.AddRange(await store.WithdrawAsync(Tokens(string.Join(' ', names.Skip(i).Take(3))), s_noon, Token));
            }

            return mine;
        });

        Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), numbers.SelectMany(n => n).Order());
    }

    [Fact]
    public async Task ReserveSerialAsync_EightAtOnce_GivesEachOnce()
    {
        var serials = await AtOnceAsync(async (store, _) =>
        {
            var mine = new List<long>();
            for (var i = 0; i < 10; i++)
            {
                mine.Add(await store.ReserveSerialAsync(s_domain, s_noon, Token));
            }

            return mine;
        });

        Assert.All(serials, mine => Assert.Equal(mine.Order(), mine));
        Assert.Equal(Enumerable.Range(0, Tasks * 10).Select(i => Second + i), serials.SelectMany(s => s).Order());
    }

    [Fact]
    public async Task AddRemovalsAsync_EightAtOnce_OneIsFastest()
    {
        for (var mark = 0; mark < 5; mark++)
        {
            long? from = mark == 0 ? null : mark - 1;
            var through = mark;
            var done = await AtOnceAsync((store, task) => store.AddRemovalsAsync("o", from, through, [Removal((through * Tasks) + task)], Token).AsTask());

            Assert.Single(done, isDone => isDone);
            Assert.Equal(mark + 1, (await RemovalsAsync(await OpenAsync())).Count);
        }
    }

    private async Task<T[]> AtOnceAsync<T>(Func<IOnboardingStore, int, Task<T>> work)
    {
        IOnboardingStore[] stores = [await OpenAsync(), await OpenAsync()];
        return await Task.WhenAll(Enumerable.Range(0, Tasks).Select(task => Task.Run(() => work(stores[task % 2], task), Token)));
    }
}
