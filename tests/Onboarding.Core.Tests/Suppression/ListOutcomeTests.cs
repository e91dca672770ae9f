using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Records;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Suppression;

/// <summary>A list that has not changed is not read again, and whatever else decides about its import has it read.</summary>
public sealed class ListOutcomeTests : IDisposable
{
    private static readonly DateTimeOffset s_day = RunWorld.Start.AddDays(-2);

    private static readonly Dictionary<string, Func<RunRecords, SuppressionList>> s_differences = new()
    {
        ["digest"] = records =>
        {
            records.Digest = "d2";
            return List(records);
        },
        ["date"] = records => List(records, s_day.AddTicks(1)),
        ["no date"] = records => new SuppressionList("list", records, [Column()]),
        ["kind"] = records => List(records, columns: Column(IdentifierKind.ExternalId)),
        ["columns"] = records => List(records, columns: [Column(), Column()]),
        ["region"] = records => new SuppressionList("list", records, [Column()], () => s_day, PhoneRegion.FromIndex(3)),
        ["country column"] = records => With(records, country: "value"),
        ["split"] = records => With(records, split: '/'),
        ["countries"] = records => With(records, countries: new CountryWords(("1", "NL"))),
        ["other countries"] = records => With(records, countries: new CountryWords(("1", "BE"))),
        ["objections"] = records => With(records, objections: new ConsentColumn("value", ConsentChannel.Email, ConsentPolarity.DeniedAt)),
    };

    private readonly RunWorld _world = new();
    private readonly KeyCard _card;
    private readonly RunLogger _logger = new();
    private readonly MemoryStore _store = new();
    private readonly RunRecords _records = Records(["jan@example.com", "JAN@example.com", "piet@example.com", "no address"], "d1");

    public ListOutcomeTests() => _card = _world.Card(RunPlan.ShopSuppressionKey);

    public static TheoryData<string> Differences { get; } = [.. s_differences.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_SameDigest_IsNotOpenedAndGivesTheReportOfReadingAgain()
    {
        await ImportAsync(List(_records));
        var unchanged = await ImportAsync(List(_records));
        Assert.Equal(1, _records.Openings);

        // Without a digest it is read, which must show the same.
        _records.Digest = null;
        var read = await ImportAsync(List(_records));
        Assert.Equal(2, _records.Openings);
        Assert.Equal(Text(read), Text(unchanged));
        Assert.Equal((4L, 0L, 3L, 1L, s_day), (unchanged.Values, unchanged.Added, unchanged.Known, unchanged.RejectedCount, unchanged.AsOf));
        Assert.Equal([("list", 4L, "INNER_SPACE")], unchanged.RejectedLines);
    }

    [Fact]
    public async Task ReadAsync_ManyUnusableValues_GivesTheFirstThousandLinesAgain()
    {
        var records = Records([.. Enumerable.Range(0, 30_000).Select(i => i % 25 == 0 ? "nobody" : FormattableString.Invariant($"p{i}@example.com"))], "d1");
        var read = await ImportAsync(List(records));
        var unchanged = await ImportAsync(List(records));

        Assert.Equal((1, 1200L), (records.Openings, unchanged.RejectedCount));
        Assert.Equal(read.RejectedLines, unchanged.RejectedLines);
    }

    [Fact]
    public async Task ReadAsync_SourceThatCannotTell_IsReadEachTime()
    {
        _records.Digest = null;
        await ImportAsync(List(_records));
        await ImportAsync(List(_records));

        Assert.Equal(2, _records.Openings);
        Assert.True((await LastAsync()).Outcome.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task ReadAsync_AnythingElseThatDecides_HasItRead(string difference)
    {
        var records = Records(["1", "jan@example.com"], "d1");
        await ImportAsync(List(records));
        await ImportAsync(s_differences[difference](records));
        Assert.Equal(2, records.Openings);

        await ImportAsync(s_differences[difference](records));
        Assert.Equal(2, records.Openings);
    }

    [Fact]
    public async Task ReadAsync_DigestThatChangesWhileTheListIsRead_IsNotTakenForWhatWasRead()
    {
        RunRecords records = null!;
        records = new RunRecords(["value"], [["jan@example.com"]]) { Digest = "d1", AfterBatch = _ => records.Digest = "d2" };
        await ImportAsync(List(records));
        Assert.True((await LastAsync()).Outcome.IsEmpty);

        await ImportAsync(List(records));
        await ImportAsync(List(records));

        Assert.Equal(2, records.Openings);
    }

    [Fact]
    public async Task ReadAsync_AddedSinceByOthers_IsNotRead()
    {
        await ImportAsync(List(_records));
        await ImportAsync(new SuppressionList("other", Records(["kees@example.com"], "d9"), [Column()]));
        await ImportAsync(List(_records));

        Assert.Equal((1, 3L), (_records.Openings, (await _store.CountAsync(Cancellation)).Active));
    }

    [Theory]
    [InlineData(-3, 1, 0)]
    [InlineData(-1, 0, 1)]
    public async Task ReadAsync_WithdrawnSince_IsReadAndDecidedByTheListsDate(int days, long added, long takenBack)
    {
        await ImportAsync(List(_records));
        await _store.WithdrawAsync(Token("piet@example.com"), RunWorld.Start.AddDays(days), Cancellation);
        var read = await ImportAsync(List(_records));
        var unchanged = await ImportAsync(List(_records));

        Assert.Equal((added, takenBack, 2), (read.Added, read.TakenBack, _records.Openings));
        Assert.Equal((0L, 2 + added, takenBack), (unchanged.Added, unchanged.Known, unchanged.TakenBack));
    }

    [Fact]
    public async Task ReadAsync_WithdrawnWhileTheListIsRead_IsReadAgain()
    {
        var records = new RunRecords(["value"], [["jan@example.com"], ["piet@example.com"]]) { Digest = "d1", AfterBatch = Withdraw };
        await ImportAsync(List(Records(["piet@example.com"], "d0")));
        await ImportAsync(List(records));
        var again = await ImportAsync(List(records));

        Assert.Equal((2, 1L), (records.Openings, again.Added));

        void Withdraw(int rows) => _store.WithdrawAsync(Token("piet@example.com"), s_day.AddDays(-1), Cancellation).AsTask().GetAwaiter().GetResult();
    }

    // Who was withdrawn since the snapshot is known to this reading and not added; the next one has to do it.
    [Fact]
    public async Task ReadAsync_SnapshotOlderThanAWithdrawal_IsReadAgain()
    {
        await ImportAsync(List(Records(["piet@example.com"], "d0")));
        using (var old = await Snapshots().RefreshAsync(_store, _card.Id, Cancellation))
        {
            await _store.WithdrawAsync(Token("piet@example.com"), s_day.AddDays(-1), Cancellation);
            await Import().ReadAsync(List(_records), old, Cancellation);
        }

        Assert.Equal((1L, 2), ((await ImportAsync(List(_records))).Added, _records.Openings));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(-1)]
    public async Task ReadAsync_OutcomeThatSomebodyChanged_IsNotBelieved(int at)
    {
        await ImportAsync(List(_records));
        var outcome = (await LastAsync()).Outcome.ToArray();
        outcome[at < 0 ? outcome.Length + at : at] ^= 1;
        await RecordAsync(_store, outcome);
        await RecordAsync(_store, outcome);
        await ImportAsync(List(_records));

        Assert.Equal(2, _records.Openings);
    }

    [Fact]
    public async Task ReadAsync_CutOutcome_IsNotBelieved()
    {
        await ImportAsync(List(_records));
        await RecordAsync(_store, (await LastAsync()).Outcome.ToArray()[..32]);
        await ImportAsync(List(_records));

        Assert.Equal(2, _records.Openings);
    }

    [Fact]
    public async Task ReadAsync_StoreThatLostOptOuts_GetsThemAgain()
    {
        await ImportAsync(List(_records));
        var other = new MemoryStore();
        await RecordAsync(other, (await LastAsync()).Outcome.ToArray());
        await Import(other).ReadAsync(List(_records), Cancellation);

        Assert.Equal(2, (await other.CountAsync(Cancellation)).Active);
    }

    [Fact]
    public async Task ReadAsync_OtherKey_DoesNotBelieveTheOutcome()
    {
        await ImportAsync(List(_records));
        using var paper = _world.PaperCard(RunPlan.PaperSuppressionKey);
        var totals = await _store.CountAsync(Cancellation);
        var outcome = (await LastAsync()).Outcome;

        Assert.Null(new ListOutcome(paper, List(_records), s_day, "d1", totals, tracksForms: false).Find(outcome));
        Assert.NotNull(new ListOutcome(_card, List(_records), s_day, "d1", totals, tracksForms: false).Find(outcome));
    }

    [Theory]
    [InlineData(false, true, 2)]
    [InlineData(true, false, 1)]
    [InlineData(true, true, 1)]
    public async Task ReadAsync_FormsTracked_CountsForWhoDoesNotTrackThemAndNotTheOtherWayRound(bool first, bool second, int openings)
    {
        await Import(tracksForms: first).ReadAsync(List(_records), Cancellation);
        await Import(tracksForms: second).ReadAsync(List(_records), Cancellation);

        Assert.Equal(openings, _records.Openings);
    }

    [Fact]
    public async Task Run_ListThatStaysTheSame_IsReadOnceForBothChecksAndForTheNextRun()
    {
        var list = Records(["member-3@example.com"], "d1");
        var first = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), SuppressionSource.FromLists(List(list)));
        var second = await _world.RunAsync(RunWorld.Records(RunWorld.Members(20)), SuppressionSource.FromLists(List(list)));

        Assert.Equal((1, 19, 19), (list.Openings, first.Counts.Members, second.Counts.Members));
    }

    [Fact]
    public async Task Run_SomebodyWithdrawnBetweenTheChecks_IsReadAgainAndStaysOutByTheNewerList()
    {
        var list = Records(["member-3@example.com"], "d1");
        var report = await _world.RunAsync(Between(() => _world.Home.Store.WithdrawAsync(Token("member-3@example.com"), s_day.AddDays(-1), Cancellation).AsTask()), SuppressionSource.FromLists(List(list)));

        Assert.Equal((2, 19), (list.Openings, report.Counts.Members));
    }

    [Fact]
    public async Task Run_SomebodyAddedToTheFileBetweenTheChecks_StaysOut()
    {
        var values = new List<string> { "member-3@example.com" };
        var list = new RunRecords(["value"], _ => values.Select(v => RunRecords.Encode([v]))) { Digest = "d1" };
        var report = await _world.RunAsync(
            Between(() =>
            {
                values.Add("member-4@example.com");
                list.Digest = "d2";
                return Task.CompletedTask;
            }),
            SuppressionSource.FromLists(List(list)));

        Assert.Equal((2, 18), (list.Openings, report.Counts.Members));
    }

    public void Dispose()
    {
        _card.Dispose();
        _world.Dispose();
    }

    private static SuppressionColumn Column(IdentifierKind kind = IdentifierKind.Email) => new("value", kind, SuppressionValueForm.Clear);

    private static RunRecords Records(string[] values, string? digest) => new(["value"], values.Select(v => new[] { v })) { Digest = digest };

    private static RunRecords Between(Func<Task> act)
    {
        return new RunRecords(RunWorld.Columns, RunWorld.Members(20)) { AfterBatch = _ => act().GetAwaiter().GetResult() };
    }

    private static SuppressionList List(RunRecords records, DateTimeOffset? asOf = null, params SuppressionColumn[] columns)
    {
        return new SuppressionList("list", records, columns.Length > 0 ? columns : [Column()], () => asOf ?? s_day);
    }

    private static SuppressionList With(RunRecords records, string? country = null, char? split = null, CountryWords? countries = null, ConsentColumn? objections = null)
    {
        return new SuppressionList("list", records, [Column()], () => s_day)
        {
            CountryColumn = country,
            Split = split is { } separator ? new Dictionary<IdentifierKind, char> { [IdentifierKind.Email] = separator } : new Dictionary<IdentifierKind, char>(),
            Countries = countries,
            Objections = objections is null ? [] : [objections],
        };
    }

    private static string Text(OptOutImportReport report) => System.Text.Json.JsonSerializer.Serialize(report) + string.Join(' ', report.RejectedLines);

    private static ValueTask RecordAsync(MemoryStore store, byte[] outcome)
    {
        return store.RecordImportAsync(new ListImport { List = "list", Values = 4, AsOf = s_day, ReadAt = RunWorld.Start, Outcome = outcome }, Cancellation);
    }

    private async Task<ListImport> LastAsync() => (await _store.FindImportAsync("list", Cancellation))!;

    private byte[] Token(string canonical)
    {
        using var hasher = new SuppressionHasher(_card);
        return [(byte)IdentifierKind.Email, .. SnapshotTokens.Bytes(hasher.Compute(IdentifierKind.Email, System.Text.Encoding.UTF8.GetBytes(canonical)))];
    }

    private SnapshotFolder Snapshots(string name = "snapshots") => new(_world[name], _world.Clock, _logger);

    private OptOutImport Import(MemoryStore? store = null, bool tracksForms = false)
    {
        return new OptOutImport(store ?? _store, Snapshots(store is null ? "snapshots" : "others"), _card, _world.Clock) { TracksForms = tracksForms };
    }

    private Task<OptOutImportReport> ImportAsync(SuppressionList list) => Import().ReadAsync(list, Cancellation).AsTask();
}
