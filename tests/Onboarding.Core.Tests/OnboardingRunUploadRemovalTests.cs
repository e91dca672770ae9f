using System.Text.Json;
using Onboarding.Core.Tests.Support;
using static Onboarding.Core.Tests.OnboardingRunUploadTests;

namespace Onboarding.Core.Tests;

/// <summary>Whom a platform must take out again, and what it is sent for that; an upload that is written again.</summary>
public sealed class OnboardingRunUploadRemovalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reexport_Upload_WritesTheSameWithoutWhoSaidNoSince()
    {
        using var world = new ChainWorld(Meta);
        var run = await world.RunAsync(ChainWorld.Paper, Rows(Jan));
        await world.OptOutAsync("member-3@example.com");
        var again = await world.ReexportAsync(ChainWorld.Paper, run.Id);

        var before = (await ContentAsync(world, run.Id)).Split('\n');
        var after = (await ContentAsync(world, again.Id)).Split('\n');
        Assert.Equal(Hash("member-3@example.com"), Assert.Single(before.Except(after)).Split(',')[0]);
        Assert.Empty(after.Except(before));
    }

    [Fact]
    public async Task Reexport_HashedOptOutOfAFormThatWasNotComputed_IsRefused()
    {
        using var world = new ChainWorld(Meta);
        var run = await world.RunAsync(ChainWorld.Paper, Rows(Jan));

        // Another platform's form of the same mailbox: the run knew no hashes, so only what was sent can be compared.
        var refused = await Assert.ThrowsAsync<OnboardingException>(() => world.ReexportAsync(ChainWorld.Paper, run.Id, RunOptOuts.Hashes(Hash("jan@example.com"))));
        Assert.Equal("SUPPRESSION_UNCHECKABLE", refused.Code);
    }

    [Fact]
    public async Task Removals_WhoLeftOneOfTwoLists_IsTakenOutOfThatOne()
    {
        using var world = new ChainWorld(MetaRequest);
        await world.RunAsync(ChainWorld.Paper, Rows(Jan));
        await world.RunAsync(ChainWorld.Paper, Rows());

        // Another plan's list of the same domain has the person, and is newer.
        await world.RunAsync(ChainWorld.Paper, Rows(Jan), change: plan =>
        {
            plan.Id = "shop-other";
            plan.Platform = plan.Platform!.Replace("777", "888", StringComparison.Ordinal);
        });
        await world.RemovalsAsync();

        var list = await world.ExportOneAsync(ChainWorld.Paper);
        using var upload = JsonDocument.Parse(await File.ReadAllBytesAsync(list.Path!, Cancellation));
        Assert.Contains("/777/", Assert.Single(upload.RootElement.GetProperty("parts").EnumerateArray()).GetProperty("address").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removals_OptOutAfterAMetaRequest_IsTakenOutOfEveryListInTheFormThatWasSent()
    {
        using var world = new ChainWorld(MetaRequest);
        var run = await world.RunAsync(ChainWorld.Paper, Rows(Jan));
        await world.OptOutAsync("jan@example.com");
        await world.RemovalsAsync();
        var list = await world.ExportOneAsync(ChainWorld.Paper);

        Assert.Equal((1L, 0), (list.People, list.FurtherPaths.Count));
        using var upload = JsonDocument.Parse(await File.ReadAllBytesAsync(list.Path!, Cancellation));
        var part = Assert.Single(upload.RootElement.GetProperty("parts").EnumerateArray());
        Assert.Equal(("remove-everywhere", "DELETE"), (Text(upload, "action"), part.GetProperty("method").GetString()));
        Assert.EndsWith("/act_123456/usersofanyaudience", part.GetProperty("address").GetString(), StringComparison.Ordinal);
        using var body = JsonDocument.Parse(await File.ReadAllBytesAsync(world["lists", part.GetProperty("file").GetString()!], Cancellation));
        var removed = Assert.Single(body.RootElement.GetProperty("payload").GetProperty("data").EnumerateArray()).EnumerateArray().Select(v => v.GetString()).ToArray();
        using var sent = JsonDocument.Parse(await File.ReadAllBytesAsync(world["paper", "outbox", run.Id + ".add.0001.json"], Cancellation));
        Assert.Contains(sent.RootElement.GetProperty("payload").GetProperty("data").EnumerateArray(), row => row.EnumerateArray().Select(v => v.GetString()).SequenceEqual(removed));
        Assert.Contains(Hash("jan+shop@example.com"), removed);
        Assert.Contains(Hash("sgravenhage"), removed);
        Assert.Equal((Hash("1985"), Hash("03"), Hash("j")), (removed[7], removed[8], removed[9]));
        Assert.Equal("removals", Text(JsonDocument.Parse(await File.ReadAllBytesAsync(world["lists", list.Id + ".label.jsonld"], Cancellation)), "onb:view"));

        await world.Home.Removals.ConfirmAsync(list.Id, done: true, Cancellation);
        Assert.Empty(await world.ExportAsync());
    }

    [Fact]
    public async Task Removals_WhoOnlyLeftTheSelection_IsTakenOutOfThisListOnly()
    {
        using var world = new ChainWorld(MetaRequest);
        await world.RunAsync(ChainWorld.Paper, Rows(Jan));
        await world.RunAsync(ChainWorld.Paper, Rows());
        await world.OptOutAsync("member-3@example.com");
        await world.RemovalsAsync();
        var list = await world.ExportOneAsync(ChainWorld.Paper);

        var actions = ((string[])[list.Path!, .. list.FurtherPaths]).Select(p => Text(JsonDocument.Parse(File.ReadAllBytes(p)), "action")).Order(StringComparer.Ordinal);
        Assert.Equal(["remove", "remove-everywhere"], actions);
    }

    [Fact]
    public async Task Removals_PhoneThatIsGoneFromARowThatStays_TakesNobodyOut()
    {
        using var world = new ChainWorld(Meta);
        await world.RunAsync(ChainWorld.Paper, Rows(Jan));
        await world.RunAsync(ChainWorld.Paper, Rows([Jan[0], "", .. Jan[2..]]));
        await world.RemovalsAsync();

        Assert.Null((await world.ExportOneAsync(ChainWorld.Paper)).Path);
    }
}
