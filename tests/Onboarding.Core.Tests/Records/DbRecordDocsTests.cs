using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>The examples of docs/sources.md are regions of compiled code, and do what the page says.</summary>
public sealed partial class DbRecordDocsTests
{
    [Fact]
    public void Sources_CodeBlocks_AreRegionsOfTheExamples()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Onboarding.Core.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        var examples = File.ReadAllLines(Path.Combine(root, "tests", "Onboarding.Core.Tests", "Records", "DbRecordExamples.cs"));
        var page = File.ReadAllText(Path.Combine(root, "docs", "sources.md"));

        Assert.Equal(page.Split("```csharp").Length - 1, Block().Count(page));
        Assert.All(Block().Matches(page), block => Assert.Equal(Region(examples, block.Groups["region"].Value), block.Groups["code"].Value));
    }

    [Fact]
    public async Task LineRecords_Read_GivesEachLine()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, "jan@example.nl\nann@example.nl\n", TestContext.Current.CancellationToken);

            Assert.Equal(["jan@example.nl", "ann@example.nl"], (await DbRecordReading.ReadAsync(new LineRecords(path), "email")).Rows);
            Assert.Equal("code", ((IRecordSource)new LineRecords(path)).Origin);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Parameters_Read_GivesTheRowsOfTheParameter()
    {
        var name = "file:examples?mode=memory&cache=shared";
        await using var connection = new SqliteConnection("Data Source=" + name);
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "create table customers(email text, card integer, country text); insert into customers values ('jan@example.nl', 1, 'NL'), ('ann@example.org', 2, 'BE')";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["ann@example.org|2"], (await DbRecordReading.ReadAsync(DbRecordExamples.Parameters("Data Source=" + name, "BE"), "email", "card")).Rows);
    }

    private static string Region(string[] lines, string name)
    {
        var start = Array.FindIndex(lines, l => l.Trim() == "#region " + name);
        var end = Array.FindIndex(lines, Math.Max(start, 0), l => l.Trim() == "#endregion");
        Assert.True(start >= 0 && end > start, name);
        var region = lines[(start + 1)..end];
        var indent = region[0].Length - region[0].TrimStart().Length;
        return string.Join('\n', region.Select(l => l.Length > indent ? l[indent..] : l.Trim())) + "\n";
    }

    [GeneratedRegex("<!-- DbRecordExamples.cs#(?<region>[a-z-]+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
