using System.Text;
using Onboarding.Delivery;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Matching;
using Onboarding.Records;
using Onboarding.StoreContract;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Support;

/// <summary>A shop that sends to a paper, a gazette and a radio, each with a home and keys of its own, under one clock.</summary>
internal sealed class ChainWorld : IDisposable
{
    public const string Paper = "paper";
    public const string Gazette = "gazette";
    public const string Radio = "radio";

    private readonly RunFolder _folder = new();
    private readonly Dictionary<string, OnboardingHome> _recipients = [];
    private readonly Action<RunPlan>? _change;

    public ChainWorld(Action<RunPlan>? change = null, IOnboardingStore? store = null)
    {
        _change = change;
        Home = new OnboardingHome(_folder["shop"], store ?? new MemoryStore(), time: Clock);
        var day = new DateOnly(2026, 1, 1);
        var until = new DateOnly(2026, 12, 31);
        Keys.Create(RunPlan.ShopSuppressionKey, KeyType.Suppression, Domain.Suppression("shop"), day, null).Dispose();
        foreach (var recipient in new[] { Paper, Gazette, Radio })
        {
            var home = new OnboardingHome(_folder[recipient, "home"], new MemoryStore(), time: Clock);
            using var party = Keys.Create(Key(recipient), KeyType.Party, Domain.Parse($"shop/{recipient}/advertising"), day, until);
            ((FileKeyStore)home.Keys).Import(party.Write()).Dispose();
            ((FileKeyStore)home.Keys).Create(recipient + "-suppression", KeyType.Suppression, Domain.Suppression(recipient), day, null).Dispose();
            _recipients.Add(recipient, home);
        }
    }

    public RunClock Clock { get; } = new(RunWorld.Start);

    public OnboardingHome Home { get; }

    public FileKeyStore Keys => (FileKeyStore)Home.Keys;

    public string this[params string[] names] => _folder[names];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static string Key(string recipient) => $"shop-{recipient}-2026";

    /// <summary>Rows of e-mail and external id, after so many others that no minimum refuses them.</summary>
    public static RunRecords Rows(params string[][] rows) => RunWorld.Records([.. RunWorld.Members(12), .. rows]);

    public OnboardingHome Recipient(string recipient) => _recipients[recipient];

    public string PlanPath(string recipient, string side = "match") => _folder[recipient, side + "-plan.json"];

    public Task<ApprovedPlan> ApproveAsync(string recipient, Action<RunPlan>? change = null)
    {
        var plan = new RunPlan();
        _change?.Invoke(plan);
        change?.Invoke(plan);
        return Home.ApproveAsync(Write(recipient, plan), Cancellation).AsTask();
    }

    public async Task<RunReport> RunAsync(string recipient, IRecordSource records, SuppressionSource? suppression = null, IDestination? destination = null, Action<RunPlan>? change = null)
    {
        return await Home.CreateRun(await ApproveAsync(recipient, change), records, suppression ?? Nobody()).WriteToAsync(destination ?? OutboxOf(recipient), Cancellation);
    }

    public async Task<RunReport> ReexportAsync(string recipient, string output, SuppressionSource? suppression = null)
    {
        return await Home.ReexportAsync(await ApproveAsync(recipient), output, suppression ?? Nobody(), OutboxOf(recipient), cancellationToken: Cancellation);
    }

    public async Task<MatchReport> MatchAsync(string recipient, string audience, IRecordSource own, SuppressionSource? suppression = null, string? signal = null)
    {
        var plan = new RunPlan { Side = "match", MinimumMembers = null };
        var approved = await Recipient(recipient).ApproveMatchAsync(Write(recipient, plan), cancellationToken: Cancellation);
        using var received = await Recipient(recipient).OpenReceivedAsync(audience, approved, Cancellation);
        return await Recipient(recipient).CreateMatch(approved, received, own, suppression ?? Nobody()).WriteIdsToAsync(_folder[recipient, "ids.csv"], signal, Cancellation);
    }

    /// <summary>The recipient takes a list in: the report and the own ids.</summary>
    public async Task<(RemovalMatchReport Report, string[] Ids)> TakeAsync(string recipient, string list)
    {
        var report = await Recipient(recipient).TakeRemovalsAsync(PlanPath(recipient), list, _folder[recipient, "take-out.csv"], Cancellation);
        return (report, [.. (await File.ReadAllLinesAsync(report.IdsPath, Cancellation)).Skip(1).Order(StringComparer.Ordinal)]);
    }

    public async Task<OptOutAnswer> OptOutAsync(string email, OptOutScope? scope = null)
    {
        using var optOuts = await Home.OpenOptOutsAsync(RunPlan.ShopSuppressionKey, Cancellation);
        return await optOuts.AddAsync(IdentifierKind.Email, Encoding.UTF8.GetBytes(email), scope, cancellationToken: Cancellation);
    }

    public async Task<OptOutCheck> CheckAsync(string email)
    {
        using var optOuts = await Home.OpenOptOutsAsync(RunPlan.ShopSuppressionKey, Cancellation);
        return await optOuts.CheckAsync(IdentifierKind.Email, Encoding.UTF8.GetBytes(email), cancellationToken: Cancellation);
    }

    public async Task<int> WithdrawAsync(string email)
    {
        using var optOuts = await Home.OpenOptOutsAsync(RunPlan.ShopSuppressionKey, Cancellation);
        return (await optOuts.WithdrawAsync(IdentifierKind.Email, Encoding.UTF8.GetBytes(email), cancellationToken: Cancellation)).Withdrawn;
    }

    /// <summary>All removals, compared as of now.</summary>
    public async Task<List<Removal>> RemovalsAsync()
    {
        await Home.Removals.FindAsync(Cancellation);
        var removals = new List<Removal>();
        await foreach (var removal in Home.Store.ReadRemovalsAsync(null, [], Cancellation))
        {
            removals.Add(removal);
        }

        return removals;
    }

    public async Task<IReadOnlyList<RemovalList>> ExportAsync(string? recipient = null) => await Home.Removals.ExportAsync(_folder["lists"], recipient, Cancellation);

    /// <summary>The only list that there is to export for a recipient.</summary>
    public async Task<RemovalList> ExportOneAsync(string recipient) => Assert.Single(await ExportAsync(recipient));

    /// <summary>What an e-mail address and external ids were sent as to a recipient, in hex.</summary>
    public HashSet<string> Sent(string recipient, string email, params string[] externalIds)
    {
        using var card = Keys.OpenAsync(Key(recipient), Cancellation).AsTask().GetAwaiter().GetResult();
        using var hasher = new TokenHasher(card);
        return [Hash(IdentifierKind.Email, email), .. externalIds.Select(e => Hash(IdentifierKind.ExternalId, e))];

        string Hash(IdentifierKind kind, string value)
        {
            var token = new byte[TokenHasher.TokenLength];
            hasher.Hash(kind, Encoding.UTF8.GetBytes(value), token);
            return Convert.ToHexStringLower(token);
        }
    }

    public void Dispose() => _folder.Dispose();

    public static SuppressionSource Nobody() => RunOptOuts.Emails(RunOptOuts.Nobody);

    private Outbox OutboxOf(string recipient) => Outbox.At(_folder[recipient, "outbox"]);

    // The plans of tests are for the paper; for the others its name is changed throughout.
    private string Write(string recipient, RunPlan plan)
    {
        Directory.CreateDirectory(_folder[recipient]);
        var path = plan.Write(_folder[recipient]);
        foreach (var file in new[] { path, _folder[recipient, plan.Side + "-dossier.json"] })
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace(Paper, recipient, StringComparison.Ordinal).Replace("Paper", char.ToUpperInvariant(recipient[0]) + recipient[1..], StringComparison.Ordinal));
        }

        return path;
    }
}
