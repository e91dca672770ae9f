using Microsoft.Extensions.Logging;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Records;
using Onboarding.StoreContract;

namespace Onboarding.Core.Tests.Support;

/// <summary>A shop and a paper with keys, homes and plans in a folder of their own, on 2 March 2026 until a test moves the clock.</summary>
internal sealed class RunWorld : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly string[] Columns = ["email", "external_id"];

    public static readonly string[] OwnColumns = ["user id", "email", "external_id"];

    private readonly RunFolder _folder = new();
    private readonly RunPlan _plan;

    public RunWorld(Action<RunPlan>? change = null, IOnboardingStore? ledger = null, ILogger<OnboardingHome>? logger = null, DateOnly? keyUntil = null)
    {
        _plan = new RunPlan();
        change?.Invoke(_plan);
        Home = new OnboardingHome(_folder["shop"], ledger ?? new MemoryStore(), time: Clock, logger: logger);
        Paper = new OnboardingHome(_folder["paper"], new MemoryStore(), time: Clock, logger: logger);
        var day = new DateOnly(2026, 1, 1);
        var until = keyUntil ?? new DateOnly(2026, 12, 31);
        using var party = ShopKeys.Create(RunPlan.PartyKey, KeyType.Party, Domain, day, until);
        ShopKeys.Create(RunPlan.ShopSuppressionKey, KeyType.Suppression, Domain.Suppression("shop"), day, null).Dispose();
        PaperKeys.Create(RunPlan.PaperSuppressionKey, KeyType.Suppression, Domain.Suppression("paper"), day, null).Dispose();
        PaperKeys.Import(party.Write()).Dispose();
    }

    public RunClock Clock { get; } = new(Start);

    public OnboardingHome Home { get; }

    public OnboardingHome Paper { get; }

    public FileKeyStore ShopKeys => (FileKeyStore)Home.Keys;

    public FileKeyStore PaperKeys => (FileKeyStore)Paper.Keys;

    public Domain Domain => Domain.Parse("shop/paper/" + _plan.Purpose);

    public string OutboxFolder => _folder["outbox"];

    public string MembersFolder => Path.Combine(Home.Folder, "members");

    public string PrivateFolder => Path.Combine(Home.Folder, "private");

    public string IdsPath => _folder["matched", "ids.csv"];

    public Outbox Outbox => Outbox.At(OutboxFolder);

    public string this[params string[] names] => _folder[names];

    /// <summary>So many members that no minimum refuses them: member-0@example.com and so on, with external ids M0 and so on.</summary>
    public static IEnumerable<string[]> Members(int count) => Enumerable.Range(0, count).Select(i => new[] { $"member-{i}@example.com", $"M{i}" });

    public static RunRecords Records(params IEnumerable<string[]?> rows) => new(Columns, rows);

    public static RunRecords Emails(params IEnumerable<string> emails) => new(Columns, emails.Select(e => new[] { e, "" }));

    public static RunRecords Own(params IEnumerable<string[]?> rows) => new(OwnColumns, rows);

    public ApprovedPlan Approve() => Home.ApproveAsync(_plan.Write(_folder.Path)).AsTask().GetAwaiter().GetResult();

    public ApprovedMatchPlan ApproveMatch(Action<RunPlan>? change = null)
    {
        var plan = new RunPlan { Side = "match", Columns = _plan.Columns, Purpose = _plan.Purpose, MinimumMembers = null };
        change?.Invoke(plan);
        return Paper.ApproveMatchAsync(plan.Write(_folder.Path)).AsTask().GetAwaiter().GetResult();
    }

    public OnboardingRun CreateRun(IRecordSource records, SuppressionSource? suppression = null) => Home.CreateRun(Approve(), records, suppression ?? RunOptOuts.Emails(RunOptOuts.Nobody));

    public Task<RunReport> RunAsync(IRecordSource records, SuppressionSource? suppression = null, IDestination? destination = null)
    {
        return CreateRun(records, suppression).WriteToAsync(destination ?? Outbox);
    }

    /// <summary>For properties, which have no asynchronous form.</summary>
    public RunReport Run(IRecordSource records, SuppressionSource? suppression = null) => RunAsync(records, suppression).GetAwaiter().GetResult();

    public ValueTask<ReceivedAudience> ReceiveAsync(string path, Action<RunPlan>? change = null) => Paper.OpenReceivedAsync(path, ApproveMatch(change));

    public async Task<MatchReport> MatchAsync(string audience, IRecordSource own, SuppressionSource? suppression = null)
    {
        var plan = ApproveMatch();
        using var received = await Paper.OpenReceivedAsync(audience, plan);
        return await Paper.CreateMatch(plan, received, own, suppression ?? RunOptOuts.Emails(RunOptOuts.Nobody)).WriteIdsToAsync(IdsPath);
    }

    /// <summary>The token of a canonical form under the shop's party key, in hex.</summary>
    public string Token(IdentifierKind kind, string canonical)
    {
        using var card = Card();
        using var hasher = new TokenHasher(card);
        var token = new byte[TokenHasher.TokenLength];
        hasher.Hash(kind, System.Text.Encoding.UTF8.GetBytes(canonical), token);
        return Convert.ToHexStringLower(token);
    }

    public KeyCard Card(string id = RunPlan.PartyKey) => ShopKeys.OpenAsync(id, default).AsTask().GetAwaiter().GetResult();

    public KeyCard PaperCard(string id) => PaperKeys.OpenAsync(id, default).AsTask().GetAwaiter().GetResult();

    public async Task<List<LedgerEntry>> LedgerAsync()
    {
        var entries = new List<LedgerEntry>();
        await foreach (var entry in Home.Store.ReadAsync(default))
        {
            entries.Add(entry);
        }

        return entries;
    }

    public void Dispose() => _folder.Dispose();
}
