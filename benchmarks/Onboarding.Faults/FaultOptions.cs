namespace Onboarding.Faults;

/// <summary>What the harness does.</summary>
internal sealed class FaultOptions
{
    public int Rounds { get; init; } = 1000;

    /// <summary>Gives work, people and delays of every round; the instant itself also depends on the machine.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>When no further round begins.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Whether two workers share the home.</summary>
    public bool TwoAtOnce { get; init; }

    /// <summary>Whether each worker has another clock, up to a day ahead or back.</summary>
    public bool MovesClock { get; init; }

    /// <summary>How many rounds one home lives.</summary>
    public int RoundsPerHome { get; init; } = 20;

    /// <summary>The connection string of a server in place of the embedded store.</summary>
    public string? PostgreSql { get; init; }
}
