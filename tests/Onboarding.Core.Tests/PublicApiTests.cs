using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests;

/// <summary>The public surface changes only on purpose. <c>ONBOARDING_APPROVE=1 dotnet test --filter PublicApiTests</c> writes the approved text anew.</summary>
public class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfCoreAndCsv_IsTheApprovedOne()
    {
        var path = Path.Combine(ContractFolder.Repository, "tests", "Onboarding.Core.Tests", "PublicApi.approved.txt");
        var actual = "Onboarding.Core\n" + ContractApi.Describe(typeof(CanonicalForm).Assembly) + "\nOnboarding.Csv\n" + ContractApi.Describe(typeof(CsvRecords).Assembly);
        if (Environment.GetEnvironmentVariable("ONBOARDING_APPROVE") == "1")
        {
            File.WriteAllText(path, actual);
        }

        var approved = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.Equal(approved.Split('\n').Except(actual.Split('\n')).Select(l => "- " + l), actual.Split('\n').Except(approved.Split('\n')).Select(l => "+ " + l));
        Assert.Equal(approved, actual);
    }
}
