using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Onboarding.Telemetry;

/// <summary>Meter and activity source named <c>Onboarding.Core</c>. Counts per batch, never per record; tags name a side or a code, never a person's value.</summary>
internal static class OnboardingTelemetry
{
    public const string Name = "Onboarding.Core";

    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter s_meter = new(Name);

    public static readonly Counter<long> Rows = s_meter.CreateCounter<long>("onboarding.rows", "{row}", "Rows read from sources of records.");

    public static readonly Counter<long> Members = s_meter.CreateCounter<long>("onboarding.members", "{member}", "Members of delivered audiences.");

    public static readonly Counter<long> Suppressed = s_meter.CreateCounter<long>("onboarding.suppressed", "{row}", "Rows of people who said no.");

    public static readonly Counter<long> Matched = s_meter.CreateCounter<long>("onboarding.matched", "{id}", "Own ids that matched.");

    public static readonly Histogram<double> Duration = s_meter.CreateHistogram<double>("onboarding.duration", "s", "Duration of runs and matches.");

    /// <summary>Begins a stage of a run, for traces: <c>onboarding.run.read</c> and the others of docs/telemetry.md.</summary>
    public static Activity? StartStage(string name) => Activities.HasListeners() ? Activities.StartActivity("onboarding.run." + name) : null;
}
