using System.Text;
using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding.StoreContract;

public abstract partial class StoreContract
{
    private static readonly Domain s_domain = Domain.Parse("shop/paper/advertising");

    private static long Second => s_noon.ToUnixTimeSeconds();

    [Fact]
    public async Task ReserveSerialAsync_First_IsTheTimeInSeconds()
    {
        var store = await OpenAsync();

        Assert.Equal(Second, await store.ReserveSerialAsync(s_domain, s_noon, Token));
    }

    [Fact]
    public async Task ReserveSerialAsync_Again_RisesWhateverTheClockSays()
    {
        var store = await OpenAsync();
        DateTimeOffset[] times = [s_noon, s_noon, s_noon.AddDays(-1), s_noon.AddSeconds(10), s_noon.AddSeconds(10)];
        var serials = new List<long>();
        foreach (var time in times)
        {
            serials.Add(await store.ReserveSerialAsync(s_domain, time, Token));
        }

        Assert.Equal([0, 1, 2, 10, 11], serials.Select(s => s - Second));
        Assert.Equal(Second, await store.ReserveSerialAsync(Domain.Parse("shop/paper/survey"), s_noon, Token));
    }

    [Theory]
    [InlineData(LedgerEvent.SerialReserved, 101)]
    [InlineData(LedgerEvent.Intended, 101)]
    [InlineData(LedgerEvent.Exported, 101)]
    [InlineData(LedgerEvent.Delivered, 101)]
    [InlineData(LedgerEvent.Failed, 101)]
    [InlineData(LedgerEvent.RemovalsExported, 101)]
    [InlineData(LedgerEvent.Accepted, 0)]
    [InlineData(LedgerEvent.RemovalsTaken, 0)]
    [InlineData(LedgerEvent.SignalTaken, 0)]
    public async Task ReserveSerialAsync_AfterEntries_IsAboveTheOwnOnes(LedgerEvent ledgerEvent, long above)
    {
        var store = await OpenAsync();
        await store.AppendAsync(Entry("o", ledgerEvent, Second + 100), Token);
        await store.AppendAsync(Entry("o", ledgerEvent, Second + 50), Token);

        Assert.Equal(Second + above, await store.ReserveSerialAsync(s_domain, s_noon, Token));
    }

    [Fact]
    public async Task ReserveSerialAsync_Cancelled_TakesNone()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ReserveSerialAsync(s_domain, s_noon, Cancelled));
        Assert.Equal(Second, await store.ReserveSerialAsync(s_domain, s_noon, Token));
    }

    [Fact]
    public async Task ReadAsync_NoEntries_GivesNone() => Assert.Empty(await EntriesAsync(await OpenAsync()));

    [Fact]
    public async Task ReadAsync_Entries_GivesThemInTheirOrder()
    {
        var store = await OpenAsync();
        LedgerEntry[] entries = [Entry("o2", LedgerEvent.Intended, 9, FullIntent), Entry("o1", LedgerEvent.Accepted, 7), Entry(null, LedgerEvent.SignalTaken, 8), Entry("o2", LedgerEvent.Delivered, 9)];
        foreach (var entry in entries)
        {
            await store.AppendAsync(entry, Token);
        }

        Assert.Equal(entries.Select(Text), await EntriesAsync(store));
    }

    [Fact]
    public async Task AppendAsync_Cancelled_AddsNothing()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AppendAsync(Entry("o", LedgerEvent.Intended, 1), Cancelled));
        Assert.Empty(await EntriesAsync(store));
    }

    [Fact]
    public async Task ForgetAsync_Output_LeavesNothingOfItAlone()
    {
        var store = await OpenAsync();
        foreach (var output in (string[])["a", "b"])
        {
            await store.AppendAsync(Entry(output, LedgerEvent.Intended, Second + 5), Token);
            await store.AppendAsync(Entry(output, LedgerEvent.Exported, Second + 5), Token);
            await store.AddRemovalsAsync(output, null, 4, [Removal(1), Removal(2)], Token);
        }

        await store.ForgetAsync("a", Token);
        await store.ForgetAsync("unknown", Token);

        Assert.Equal([Text(Entry("b", LedgerEvent.Intended, Second + 5)), Text(Entry("b", LedgerEvent.Exported, Second + 5))], await EntriesAsync(store));
        Assert.All(await RemovalsAsync(store), r => Assert.Equal("b", r.Output));
        Assert.Equal((null, 4L), (await store.GetComparedAsync("a", Token), await store.GetComparedAsync("b", Token)));
        Assert.True(await store.AddRemovalsAsync("a", null, 1, [Removal(1)], Token));
    }

    [Fact]
    public async Task ForgetAsync_Output_LeavesSerialsAndNumbersTaken()
    {
        var store = await OpenAsync();
        var serial = await store.ReserveSerialAsync(s_domain, s_noon, Token);
        await store.AppendAsync(Entry("a", LedgerEvent.Intended, serial), Token);
        await store.AddRemovalsAsync("a", null, 4, [Removal(1)], Token);
        var number = Assert.Single(await RemovalsAsync(store)).Number;

        await store.ForgetAsync("a", Token);
        await store.AddRemovalsAsync("a", null, 4, [Removal(1)], Token);

        Assert.Equal(serial + 1, await store.ReserveSerialAsync(s_domain, s_noon, Token));
        Assert.True(Assert.Single(await RemovalsAsync(store)).Number > number);
    }

    [Fact]
    public async Task ForgetAsync_Cancelled_DeletesNothing()
    {
        var store = await OpenAsync();
        await store.AppendAsync(Entry("a", LedgerEvent.Intended, 1), Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ForgetAsync("a", Cancelled));
        Assert.Single(await EntriesAsync(store));
    }

    private static LedgerIntent FullIntent => new()
    {
        Plan = "p",
        PlanDigest = "d",
        Recipient = "Dagblad \"é\" 𝛼\n B.V.",
        Destination = "outbox",
        Basis = "consent C-1",
        Agreement = "A",
        NoticeVersion = "4",
        KeyId = "k",
        KeyReference = "k",
        SuppressionKeyReference = "s",
        Role = "controller",
        Change = 7,
        PlanPath = "plan.json",
        Form = "canonical v1",
        Upload = new LedgerUpload { Platform = "meta", Format = "api", Settings = new Dictionary<string, string> { ["listId"] = "1" }, Fields = ["email"] },
        Tokens = new Dictionary<string, long> { ["email"] = 3 },
        Members = 4,
        Root = "sha256:00",
        Snapshot = "s",
        UseBy = s_noon,
        DeleteBy = s_noon.AddDays(1),
        WorkingSet = "/w",
        FullLabelDigest = "f",
    };

    private static LedgerEntry Entry(string? output, LedgerEvent ledgerEvent, long serial, LedgerIntent? intent = null)
    {
        return new LedgerEntry { Event = ledgerEvent, Time = s_noon, Domain = s_domain.ToString(), Serial = serial, Output = output, Intent = intent, Note = intent is null ? null : "n\nm 'ü'" };
    }

    private static string Text(LedgerEntry entry) => Encoding.UTF8.GetString(entry.ToUtf8());

    private static async Task<List<string>> EntriesAsync(IOnboardingStore store) => await store.ReadAsync(Token).Select(Text).ToListAsync(Token);
}
