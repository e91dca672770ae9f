using System.Security.Cryptography;
using Onboarding.PostgreSqlServers;

namespace Onboarding.PostgreSql.Tests;

public sealed class PostgreSqlStoreTests(PostgreSqlServer server) : StoreContract.StoreContract
{
    private readonly string _test = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    protected override async ValueTask<IOnboardingStore> OpenAsync(string database) => new PostgreSqlStore(await server.OpenAsync(), $"s{_test}_{database}");
}
