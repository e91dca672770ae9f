using System.Data.Common;
using Onboarding.PostgreSqlServers;

namespace Onboarding.Core.Tests.Records;

/// <summary>Whole runs whose records and opt-outs come from PostgreSQL.</summary>
public sealed class DbRecordRunTests(PostgreSqlServer server) : IDisposable
{
    private const string Customers = """
        select 'Customer.' || i || '@Example.nl' as email, case when i % 3 = 0 then null else i::bigint * 1000 end as card, 'Jan ' || i as name
        from (select generate_series(1, 9000) as i) s
        """;

    private readonly DbRecordWorld _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteToAsync_FromPostgres_GivesTheTokensOfTheSameRecordsInMemory()
    {
        var dataSource = await server.OpenAsync();
        var people = Enumerable.Range(1, 9000).Select(i => (Email: $"customer.{i}@example.nl", Card: i % 3 == 0 ? (long?)null : i * 1000L));
        var memory = EnumerableRecords.From(people).Column("email", p => p.Email).Column("card", p => p.Card);
        var objections = EnumerableRecords.From(["customer.7@example.nl", "nobody@example.org"]).Column("email", e => e);

        var fromMemory = await _world.RunAsync(memory, objections, Token);
        var fromPostgres = await _world.RunAsync(DbRecords.FromQuery(dataSource, Customers), DbRecords.FromQuery(dataSource, "select unnest(array['customer.7@example.nl', 'nobody@example.org']) as email"), Token);

        Assert.Equal((9000, 8999, 1), (fromPostgres.Counts.Rows, fromPostgres.Counts.Members, fromPostgres.Counts.Suppressed));
        Assert.Equal(8999 + 5999, DbRecordWorld.Tokens(fromPostgres.AudiencePath).Length);
        Assert.Equal(DbRecordWorld.Tokens(fromMemory.AudiencePath), DbRecordWorld.Tokens(fromPostgres.AudiencePath));
        Assert.Equal(["name"], fromPostgres.UnreadColumns);
    }

    [Theory]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    [InlineData("records")]
    [InlineData("opt-outs")]
    public async Task WriteToAsync_QueryFailsInTheMiddle_LeavesNothing(string which)
    {
        var dataSource = await server.OpenAsync();
        var broken = DbRecords.FromQuery(dataSource, "select 'p' || 1 / (8000 - i) || '@example.nl' as email, 'K' || i as card from (select generate_series(1, 9000) as i) s");
        var whole = DbRecords.FromQuery(dataSource, Customers);

        var refusal = await Assert.ThrowsAsync<OnboardingException>(() => _world.RunAsync(which == "records" ? broken : whole, which == "opt-outs" ? broken : whole, Token));

        Assert.Equal("SOURCE_UNREADABLE", refusal.Code);
        Assert.Contains("SQL state 22012", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Outputs);
    }

    [Fact]
    public async Task WriteToAsync_CancelledInTheMiddle_LeavesNothing()
    {
        var dataSource = await server.OpenAsync();
        using var stop = new CancellationTokenSource();
        var endless = DbRecords.FromQuery(dataSource, "select 'p' || i || '@example.nl' as email, 'K' || i as card from (select generate_series(1, 2000000000) as i) s", Stop);
        var objections = EnumerableRecords.From(["nobody@example.org"]).Column("email", e => e);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.RunAsync(endless, objections, stop.Token));

        Assert.Empty(_world.Outputs);

        void Stop(DbCommand command) => stop.CancelAfter(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task WriteToAsync_ObjectionBetweenTheTwoReadings_IsHonoured()
    {
        var dataSource = await server.OpenAsync();
        var readings = 0;
        var objections = DbRecords.FromReader(async ct =>
        {
            var email = readings++ == 0 ? "nobody@example.org" : "customer.9@example.nl";
            return await dataSource.CreateCommand($"select '{email}' as email").ExecuteReaderAsync(ct);
        });

        var report = await _world.RunAsync(DbRecords.FromQuery(dataSource, Customers), objections, Token);

        Assert.Equal((2, 1), (readings, report.Counts.SuppressedAtWrite));
    }

    public void Dispose() => _world.Dispose();
}
