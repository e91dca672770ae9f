using Onboarding.StoreContract;

namespace Onboarding.Core.Tests;

/// <summary>The store of tests keeps the contract of stores, so that it can stand for one.</summary>
public sealed class MemoryStoreTests : StoreContract.StoreContract
{
    private readonly Dictionary<string, MemoryStore> _stores = [];

    [Fact]
    public async Task AddAsync_ToldToFail_ThrowsAndAddsNothing()
    {
        var store = new MemoryStore { Fails = operation => operation == nameof(IOnboardingStore.RecordImportAsync) };

        await Assert.ThrowsAsync<IOException>(async () => await store.RecordImportAsync(new() { List = "l", Values = 1, ReadAt = default }, TestContext.Current.CancellationToken));
        Assert.Null(await store.FindImportAsync("l", TestContext.Current.CancellationToken));
    }

    protected override ValueTask<IOnboardingStore> OpenAsync(string database)
    {
        return ValueTask.FromResult<IOnboardingStore>(_stores.TryGetValue(database, out var store) ? store : _stores[database] = new MemoryStore());
    }
}
