using FsCheck;
using FsCheck.Fluent;
using Onboarding.Audiences;
using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests.Matching.Indexes;

/// <summary>A match with an index and one without give the same, and what a plain reading of the rows gives.</summary>
public sealed class IndexedMatchProperties : IDisposable
{
    private const string Evidence = """
        { "consent_withdrawn_at": { "column": "unsubscribed" }, "date_of_birth": { "column": "born", "format": "dd-MM-yyyy" } }
        """;

    private static readonly string[] s_columns = [.. RunWorld.OwnColumns, "unsubscribed", "born"];
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20261122, 81);

    private static readonly Gen<string[]?> s_row = Gen.Frequency(
        (20,
            from id in Gen.Frequency((20, Gen.Choose(0, 25).Select(i => $"u{i}")), (1, Gen.Constant("")), (1, Gen.Constant(new string('x', 4097))))
            from mail in Gen.Frequency((3, Gen.Choose(0, 80).Select(i => $"member-{i}@example.com")), (1, Gen.Choose(0, 5).Select(i => $"opted-{i}@example.com")), (1, Gen.Elements("", "no-address")))
            from external in Gen.Frequency((2, Gen.Constant("")), (1, Gen.Choose(0, 80).Select(i => $"M{i}")))
            from unsubscribed in Gen.Frequency((9, Gen.Constant("")), (1, Gen.Constant("2026-01-01")))
            from born in Gen.Frequency((9, Gen.Constant("01-01-1980")), (1, Gen.Constant("01-01-2015")))
            select (string[]?)[id, mail, external, unsubscribed, born]),
        (1, Gen.Constant<string[]?>(null)));

    private readonly IndexWorld _world = new(p => p.Evidence = Evidence);

    [Fact]
    public void WriteIdsToAsync_AnyRowsAndOptOuts_GivesTheSameWithAnIndexAndWithoutAndAsTheReference()
    {
        var optOuts = RunOptOuts.Emails([RunOptOuts.Nobody, "opted-0@example.com", "opted-1@example.com", "opted-2@example.com"]);
        Prop.ForAll(s_row.ListOf(60).ToArbitrary(), ArbMap.Default.ArbFor<bool>(), (rows, signals) =>
        {
            var own = new RunRecords(s_columns, rows);
            _world.BuildAsync(own).GetAwaiter().GetResult();
            var (with, ids) = _world.MatchAsync(own, suppression: optOuts, signals: signals).GetAwaiter().GetResult();
            var (without, expected) = _world.MatchAsync(own, useIndex: false, suppression: optOuts, signals: signals).GetAwaiter().GetResult();

            Assert.True(IndexWorld.UsedIndex(with));
            Assert.False(IndexWorld.UsedIndex(without));
            Assert.Equal(expected, ids);
            Assert.Equal(Reference(rows), ids.Split('\n')[1..^1].Order(StringComparer.Ordinal));
            Assert.Equal(Figures(without), Figures(with));
            Assert.Equal(without.DroppedByCode, with.DroppedByCode);
            Assert.Equal(without.Rejected, with.Rejected);
            Assert.Equal(without.Kinds, with.Kinds);
            Assert.Equal(without.OwnKinds, with.OwnKinds);
            Assert.Equal(Signal(without), Signal(with));
        }).Check(s_config);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WriteIdsToAsync_NoInARowWithoutIdentifier_KeepsItsIdOut(bool useIndex)
    {
        var own = new RunRecords(s_columns, [["7", "", "", "2026-01-01", "01-01-1980"], ["7", "member-3@example.com", "", "", "01-01-1980"], ["8", "member-4@example.com", "", "", "01-01-1980"]]);
        await _world.BuildAsync(own);
        var (report, ids) = await _world.MatchAsync(own, useIndex);

        Assert.Equal(["8"], ids.Split('\n')[1..^1]);
        Assert.Equal((useIndex, 1L, 1L, 1L), (IndexWorld.UsedIndex(report), report.Matched, report.Identifiers, report.Suppressed));
    }

    public void Dispose() => _world.Dispose();

    private static (long, long, long, long, long, long, long) Figures(MatchReport report) => (report.Rows, report.Identifiers, report.Matched, report.Suppressed, report.Malformed, report.Signaled, report.RemovedTokens);

    private static string Signal(MatchReport report)
    {
        if (report.SignalPath is null)
        {
            return "";
        }

        using var file = AudienceFile.Open(report.SignalPath);
        return file.Label.Root;
    }

    // Members are 0 to 59, by either identifier; opted-0 to opted-2 said no to the paper.
    private static IEnumerable<string> Reference(IEnumerable<string[]?> rows)
    {
        return rows.OfType<string[]>().Where(r => r[0].Length is > 0 and <= 4096)
            .GroupBy(r => r[0], StringComparer.Ordinal)
            .Where(g => !g.Any(r => r[3].Length > 0 || r[1] is "opted-0@example.com" or "opted-1@example.com" or "opted-2@example.com"))
            .Where(g => g.Any(r => r[4] == "01-01-1980" && (IsMember(r[1], "member-", "@example.com") || IsMember(r[2], "M", ""))))
            .Select(g => g.Key)
            .Order(StringComparer.Ordinal);
    }

    private static bool IsMember(string value, string before, string after)
    {
        return value.StartsWith(before, StringComparison.Ordinal) && int.Parse(value[before.Length..^after.Length], System.Globalization.CultureInfo.InvariantCulture) < 60;
    }
}
