using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Onboarding.Internal;

/// <summary>Asks for memory that will be read soon. A hint: it never faults and changes nothing, also where the address is no longer what it was.</summary>
internal static unsafe class CacheLines
{
    /// <summary>The length of a line in bytes.</summary>
    public const int Length = 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(address);
        }
    }

    /// <summary>The lines of a few bytes.</summary>
    public static void Prefetch(ReadOnlySpan<byte> bytes)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        for (var at = 0; at < bytes.Length; at += Length)
        {
            Prefetch(Unsafe.AsPointer(ref Unsafe.Add(ref first, at)));
        }
    }
}
