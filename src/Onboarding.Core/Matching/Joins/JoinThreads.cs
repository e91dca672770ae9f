using System.Runtime.ExceptionServices;

namespace Onboarding.Matching;

/// <summary>Lets several threads do the same work; when one fails, the others stop, and the failure is the caller's.</summary>
internal static class JoinThreads
{
    public static void Run(int count, Action<int, CancellationToken> work, CancellationToken cancellationToken)
    {
        if (count == 1)
        {
            work(0, cancellationToken);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ExceptionDispatchInfo? failure = null;
        var tasks = Enumerable.Range(0, count).Select(number => Task.Run(() =>
        {
            try
            {
                work(number, stop.Token);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                stop.Cancel();
            }
        }));
        Task.WaitAll([.. tasks]);
        failure?.Throw();
    }
}
