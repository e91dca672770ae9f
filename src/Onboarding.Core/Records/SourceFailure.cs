using System.Data.Common;
using System.Net.Sockets;

namespace Onboarding.Records;

/// <summary>Failures of other people's code (a database driver, a delegate), said without their messages: those quote values.</summary>
internal static class SourceFailure
{
    /// <summary>Whether a failure must be said anew. Refusals say nothing wrong, and the caller's own cancellation is none.</summary>
    public static bool IsForeign(Exception exception, CancellationToken cancellationToken)
    {
        return exception is not OnboardingException && !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
    }

    /// <summary>What is thrown instead: the caller's cancellation, whatever a driver makes of it, or <c>SOURCE_UNREADABLE</c>.</summary>
    public static Exception Wrap(Exception exception, string where, CancellationToken cancellationToken)
    {
        return cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(cancellationToken)
            : new OnboardingException(Reasons.SourceUnreadable, $"{where}: {Describe(exception)}", new WithheldException(exception));
    }

    private static string Describe(Exception exception)
    {
        var text = exception.GetType().FullName + exception switch
        {
            DbException { SqlState: { Length: > 0 and <= 5 } state } => ", SQL state " + state,
            SocketException socket => ", " + socket.SocketErrorCode,
            _ => string.Empty,
        };
        return exception.InnerException is { } inner ? $"{text}, because of {Describe(inner)}" : text;
    }

    /// <summary>Keeps the place of a failure and its type, and leaves out its message.</summary>
    private sealed class WithheldException(Exception original) : Exception($"A {original.GetType().FullName}; its message is left out, because it may quote a value.")
    {
        public override string? StackTrace { get; } = original.StackTrace;
    }
}
