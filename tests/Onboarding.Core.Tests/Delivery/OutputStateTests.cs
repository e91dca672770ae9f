using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;

namespace Onboarding.Core.Tests.Delivery;

/// <summary>What is known of an output, and what a person can still say about it.</summary>
public sealed class OutputStateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_OutputOfUnknownFate_CountsAsHeldUntilItIsSettled()
    {
        using var world = new ChainWorld(store: new RunLedger { Fails = e => e == LedgerEvent.Exported });
        var output = await SendToUnknownAsync(world);
        Assert.Equal((OutputState.Unknown, true), (output.State, output.MayBeOut));
        await world.OptOutAsync("jan@example.com");

        Assert.Equal([output.Id], (await world.RemovalsAsync()).Select(r => r.Output));
        Assert.NotNull((await world.ExportOneAsync(ChainWorld.Paper)).Path);
    }

    [Fact]
    public async Task Record_Stayed_DestroysTheMemberFileAndRemovesNobody()
    {
        using var world = new ChainWorld(store: new RunLedger { Fails = e => e == LedgerEvent.Exported });
        var output = await SendToUnknownAsync(world);
        await world.OptOutAsync("jan@example.com");
        var settled = await world.Home.RecordOutputAsync(output.Id, OutputState.Failed, Cancellation);

        Assert.Equal((OutputState.Failed, false, "by command"), (settled.State, settled.MayBeOut, settled.Note));
        Assert.DoesNotContain(RunFolder.Files(world["shop", "members"]), f => f.EndsWith(MemberFile.Suffix, StringComparison.Ordinal));
        Assert.Null((await world.ExportOneAsync(ChainWorld.Paper)).Path);
        Assert.Empty(await world.Home.Removals.ReadOpenAsync(Cancellation));
        Assert.Empty((await world.CheckAsync("jan@example.com")).Recipients);
    }

    [Fact]
    public async Task Record_Arrived_IsDelivered()
    {
        using var world = new ChainWorld();
        var run = await world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());

        Assert.Equal(OutputState.Exported, (await world.Home.FindOutputAsync(run.Id, Cancellation)).State);
        Assert.Equal(OutputState.Delivered, (await world.Home.RecordOutputAsync(run.Id, OutputState.Delivered, Cancellation)).State);
    }

    [Theory]
    [InlineData(OutputState.Unknown)]
    [InlineData(OutputState.Exported)]
    [InlineData(OutputState.Failed)]
    [Trait("Refusal", "OUTPUT_STATE")]
    public async Task Record_OutputThatLeft_CannotHaveStayed(OutputState state)
    {
        using var world = new ChainWorld();
        var run = await world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        var exception = await Assert.ThrowsAsync<OnboardingException>(async () => await world.Home.RecordOutputAsync(run.Id, state, Cancellation));

        Assert.Equal("OUTPUT_STATE", exception.Code);
        Assert.Contains("exported already", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Refusal", "OUTPUT_STATE")]
    public async Task Record_OutputThatIsNotKnown_IsRefused()
    {
        using var world = new ChainWorld();

        Assert.Equal("OUTPUT_STATE", (await Assert.ThrowsAsync<OnboardingException>(async () => await world.Home.RecordOutputAsync("none", OutputState.Delivered, Cancellation))).Code);
    }

    [Fact]
    public async Task Read_DestinationThatFailed_StayedAndHoldsNobody()
    {
        using var world = new ChainWorld();
        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"]), destination: new RunDestination(_ => throw new IOException("down"))));
        await world.OptOutAsync("jan@example.com");

        var output = Assert.Single(await LedgerOutput.ReadAsync(world.Home.Store, Cancellation));
        Assert.Equal((OutputState.Failed, "IOException"), (output.State, output.Note));
        Assert.Empty(await world.RemovalsAsync());
    }

    [Fact]
    public async Task Forget_OutputThatWaitsToBeTakenBack_Stays()
    {
        using var world = new ChainWorld();
        await world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        world.Clock.Now += TimeSpan.FromDays(800);

        Assert.Empty(await world.Home.Removals.ForgetAsync(world.Clock.Now, Cancellation));
        Assert.Single(await world.ExportAsync());
    }

    [Fact]
    public async Task Forget_OutputsThatWereTakenBack_LeavesNothingOfThem()
    {
        using var world = new ChainWorld();
        var run = await world.RunAsync(ChainWorld.Paper, ChainWorld.Rows());
        await world.ReexportAsync(ChainWorld.Paper, run.Id);
        world.Clock.Now += TimeSpan.FromDays(31);
        await world.Home.Removals.ConfirmAsync((await world.ExportOneAsync(ChainWorld.Paper)).Id, cancellationToken: Cancellation);

        Assert.Empty(await world.Home.Removals.ForgetAsync(world.Clock.Now.AddDays(-2), Cancellation));
        Assert.Equal(2, (await world.Home.Removals.ForgetAsync(world.Clock.Now, Cancellation)).Count);
        Assert.Empty(await LedgerOutput.ReadAsync(world.Home.Store, Cancellation));
        Assert.Equal((false, false), (File.Exists(run.WorkingSetPath), File.Exists(run.FullLabelPath)));
        Assert.DoesNotContain(RunFolder.Files(world["shop", "members"]), f => f.EndsWith(MemberFile.Suffix, StringComparison.Ordinal));
    }

    private static async Task<LedgerOutput> SendToUnknownAsync(ChainWorld world)
    {
        await Assert.ThrowsAsync<IOException>(() => world.RunAsync(ChainWorld.Paper, ChainWorld.Rows(["jan@example.com", "J1"])));
        return Assert.Single(await LedgerOutput.ReadAsync(world.Home.Store, Cancellation));
    }
}
