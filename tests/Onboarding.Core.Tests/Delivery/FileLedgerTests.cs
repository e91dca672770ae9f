using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding.Core.Tests.Delivery;

public sealed class FileLedgerTests : IDisposable
{
    private static readonly Domain s_domain = Domain.Parse("shop/paper/advertising");

    private readonly RunFolder _folder = new();
    private readonly string _path;
    private readonly FileLedger _ledger;

    public FileLedgerTests()
    {
        _path = _folder["home", "ledger.jsonl"];
        _ledger = new FileLedger(_path);
    }

    [Fact]
    public async Task ReadAsync_NoFile_GivesNothingAndCreatesNothing()
    {
        Assert.Empty(await ReadAsync());
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public async Task ReadAsync_FullEntry_GivesBackEveryMember()
    {
        var intent = new LedgerIntent
        {
            Plan = "p",
            PlanDigest = "d",
            Recipient = "Dagblad \"é\" B.V.",
            Destination = "outbox",
            Basis = "consent C-1",
            Agreement = "A",
            NoticeVersion = "4",
            KeyId = "k",
            Form = "canonical v1",
            Tokens = new Dictionary<string, long> { ["email"] = 3 },
            Members = 4,
            Root = "sha256:00",
            Snapshot = "s",
            UseBy = RunWorld.Start,
            DeleteBy = RunWorld.Start.AddDays(1),
            WorkingSet = "/w",
            FullLabelDigest = "f",
        };
        await _ledger.AppendAsync(new LedgerEntry { Event = LedgerEvent.Intended, Time = RunWorld.Start, Domain = s_domain.ToString(), Serial = 7, Output = "o", Intent = intent, Note = "n\nm" }, TestContext.Current.CancellationToken);
        var entry = Assert.Single(await ReadAsync());

        Assert.Equivalent(intent, entry.Intent, strict: true);
        Assert.Equal((LedgerEvent.Intended, RunWorld.Start, s_domain.ToString(), 7L, "o", "n\nm", 1), (entry.Event, entry.Time, entry.Domain, entry.Serial, entry.Output, entry.Note, entry.Version));
    }

    [Fact]
    public async Task AppendAsync_Entries_StandOneALine()
    {
        await AppendAsync(1, 2, 3);

        Assert.Equal(3, (await File.ReadAllLinesAsync(_path, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task AppendAsync_NewFile_IsReadableForItsOwnerOnly()
    {
        await AppendAsync(1);

        Assert.All(RunFolder.Files(_folder.Path), RunFolder.AssertOwnerOnly);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(-1)]
    public async Task ReadAsync_TornLastLine_IsIgnored(int left)
    {
        await AppendAsync(1, 2, 3);
        await TearAsync(left);

        Assert.Equal([1, 2], (await ReadAsync()).Select(e => e.Serial));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(-1)]
    public async Task AppendAsync_AfterATornLine_TakesItsPlace(int left)
    {
        await AppendAsync(1, 2, 3);
        await TearAsync(left);
        await AppendAsync(4);

        Assert.Equal([1, 2, 4], (await ReadAsync()).Select(e => e.Serial));
    }

    [Fact]
    public async Task AppendAsync_OnlyATornLine_TakesItsPlace()
    {
        Directory.CreateDirectory(_folder["home"]);
        await File.WriteAllTextAsync(_path, "{\"version\":1,\"ev", TestContext.Current.CancellationToken);
        await AppendAsync(4);

        Assert.Equal([4], (await ReadAsync()).Select(e => e.Serial));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("{\"version\":2,\"event\":\"failed\",\"time\":\"2026-03-02T09:00:00+00:00\",\"domain\":\"a/b/c\",\"serial\":1}")]
    [InlineData("{\"version\":1,\"event\":\"invented\",\"time\":\"2026-03-02T09:00:00+00:00\",\"domain\":\"a/b/c\",\"serial\":1}")]
    [InlineData("{\"version\":1,\"event\":3,\"time\":\"2026-03-02T09:00:00+00:00\",\"domain\":\"a/b/c\",\"serial\":1}")]
    [Trait("Refusal", "LEDGER_DAMAGED")]
    public async Task ReadAsync_DamagedMiddleLine_IsRefusedWithItsNumber(string line)
    {
        await AppendAsync(1);
        await File.AppendAllTextAsync(_path, line + "\n", TestContext.Current.CancellationToken);
        var good = (await File.ReadAllLinesAsync(_path, TestContext.Current.CancellationToken))[0];
        await File.AppendAllTextAsync(_path, good + "\n", TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<OnboardingException>(ReadAsync);
        Assert.Equal("LEDGER_DAMAGED", exception.Code);
        Assert.Contains("line 2 ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReserveSerialAsync_DamagedLedger_GivesNoNumber()
    {
        Directory.CreateDirectory(_folder["home"]);
        await File.WriteAllTextAsync(_path, "{}\n", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<OnboardingException>(() => ReserveAsync(s_domain));
    }

    [Fact]
    public async Task ReserveSerialAsync_AnyDomain_RisesOnItsOwn()
    {
        var start = RunWorld.Start.ToUnixTimeSeconds();
        var other = Domain.Parse("shop/other/advertising");

        Assert.Equal([start, start + 1, start, start + 2], new[] { await ReserveAsync(s_domain), await ReserveAsync(s_domain), await ReserveAsync(other), await ReserveAsync(s_domain) });
    }

    [Fact]
    public async Task ReserveSerialAsync_AcceptedSerialOfAnother_DoesNotCount()
    {
        await _ledger.AppendAsync(new LedgerEntry { Event = LedgerEvent.Accepted, Time = RunWorld.Start, Domain = s_domain.ToString(), Serial = long.MaxValue }, TestContext.Current.CancellationToken);

        Assert.Equal(RunWorld.Start.ToUnixTimeSeconds(), await ReserveAsync(s_domain));
    }

    [Fact]
    public async Task AppendAsync_SeveralTasksAndLedgers_LosesNone()
    {
        var serials = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var own = new FileLedger(_path);
            var mine = new List<long>();
            for (var i = 0; i < 8; i++)
            {
                mine.Add(await own.ReserveSerialAsync(s_domain, RunWorld.Start, CancellationToken.None));
            }

            return mine;
        })));

        Assert.Equal(32, serials.SelectMany(s => s).Distinct().Count());
        Assert.Equal(serials.SelectMany(s => s).Order(), (await ReadAsync()).Select(e => e.Serial));
    }

    public void Dispose() => _folder.Dispose();

    private async Task TearAsync(int left)
    {
        var text = await File.ReadAllTextAsync(_path);
        var start = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        await File.WriteAllBytesAsync(_path, Encoding.UTF8.GetBytes(left < 0 ? text[..^1] : text[..(start + left)]));
    }

    private async Task AppendAsync(params long[] serials)
    {
        foreach (var serial in serials)
        {
            await _ledger.AppendAsync(new LedgerEntry { Event = LedgerEvent.Failed, Time = RunWorld.Start, Domain = s_domain.ToString(), Serial = serial }, default);
        }
    }

    private Task<long> ReserveAsync(Domain domain) => _ledger.ReserveSerialAsync(domain, RunWorld.Start, default).AsTask();

    private async Task<List<LedgerEntry>> ReadAsync()
    {
        var entries = new List<LedgerEntry>();
        await foreach (var entry in _ledger.ReadAsync(default))
        {
            entries.Add(entry);
        }

        return entries;
    }
}
