using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests;

/// <summary>What a run counts of each kind of identifier.</summary>
public sealed class KindCountsTests : IDisposable
{
    private readonly RunWorld _world = new();

    [Fact]
    public async Task WriteToAsync_ValuesOfEachKind_AreCountedByWhatBecameOfThem()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["no address", "P1"], ["", "P2"], ["no-address", ""], null]));

        var (email, id) = (report.Counts.Kinds["email"], report.Counts.Kinds["external_id"]);
        Assert.Equal((20L, 2L, 1L, 20L), (email.Accepted, email.Rejected, email.Empty, email.Members));
        Assert.Equal((22L, 0L, 1L, 22L), (id.Accepted, id.Rejected, id.Empty, id.Members));
        Assert.Equal(new Dictionary<string, long> { ["EMPTY"] = 1, ["INNER_SPACE"] = 1, ["EMAIL_AT"] = 1 }, email.RejectedByCode);
    }

    [Fact]
    public async Task WriteToAsync_RejectedOfAllKinds_IsTheSumOfTheKinds()
    {
        var report = await _world.RunAsync(RunWorld.Records([.. RunWorld.Members(20), ["no-address", ""], ["", "P2"]]));

        Assert.Equal(new Dictionary<string, long> { ["EMAIL_AT"] = 1, ["EMPTY"] = 2 }, report.Counts.Rejected);
    }

    [Fact]
    public async Task WriteToAsync_KindThatThePlanDoesNotMap_IsNotListed()
    {
        var report = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)));

        Assert.Equal(["email", "external_id"], report.Counts.Kinds.Keys);
    }

    [Fact]
    public async Task WriteToAsync_MembersOfAKind_AreWithoutDuplicatesAndSuppressed()
    {
        var rows = RunWorld.Members(20).Concat([["member-0@example.com", "M0"], ["opted@example.com", "P1"], ["late@example.com", "P2"]]);
        var list = RunOptOuts.Changing(IdentifierKind.Email, SuppressionValueForm.Clear, ["opted@example.com"], ["opted@example.com", "late@example.com"]);
        var report = await _world.RunAsync(RunWorld.Records(rows), list);

        var email = report.Counts.Kinds["email"];
        Assert.Equal((23L, 20L, 1L), (email.Accepted, email.Members, report.Counts.SuppressedAtWrite));
    }

    [Fact]
    public async Task WriteToAsync_SeveralValuesOfAKindInARow_AreOneMember()
    {
        using var world = new RunWorld(plan => plan.Columns = new() { ["email"] = ["email", "second"] });
        var report = await world.RunAsync(new RunRecords(["email", "second"], RunWorld.Members(20).Select(m => new[] { m[0], "second-" + m[0] })));

        Assert.Equal((40L, 20L), (report.Counts.Kinds["email"].Accepted, report.Counts.Kinds["email"].Members));
    }

    public void Dispose() => _world.Dispose();
}
