using System.Globalization;
using Onboarding.Plans;

namespace Onboarding.Cli;

/// <summary>Numbers, times and paths for people, the same in every culture.</summary>
internal static class Text
{
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Counts(IEnumerable<KeyValuePair<string, long>> counts) => string.Join(", ", counts.Select(c => $"{c.Key} {Number(c.Value)}"));

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";

    public static string Level(FindingLevel level) => level switch
    {
        FindingLevel.Pass => "pass",
        FindingLevel.Warning => "warning",
        FindingLevel.Overridden => "overridden",
        _ => "refused",
    };

    public static string RelativePath(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
