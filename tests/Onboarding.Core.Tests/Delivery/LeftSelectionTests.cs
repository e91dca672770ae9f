using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;

namespace Onboarding.Core.Tests.Delivery;

public sealed class LeftSelectionTests
{
    [Fact]
    public async Task FindAsync_ProcessEndedAfterTheDelivery_WhoLeftTheSelectionIsFoundAllTheSame()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var ends = false;
        using var world = new RunWorld(ledger: new RunLedger { Fails = e => ends && e == LedgerEvent.Exported });
        await world.RunAsync(RunWorld.Records(RunWorld.Members(20)));
        ends = true;
        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(RunWorld.Records(RunWorld.Members(19))));
        ends = false;

        await world.Home.Removals.FindAsync(cancellationToken);
        Assert.Empty(await world.Home.Removals.ReadOpenAsync(cancellationToken));

        var output = (await LedgerOutput.ReadAsync(world.Home.Store, cancellationToken))[^1];
        await world.Home.RecordOutputAsync(output.Id, OutputState.Exported, cancellationToken);
        await world.Home.Removals.FindAsync(cancellationToken);
        await world.Home.Removals.FindAsync(cancellationToken);

        var open = Assert.Single(await world.Home.Removals.ReadOpenAsync(cancellationToken));
        Assert.Equal((1L, 2L, 0L), (open.People, open.Pending, open.Objections));
    }
}
