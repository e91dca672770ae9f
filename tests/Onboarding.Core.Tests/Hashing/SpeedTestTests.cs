using Onboarding.Hashing;

namespace Onboarding.Core.Tests.Hashing;

public class SpeedTestTests
{
    [Fact]
    public void Run_ShortestTime_MeasuresAll()
    {
        var report = SpeedTest.Run(TimeSpan.Zero);
        Assert.Equal(HashKernels.Choice.Kernel.ToString(), report.Kernel);
        Assert.All([report.KeyedTokens, report.Sha256, report.Match], f => Assert.True(f.PerSecond > 0 && f.Ratio > 0));
    }
}
