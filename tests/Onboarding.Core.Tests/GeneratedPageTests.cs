using Onboarding.Core.Tests.Support;

namespace Onboarding.Core.Tests;

/// <summary>Pages of docs that are written from the code. <c>ONBOARDING_APPROVE=1 dotnet test --filter GeneratedPageTests</c> writes them anew.</summary>
public class GeneratedPageTests
{
    [Fact]
    public void RulesPage_Committed_IsThatOfTheCatalogue() => AssertEqual("rules.md", RulesPage.Write());

    [Fact]
    public void HeadersPage_Committed_IsThatOfTheSynonyms() => AssertEqual("headers.md", HeadersPage.Write());

    [Fact]
    public void ProfilesPage_Committed_IsThatOfTheDeclarations() => AssertEqual("profiles.md", ProfilesPage.Write());

    [Fact]
    public void PresetsPage_Committed_IsThatOfTheDeclarations() => AssertEqual("presets.md", PresetsPage.Write());

    private static void AssertEqual(string name, string expected)
    {
        var path = Path.Combine(ContractFolder.Repository, "docs", name);
        if (Environment.GetEnvironmentVariable("ONBOARDING_APPROVE") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
