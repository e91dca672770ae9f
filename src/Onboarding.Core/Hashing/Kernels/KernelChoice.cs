using Microsoft.Extensions.Logging;
using Onboarding.Telemetry;

namespace Onboarding.Hashing;

/// <summary>The kernel that serves, and the one that would if it had passed its test.</summary>
internal sealed record KernelChoice(HashKernel Kernel, HashKernel? Refused)
{
    /// <summary>Takes the widest kernel if it passes, else the BCL.</summary>
    public static KernelChoice Make(HashKernel widest, Func<HashKernel, bool> passes)
    {
        return widest == HashKernel.Bcl || passes(widest) ? new KernelChoice(widest, null) : new KernelChoice(HashKernel.Bcl, widest);
    }

    /// <summary>One line where a kernel was refused, none otherwise.</summary>
    public void LogRefused(ILogger logger)
    {
        if (Refused is { } kernel)
        {
            Log.KernelRefused(logger, kernel);
        }
    }
}
