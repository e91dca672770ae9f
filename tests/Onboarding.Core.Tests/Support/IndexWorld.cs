using Onboarding.Matching;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Support;

/// <summary>A paper that has received an audience of 60 members, and matches it with and without an index of its own users.</summary>
internal sealed class IndexWorld : IDisposable
{
    private readonly Action<RunPlan>? _change;

    public IndexWorld(Action<RunPlan>? change = null)
    {
        _change = change;
        Audience = World.Run(RunWorld.Records(RunWorld.Members(60))).AudiencePath;
    }

    public RunWorld World { get; } = new();

    public string Audience { get; }

    public string IndexPath => Path.Combine(World.Paper.Folder, "indexes", RunPlan.PartyKey + ".index");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<IndexReport> BuildAsync(IRecordSource own) => World.Paper.BuildIndexAsync(World.ApproveMatch(_change), own, cancellationToken: Cancellation);

    public Task<IndexReport> UpdateAsync(IRecordSource own) => World.Paper.UpdateIndexAsync(World.ApproveMatch(_change), own, cancellationToken: Cancellation);

    public ValueTask<IndexReport?> ReadAsync(IRecordSource own) => World.Paper.ReadIndexAsync(World.ApproveMatch(_change), own, Cancellation);

    /// <summary>A match, and the file of own ids as text.</summary>
    public async Task<(MatchReport Report, string Ids)> MatchAsync(IRecordSource own, bool useIndex = true, SuppressionSource? suppression = null, string? name = null, bool signals = false)
    {
        return await MatchAsync(World.ApproveMatch(_change), own, useIndex, suppression, name, signals);
    }

    /// <summary>The same with a plan that was approved before.</summary>
    public async Task<(MatchReport Report, string Ids)> MatchAsync(ApprovedMatchPlan plan, IRecordSource own, bool useIndex = true, SuppressionSource? suppression = null, string? name = null, bool signals = false)
    {
        using var received = await World.Paper.OpenReceivedAsync(Audience, plan, Cancellation);
        var options = new OnboardingRunOptions { PrivateFolder = Path.Combine(World.Paper.Folder, "private"), UseIndex = useIndex, Time = World.Clock };
        var match = World.Paper.CreateMatch(plan, received, own, suppression ?? RunOptOuts.Emails(RunOptOuts.Nobody), options);
        var path = World["matched", name ?? "ids.csv"];
        var report = await match.WriteIdsToAsync(path, signals ? World["signal-" + useIndex] : null, Cancellation);
        return (report, await File.ReadAllTextAsync(path, System.Text.Encoding.Latin1, Cancellation));
    }

    public static bool UsedIndex(MatchReport report) => report.Notes.Any(n => n.StartsWith("The own users come from the index", StringComparison.Ordinal));

    public void Dispose() => World.Dispose();
}
