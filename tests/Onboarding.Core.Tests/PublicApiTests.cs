using System.Reflection;
using Onboarding.Core.Tests.Support;
using Onboarding.Identifiers;

namespace Onboarding.Core.Tests;

/// <summary>The public surface changes only on purpose. <c>ONBOARDING_APPROVE=1 dotnet test --filter PublicApiTests</c> writes the approved text anew.</summary>
public class PublicApiTests
{
    [Fact]
    public void PublicSurface_OfEveryPackage_IsTheApprovedOne()
    {
        var path = Path.Combine(ContractFolder.Repository, "tests", "Onboarding.Core.Tests", "PublicApi.approved.txt");
        Assembly[] packages = [typeof(CanonicalForm).Assembly, typeof(CsvRecords).Assembly, typeof(SqliteStore).Assembly, typeof(PostgreSqlStore).Assembly];
        var actual = string.Join('\n', packages.Select(p => p.GetName().Name + "\n" + ContractApi.Describe(p)));
        if (Environment.GetEnvironmentVariable("ONBOARDING_APPROVE") == "1")
        {
            File.WriteAllText(path, actual);
        }

        var approved = File.ReadAllText(path).ReplaceLineEndings("\n");
        Assert.Equal(approved.Split('\n').Except(actual.Split('\n')).Select(l => "- " + l), actual.Split('\n').Except(approved.Split('\n')).Select(l => "+ " + l));
        Assert.Equal(approved, actual);
    }
}
