using Microsoft.Data.Sqlite;
using Onboarding.Delivery;
using Onboarding.Suppression;

namespace Onboarding.Faults;

/// <summary>Opens a home after a kill and looks for everything that was acknowledged, and for anything that is half there.</summary>
internal sealed partial class HomeCheck(string folder, string? postgreSql, Acknowledged said)
{
    private readonly Dictionary<long, StoredOptOut> _known = [];
    private long _lastChange;

    /// <summary>How many outputs the ledger names.</summary>
    public int Outputs { get; private set; }

    public int UnknownOutputs { get; private set; }

    /// <summary>Checks the home as a kill left it.</summary>
    /// <returns>The first fault; null where there is none.</returns>
    public async Task<string?> RunAsync()
    {
        if (said.Faults.Count > 0)
        {
            return said.Faults[0];
        }

        await using var world = FaultWorld.Open(folder, postgreSql);
        try
        {
            var fault = await CheckOptOutsAsync(world) ?? await CheckLedgerAsync(world) ?? await CheckRemovalsAsync(world);
            return fault ?? (postgreSql is null && File.Exists(world.StorePath) ? CheckIntegrity(world.StorePath) : null);
        }
        catch (Exception exception) when (exception is OnboardingException or IOException)
        {
            return "the home does not open: " + exception;
        }
    }

    private static string? CheckIntegrity(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma integrity_check";
        return command.ExecuteScalar() is "ok" ? null : "integrity_check finds a fault";
    }

    private async Task<string?> CheckOptOutsAsync(FaultWorld world)
    {
        var changed = new List<StoredOptOut>();
        await foreach (var optOut in world.Home.Store.ReadChangesAsync(_lastChange, default))
        {
            changed.Add(optOut);
            _known[optOut.Number] = optOut;
            _lastChange = optOut.Change;
        }

        foreach (var (number, tokens) in said.OptOuts)
        {
            if (!_known.TryGetValue(number, out var stored))
            {
                return $"opt-out {number} was acknowledged and is gone";
            }

            if (!tokens.IsSubsetOf(Tokens(stored)))
            {
                return $"opt-out {number} was acknowledged with tokens that it has not";
            }
        }

        // Each token leads to its opt-out: what is half written would be found by some of them alone.
        foreach (var batch in changed.Chunk(500))
        {
            var all = batch.SelectMany(o => o.OptOut.Tokens.ToArray().Chunk(OptOut.TokenLength).Select(t => (o.Number, Token: t))).ToList();
            var found = (await world.Home.Store.FindAsync(all.SelectMany(t => t.Token).ToArray(), default)).ToDictionary(o => o.Number, Tokens);
            if (all.Find(t => !found.TryGetValue(t.Number, out var tokens) || !tokens.Contains(Convert.ToHexString(t.Token))) is { Token: not null } lost)
            {
                return $"opt-out {lost.Number} is not found by one of its tokens";
            }
        }

        return null;
    }

    private static HashSet<string> Tokens(StoredOptOut optOut) => [.. optOut.OptOut.Tokens.ToArray().Chunk(OptOut.TokenLength).Select(Convert.ToHexString)];
}
