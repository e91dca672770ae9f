using System.Diagnostics;

namespace Onboarding.Cli;

/// <summary>Gives memory back between the stages of a run: what one has left is of no use to the next, and the runtime would keep it for as long as the machine has more.</summary>
/// <remarks>Only after stages of a second and more: collecting takes time itself. A matter of the process and not of the library: in a server it would stop everybody.</remarks>
internal static class StageMemory
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(1);

    /// <summary>Begins to listen, until the process ends.</summary>
    public static void GiveBackAfterStages() => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = static source => source.Name == "Onboarding.Core",
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        ActivityStopped = static activity =>
        {
            if (activity.ParentSpanId != default && activity.Duration >= s_long)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
        },
    });
}
