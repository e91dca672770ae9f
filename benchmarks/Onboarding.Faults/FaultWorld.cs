using Onboarding.Core.Tests.Support;
using Onboarding.Keys;

namespace Onboarding.Faults;

/// <summary>A home with keys, plan and store, at a folder that parent and workers share.</summary>
internal sealed class FaultWorld : IAsyncDisposable
{
    private readonly IAsyncDisposable? _server;
    private readonly SqliteStore? _file;

    private FaultWorld(string folder, string? postgreSql, TimeSpan clock, TextWriter? acknowledgements)
    {
        Folder = folder;
        IOnboardingStore store;
        if (postgreSql is null)
        {
            store = _file = new SqliteStore(StorePath);
        }
        else
        {
            var server = new PostgreSqlStore(postgreSql, "faults_" + Path.GetFileName(folder).Replace('-', '_').ToLowerInvariant());
            (store, _server) = (server, server);
        }

        Home = new OnboardingHome(HomeFolder, acknowledgements is null ? store : new AcknowledgingStore(store, acknowledgements), time: new FaultClock(clock));
    }

    public string Folder { get; }

    public OnboardingHome Home { get; }

    public string HomeFolder => Path.Combine(Folder, "home");

    public string StorePath => Path.Combine(HomeFolder, "onboarding.db");

    public string OutboxFolder => Path.Combine(Folder, "outbox");

    public string RemovalsFolder => Path.Combine(Folder, "removals");

    public string MembersFolder => Path.Combine(HomeFolder, "members");

    private static SuppressionSource OptOutLists => SuppressionSource.FromLists(Population.List("weekly"));

    private string PlanPath => Path.Combine(Folder, "send-plan.json");

    /// <summary>Makes the folder with its keys and its plan.</summary>
    public static void Create(string folder)
    {
        Directory.CreateDirectory(folder);
        var keys = new FileKeyStore(Path.Combine(folder, "home", "keys"));
        var day = new DateOnly(2026, 1, 1);
        keys.Create(RunPlan.PartyKey, KeyType.Party, Domain.Parse("shop/paper/advertising"), day, new DateOnly(2026, 12, 31)).Dispose();
        keys.Create(RunPlan.ShopSuppressionKey, KeyType.Suppression, Domain.Suppression("shop"), day, null).Dispose();
        new RunPlan().Write(folder);
    }

    public static FaultWorld Open(string folder, string? postgreSql = null, TimeSpan clock = default, TextWriter? acknowledgements = null) => new(folder, postgreSql, clock, acknowledgements);

    /// <summary>The same keys and plan in another folder, with nothing else.</summary>
    public static void CopyKeys(string from, string to)
    {
        CopyFolder(Path.Combine(from, "home", "keys"), Path.Combine(to, "home", "keys"));
        new RunPlan().Write(to);
    }

    public static void CopyFolder(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    public ValueTask<Suppression.OptOuts> OpenOptOutsAsync() => Home.OpenOptOutsAsync(RunPlan.ShopSuppressionKey);

    public ValueTask<KeyCard> OpenSuppressionKeyAsync() => Home.Keys.OpenAsync(RunPlan.ShopSuppressionKey, default);

    public async Task<RunReport> RunAsync()
    {
        var plan = await Home.ApproveAsync(PlanPath);
        return await Home.CreateRun(plan, Population.Records, OptOutLists).WriteToAsync(Outbox.At(OutboxFolder));
    }

    public async Task<RunReport> WriteAgainAsync(string output) => await Home.ReexportAsync(await Home.ApproveAsync(PlanPath), output, OptOutLists, Outbox.At(OutboxFolder));

    public async ValueTask DisposeAsync()
    {
        _file?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
