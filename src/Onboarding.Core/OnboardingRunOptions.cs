using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Onboarding;

/// <summary>Settings of a run or a match.</summary>
public sealed class OnboardingRunOptions
{
    /// <summary>The owner-only folder for what never leaves: working set, report with line numbers, full label, encrypted spills.</summary>
    /// <value>The default is <c>private</c> in the current folder.</value>
    public string PrivateFolder { get; init; } = "private";

    /// <summary>The owner-only folder for who was in an output: an encrypted file for each, which stays while the ledger knows the output. A match writes none.</summary>
    /// <value>The default is <c>members</c> in the home that creates the run; without a home, <c>members</c> in <see cref="PrivateFolder"/>.</value>
    public string? MembersFolder { get; init; }

    /// <summary>The clock.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Receives messages per batch and step; none holds an identifier, token or key.</summary>
    /// <value>The default drops them.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Receives the number of rows read so far, after each batch.</summary>
    /// <value>The default is null: nobody is told.</value>
    public Action<long>? Progress { get; init; }
}
