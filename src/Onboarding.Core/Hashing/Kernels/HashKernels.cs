namespace Onboarding.Hashing;

internal static class HashKernels
{
    public static (HashKernel Kernel, int X) Chosen => (Lanes512.IsSupported ? HashKernel.Avx512 : Lanes256.IsSupported ? HashKernel.Avx2 : HashKernel.Bcl, 0);
}
