using Onboarding.PostgreSqlServers;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Runs alone: it measures the memory of the whole process.</summary>
[Collection(nameof(DbRecordMemoryTests))]
[CollectionDefinition(nameof(DbRecordMemoryTests), DisableParallelization = true)]
public sealed class DbRecordMemoryTests(PostgreSqlServer server)
{
    [Fact]
    public async Task ReadAsync_MillionRows_KeepsMemoryBounded()
    {
        var source = DbRecords.FromQuery(await server.OpenAsync(), "select 'p' || generate_series(1, 1000000) || '@example.nl' as email, 'unread' as other");
        long rows = 0;
        long position = 0;
        long before = 0;
        await foreach (var batch in DbRecordReading.BatchesAsync(source, ["email"]))
        {
            before = before == 0 ? GC.GetTotalMemory(forceFullCollection: true) : before;
            rows += batch.Count;
            position = batch.Count > 0 ? batch.GetPosition(batch.Count - 1) : position;
        }

        Assert.Equal((1_000_000, 1_000_000), (rows, position));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 32 * 1024 * 1024);
    }
}
