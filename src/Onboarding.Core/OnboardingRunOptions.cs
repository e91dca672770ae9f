using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Onboarding.Delivery;
using Onboarding.Internal;

namespace Onboarding;

/// <summary>Settings of a run or a match.</summary>
public sealed class OnboardingRunOptions
{
    /// <summary>The owner-only folder for what never leaves: working set, report with line numbers, full label, encrypted spills.</summary>
    /// <value>The default is <c>private</c> in the current folder.</value>
    public string PrivateFolder { get; init; } = "private";

    /// <summary>The owner-only folder for what later runs need: who was in each output, the sorted opt-outs, what was taken in.</summary>
    /// <value>The default is the folder of the home that creates the run; without one, <c>onboarding</c> in the current folder.</value>
    public string? HomeFolder { get; init; }

    /// <summary>Until when recipients must have followed.</summary>
    /// <value>The default is that of the home; without one, 24 and 72 hours.</value>
    public RemovalTerms? Terms { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Receives messages per batch and step; none holds an identifier, token or key.</summary>
    /// <value>The default drops them.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Receives the number of rows read so far, after each batch.</summary>
    /// <value>The default is null: nobody is told.</value>
    public Action<long>? Progress { get; init; }

    /// <summary>How many threads normalize and hash, besides the one that reads.</summary>
    internal int Threads { get; init; } = Workers.Count;

    internal HomeFolders Folders => new(Path.GetFullPath(HomeFolder ?? "onboarding"));

    internal string TakenFolder => Folders.Taken;

    internal OnboardingRunOptions AtHome(string folder, RemovalTerms terms) => new()
    {
        PrivateFolder = PrivateFolder,
        HomeFolder = HomeFolder ?? folder,
        Terms = Terms ?? terms,
        Time = Time,
        Logger = Logger,
        Progress = Progress,
        Threads = Threads,
    };
}
