namespace Onboarding.Faults;

/// <summary>A clock that runs, from a day on which the plan of the harness holds, and that a round can set ahead or back.</summary>
internal sealed class FaultClock(TimeSpan offset) : TimeProvider
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly long _begin = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => s_start + offset + System.GetElapsedTime(_begin);
}
