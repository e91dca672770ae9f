using System.Runtime.ExceptionServices;

namespace Onboarding.Internal;

/// <summary>The same work on several threads.</summary>
internal static class Workers
{
    /// <summary>How many threads compute at once: one for each processor that the process may use, up to eight. Each takes some 20 MB, and one thread that reads does not feed more.</summary>
    public static int Count => Math.Min(Environment.ProcessorCount, 8);

    /// <summary>How many partitions are sorted while one is read: none where nobody else could do it.</summary>
    public static int Ahead => Math.Min(Count - 1, 2);

    /// <summary>Does the work on as many threads, this one among them, and waits for all. The first failure is thrown as it is.</summary>
    public static void Run(int threads, Action work)
    {
        var others = new Task[threads - 1];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = Task.Run(work);
        }

        ExceptionDispatchInfo? failure = null;
        try
        {
            work();
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }

        foreach (var other in others)
        {
            try
            {
                other.GetAwaiter().GetResult();
            }
            catch (Exception exception)
            {
                failure ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        failure?.Throw();
    }
}
