namespace Onboarding.Hashing;

/// <summary>The kernels of this machine and the one that serves.</summary>
internal static class HashKernels
{
    /// <summary>Every kernel that runs here, the widest last.</summary>
    public static IReadOnlyList<HashKernel> Supported { get; } = [.. Enum.GetValues<HashKernel>().Where(IsSupported)];

    /// <summary>What was chosen; each process tests its kernel when it is first asked for.</summary>
    public static KernelChoice Choice { get; } = KernelChoice.Make(Supported[^1], KernelTest.Passes);

    private static bool IsSupported(HashKernel kernel) => kernel switch
    {
        HashKernel.Avx512 => Lanes512.IsSupported,
        HashKernel.Avx2 => Lanes256.IsSupported,
        HashKernel.Ssse3 => Lanes128.IsSupported,
        _ => true,
    };
}
