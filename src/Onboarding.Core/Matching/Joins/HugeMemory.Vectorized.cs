using System.Runtime.InteropServices;

namespace Onboarding.Matching;

/// <summary>Memory outside the collector's heap, in large pages where the system gives them: a join goes to hundreds of places in turn, and with small pages the processor would look up an address for nearly each.</summary>
internal static unsafe class HugeMemory
{
    private const nuint Page = 2 * 1024 * 1024;
    private const int AdviseHugePages = 14;

    /// <summary>Memory that <see cref="NativeMemory.AlignedFree"/> takes back; what stands in it is not defined.</summary>
    public static void* Allocate(nuint size)
    {
        var memory = NativeMemory.AlignedAlloc(size, size < Page ? 64 : Page);
        if (OperatingSystem.IsLinux() && size >= Page)
        {
            // Advice only: without it all is as right, and slower.
            _ = Advise(memory, size, AdviseHugePages);
        }

        return memory;
    }

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(void* address, nuint length, int advice);
}
