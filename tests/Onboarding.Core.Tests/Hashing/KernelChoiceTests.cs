using Onboarding.Core.Tests.Support;
using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Hashing;

public class KernelChoiceTests
{
    public static TheoryData<string> Kernels => KernelColumn.Names;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Test_KernelOfThisMachine_Passes(string kernel)
    {
        Assert.True(KernelTest.Passes(KernelColumn.Parse(kernel)));
    }

    [Fact]
    public void Choice_OnThisMachine_IsTheWidest()
    {
        Assert.Equal(new KernelChoice(HashKernels.Supported[^1], null), HashKernels.Choice);
    }

    [Fact]
    public void Make_KernelFailsItsTest_TakesTheBcl()
    {
        Assert.Equal(new KernelChoice(HashKernel.Bcl, HashKernel.Avx512), KernelChoice.Make(HashKernel.Avx512, _ => false));
    }

    [Fact]
    public void LogRefused_KernelFailedItsTest_WritesOneLine()
    {
        var logger = new RunLogger();
        KernelChoice.Make(HashKernel.Avx2, _ => false).LogRefused(logger);
        Assert.Single(logger.Texts, t => t.StartsWith("Hash kernel Avx2 computes wrong digests", StringComparison.Ordinal));
    }

    [Fact]
    public void LogRefused_KernelPassed_WritesNothing()
    {
        var logger = new RunLogger();
        KernelChoice.Make(HashKernel.Avx2, _ => true).LogRefused(logger);
        Assert.Empty(logger.Texts);
    }
}
