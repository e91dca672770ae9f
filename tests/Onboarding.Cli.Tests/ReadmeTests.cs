using System.Text.RegularExpressions;

namespace Onboarding.Cli.Tests;

/// <summary>C# blocks of the README are regions of compiled files.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Readme_CodeBlocks_AreRegionsOfCompiledFiles()
    {
        var path = Path.Combine(Repository.Root, "README.md");
        var readme = File.ReadAllText(path);
        var expected = Block().Replace(readme, match =>
        {
            var region = ReadRegion(match.Groups["file"].Value, match.Groups["region"].Value);
            return $"<!-- {match.Groups["file"].Value}#{match.Groups["region"].Value} -->\n```csharp\n{region}\n```";
        });
        if (Environment.GetEnvironmentVariable("ONBOARDING_APPROVE") == "1")
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }

    [Fact]
    public void Readme_EveryCSharpBlock_NamesItsRegion()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.Equal(readme.Split("```csharp").Length - 1, Block().Count(readme));
    }

    [Fact]
    public void Readme_Commands_AreThoseThatContinuousIntegrationRuns()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var script = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));

        Assert.Contains("\ndotnet test -c Release\n", readme, StringComparison.Ordinal);
        Assert.Contains("run_tests dotnet test -c Release\n", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_LinksToFiles_Resolve()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

        Assert.All(Link().Matches(readme), link => Assert.True(File.Exists(Path.Combine(Repository.Root, link.Groups[1].Value)), link.Groups[1].Value));
    }

    private static string ReadRegion(string file, string region)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, file));
        var start = Array.IndexOf(lines, "#region " + region);
        var end = Array.IndexOf(lines, "#endregion", start);
        Assert.True(start >= 0 && end > start, $"{file} has no region {region}");
        return string.Join('\n', lines[(start + 1)..end]);
    }

    [GeneratedRegex(@"<!-- (?<file>[^\s#]+)#(?<region>[a-z-]+) -->\n```csharp\n.*?```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([A-Za-z][^)#:]*)\)")]
    private static partial Regex Link();
}
