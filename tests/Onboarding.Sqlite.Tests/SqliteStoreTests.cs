using Onboarding.Core.Tests.Support;

namespace Onboarding.Sqlite.Tests;

public sealed class SqliteStoreTests : StoreContract.StoreContract, IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly List<SqliteStore> _stores = [];

    protected override ValueTask<IOnboardingStore> OpenAsync(string database)
    {
        _stores.Add(new SqliteStore(_folder["home", database + ".db"]));
        return ValueTask.FromResult<IOnboardingStore>(_stores[^1]);
    }

    public void Dispose()
    {
        _stores.ForEach(s => s.Dispose());
        _folder.Dispose();
    }
}
