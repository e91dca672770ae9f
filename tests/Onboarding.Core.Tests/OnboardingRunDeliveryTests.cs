using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;

namespace Onboarding.Core.Tests;

/// <summary>Delivery, the ledger, and what an interrupted run leaves.</summary>
public sealed class OnboardingRunDeliveryTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task WriteToAsync_CancelledWhileReading_LeavesNoFile(int batches)
    {
        using var cancellation = new CancellationTokenSource();
        var read = 0;
        var records = new RunRecords(RunWorld.Columns, RunWorld.Members(3000), batch: 1000)
        {
            AfterBatch = _ =>
            {
                if (++read == batches)
                {
                    cancellation.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.CreateRun(records).WriteToAsync(_world.Outbox, cancellation.Token));
        AssertNothingLeft();
    }

    [Fact]
    public async Task WriteToAsync_CancelledAtDelivery_LeavesNoFileAndRecordsTheFailure()
    {
        using var cancellation = new CancellationTokenSource();
        var destination = new RunDestination(_ =>
        {
            cancellation.Cancel();
            return "somewhere";
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.CreateRun(RunWorld.Records(RunWorld.Members(20))).WriteToAsync(destination, cancellation.Token));
        AssertNothingLeft();
        Assert.Equal([LedgerEvent.Intended, LedgerEvent.Failed], (await _world.LedgerAsync()).Select(e => e.Event));
    }

    [Fact]
    public async Task WriteToAsync_CancelledBeforehand_TakesNoSerial()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _world.CreateRun(RunWorld.Records(RunWorld.Members(20))).WriteToAsync(_world.Outbox, new CancellationToken(canceled: true)));

        AssertNothingLeft();
        Assert.Empty(await _world.LedgerAsync());
    }

    [Fact]
    public async Task WriteToAsync_DestinationThrows_LeavesNoFileAndRecordsTheFailure()
    {
        var destination = new RunDestination(_ => throw new HttpRequestException("the platform is down for jan@example.com"));

        await Assert.ThrowsAsync<HttpRequestException>(() => _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: destination));
        AssertNothingLeft();
        var entries = await _world.LedgerAsync();
        Assert.Equal([LedgerEvent.Intended, LedgerEvent.Failed], entries.Select(e => e.Event));
        Assert.Equal("HttpRequestException", entries[^1].Note);
    }

    [Theory]
    [InlineData(LedgerEvent.SerialReserved)]
    [InlineData(LedgerEvent.Intended)]
    public async Task WriteToAsync_LedgerFailsBeforeDelivery_DeliversNothing(LedgerEvent failing)
    {
        using var world = new RunWorld(ledger: new RunLedger { Fails = e => e == failing });
        var destination = new RunDestination();

        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: destination));
        Assert.Empty(destination.Delivered);
        Assert.Empty(RunFolder.Files(world.PrivateFolder));
    }

    [Fact]
    public async Task WriteToAsync_LedgerFailsAfterDelivery_KeepsTheWorkingSet()
    {
        using var world = new RunWorld(ledger: new RunLedger { Fails = e => e == LedgerEvent.Exported });

        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(20))));
        Assert.Single(RunFolder.Files(world.OutboxFolder));
        Assert.Contains(RunFolder.Files(world.PrivateFolder), f => f.EndsWith(".workingset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteToAsync_SourceThrows_LeavesNoFile()
    {
        var records = new RunRecords(RunWorld.Columns, RunWorld.Members(3000), batch: 1000) { AfterBatch = rows => throw new IOException($"gone after {rows} rows") };

        await Assert.ThrowsAsync<IOException>(() => _world.RunAsync(records));
        AssertNothingLeft();
    }

    [Fact]
    public async Task WriteToAsync_TwoRunsAtOnce_HaveSerialsAndFilesOfTheirOwn()
    {
        var first = _world.CreateRun(RunWorld.Records(RunWorld.Members(500)));
        var second = _world.CreateRun(RunWorld.Records(RunWorld.Members(500)));
        var reports = await Task.WhenAll(
            Task.Run(() => first.WriteToAsync(_world.Outbox), TestContext.Current.CancellationToken),
            Task.Run(() => second.WriteToAsync(_world.Outbox), TestContext.Current.CancellationToken));

        Assert.NotEqual(reports[0].Label.Serial, reports[1].Label.Serial);
        Assert.Equal(2, RunFolder.Files(_world.OutboxFolder).Length);
    }

    [Fact]
    public async Task WriteToAsync_ClockGoesBack_SerialRisesAllTheSame()
    {
        var first = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        _world.Clock.Now -= TimeSpan.FromDays(30);
        var second = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.Equal(first.Label.Serial + 1, second.Label.Serial);
    }

    [Fact]
    public async Task WriteToAsync_FirstSerial_IsTheSecondsOfTheClock()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.Equal(RunWorld.Start.ToUnixTimeSeconds(), report.Label.Serial);
    }

    [Fact]
    public async Task OpenRead_AfterTheDelivery_FindsNothingToDeliverAgain()
    {
        Onboarding.Audiences.Audience? kept = null;
        await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), destination: new RunDestination(audience => (kept = audience).Id));

        Assert.Throws<FileNotFoundException>(kept!.OpenRead);
    }

    public void Dispose() => _world.Dispose();

    private void AssertNothingLeft()
    {
        Assert.Empty(RunFolder.Files(_world.PrivateFolder));
        Assert.Empty(RunFolder.Files(_world.OutboxFolder));
    }
}
