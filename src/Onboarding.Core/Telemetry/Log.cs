using Microsoft.Extensions.Logging;

namespace Onboarding.Telemetry;

/// <summary>All log messages, per batch or per step. None takes an identifier, token or key.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Run {RunId} of plan {PlanId} begins for {Domain}")]
    public static partial void RunBegins(ILogger logger, string runId, string planId, string domain);

    [LoggerMessage(2, LogLevel.Debug, "Batch of {Rows} rows and {Malformed} malformed ones read")]
    public static partial void BatchRead(ILogger logger, int rows, int malformed);

    [LoggerMessage(3, LogLevel.Information, "Opt-outs loaded: {Tokens} tokens, snapshot {Snapshot}, {Unreadable} unreadable values")]
    public static partial void SuppressionLoaded(ILogger logger, long tokens, string snapshot, long unreadable);

    [LoggerMessage(4, LogLevel.Warning, "{Unreadable} values of the opt-out lists have no canonical form: each is an objection that could not be read. The private report names the lines")]
    public static partial void SuppressionUnreadable(ILogger logger, long unreadable);

    [LoggerMessage(5, LogLevel.Information, "Run {RunId}: {Rows} rows, {Members} members, {Suppressed} suppressed, {Duplicates} duplicates, {Dropped} dropped, {Malformed} malformed")]
    public static partial void RunCounted(ILogger logger, string runId, long rows, long members, long suppressed, long duplicates, long dropped, long malformed);

    [LoggerMessage(6, LogLevel.Information, "Output {OutputId} delivered to {Destination} with serial {Serial}")]
    public static partial void Delivered(ILogger logger, string outputId, string destination, long serial);

    [LoggerMessage(7, LogLevel.Error, "Output {OutputId} was not delivered: {Failure}")]
    public static partial void DeliveryFailed(ILogger logger, string outputId, string failure);

    [LoggerMessage(8, LogLevel.Information, "Match with audience {OutputId}: {Identifiers} own ids checked, {Matched} matched, {Suppressed} suppressed")]
    public static partial void Matched(ILogger logger, string outputId, long identifiers, long matched, long suppressed);

    [LoggerMessage(9, LogLevel.Warning, "Snapshot {File} of the opt-outs is deleted and built anew: {Why}")]
    public static partial void SnapshotDiscarded(ILogger logger, string file, string why);

    [LoggerMessage(10, LogLevel.Warning, "Hash kernel {Kernel} computes wrong digests on this machine: .NET's own hashes serve instead, more slowly")]
    public static partial void KernelRefused(ILogger logger, Hashing.HashKernel kernel);
}
