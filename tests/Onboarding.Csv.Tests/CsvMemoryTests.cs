using System.Text;
using Onboarding.Csv.Tests.Support;

namespace Onboarding.Csv.Tests;

/// <summary>Hostile sizes. Alone, because it counts what the process allocates.</summary>
[Collection(nameof(CsvMemoryTests))]
[CollectionDefinition(nameof(CsvMemoryTests), DisableParallelization = true)]
public sealed class CsvMemoryTests
{
    private const int Length = 20_000_000;

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n")]
    [InlineData("a,b\n1,\"")]
    [Trait("Refusal", "SOURCE_UNREADABLE")]
    public async Task ReadAsync_LineOf20MB_IsRefusedWithBoundedMemory(string before)
    {
        using var file = new CsvFile([.. Encoding.UTF8.GetBytes(before), .. Enumerable.Repeat((byte)'x', Length)]);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var exception = await Assert.ThrowsAsync<OnboardingException>(() => file.ReadAsync(["a"]));

        Assert.Equal("SOURCE_UNREADABLE", exception.Code);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - allocated, 0, 48_000_000);
    }
}
