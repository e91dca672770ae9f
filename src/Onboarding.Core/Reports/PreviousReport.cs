using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Onboarding.Reports;

/// <summary>The newest earlier report of a plan in a private folder. Files that are damaged, or something else, are passed over.</summary>
internal sealed class PreviousReport
{
    /// <summary>The end of a report's file name; an output's id stands before it.</summary>
    public const string Suffix = ".report.json";

    private const int MaxFiles = 2000;
    private const int MaxLength = 16 * 1024 * 1024;
    private const int PrefixLength = 1024;
    private const int IdLength = 32;

    // A UUID of version 7 begins with 48 bits of milliseconds (RFC 9562, 5.7).
    private const int TimeLength = 12;

    private PreviousReport(string id, DateTimeOffset created, ReportFigures figures) => (Id, Created, Figures) = (id, created, figures);

    public string Id { get; }

    public DateTimeOffset Created { get; }

    public ReportFigures Figures { get; }

    /// <summary>Finds it; null where there is none.</summary>
    /// <param name="folder">The private folder.</param>
    /// <param name="plan">The plan's id.</param>
    /// <param name="id">The output's id that the report is written for.</param>
    public static PreviousReport? Find(string folder, string plan, string id)
    {
        var ids = Directory.EnumerateFiles(folder, "*" + Suffix)
            .Select(path => Path.GetFileName(path)[..^Suffix.Length])
            .Where(i => i.Length == IdLength && i.All(char.IsAsciiHexDigitLower) && i != id && string.CompareOrdinal(i, 0, id, 0, TimeLength) <= 0)
            .OrderDescending(StringComparer.Ordinal)
            .Take(MaxFiles);
        return ids.Select(earlier => TryRead(Path.Combine(folder, earlier + Suffix), earlier, plan)).FirstOrDefault(report => report is not null);
    }

    private static PreviousReport? TryRead(string path, string id, string plan)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var length = file.Length;
            var prefix = new byte[Math.Min(length, PrefixLength)];
            file.ReadExactly(prefix);
            if (length > MaxLength || !Encoding.UTF8.GetString(prefix).Contains("\"plan\": \"" + plan + "\"", StringComparison.Ordinal))
            {
                return null;
            }

            file.Position = 0;
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
            var report = document.RootElement;
            if (report.GetProperty("version").GetInt32() != 1 || report.GetProperty("id").GetString() != id || report.GetProperty("plan").GetString() != plan)
            {
                return null;
            }

            var created = DateTimeOffset.ParseExact(report.GetProperty("created").GetString()!, Audiences.LabelBuilder.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            return new PreviousReport(id, created, ReportFigures.Read(report));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }
}
