using System.Diagnostics;

namespace Onboarding.Hashing;

/// <summary>One of several ways to do something. They are measured in turns of a short time each, so that other work on the machine hits all of them alike.</summary>
/// <param name="name">What it is.</param>
/// <param name="operations">How many operations one turn does.</param>
/// <param name="turn">Does them.</param>
internal sealed class TimedVariant(string name, int operations, Action turn)
{
    private readonly List<double> _rates = [];

    public string Name => name;

    /// <summary>Operations a second in the fastest fiftieth of the turns: those that nothing interrupted.</summary>
    public double Best => Sorted()[^((_rates.Count / 50) + 1)];

    public double Median => Sorted()[_rates.Count / 2];

    /// <summary>Lets the variants take turns for a time, and each at least twice.</summary>
    public static void Measure(TimeSpan time, params ReadOnlySpan<TimedVariant> variants)
    {
        var started = Stopwatch.GetTimestamp();
        for (var turns = 0; turns < 2 || Stopwatch.GetElapsedTime(started) < time; turns++)
        {
            foreach (var variant in variants)
            {
                variant.Measure();
            }
        }
    }

    public void Run() => turn();

    private void Measure()
    {
        var started = Stopwatch.GetTimestamp();
        turn();
        _rates.Add(operations / Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    private double[] Sorted() => [.. _rates.Order()];
}
