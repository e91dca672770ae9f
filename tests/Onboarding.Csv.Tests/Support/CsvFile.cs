using System.Text;
using Onboarding.Core.Tests.Support;
using Onboarding.Records;

namespace Onboarding.Csv.Tests.Support;

/// <summary>A CSV file of a test, and what is read from it.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly RunFolder _folder = new();

    public CsvFile(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    public CsvFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path => _folder["file.csv"];

    public List<(long Line, string[] Values)> Rows { get; } = [];

    public List<(long Line, MalformedReason Reason)> Malformed { get; } = [];

    public IReadOnlyList<string> UnreadColumns { get; private set; } = [];

    public static CsvFile Read(string text, params string[] columns) => Read(Encoding.UTF8.GetBytes(text), columns);

    public static CsvFile Read(byte[] bytes, params string[] columns)
    {
        var file = new CsvFile(bytes);
        file.ReadAsync(columns).GetAwaiter().GetResult();
        return file;
    }

    public static OnboardingException Refused(string text, params string[] columns) => Refused(Encoding.UTF8.GetBytes(text), columns);

    public static OnboardingException Refused(byte[] bytes, params string[] columns)
    {
        using var file = new CsvFile(bytes);
        return Assert.Throws<OnboardingException>(() => file.ReadAsync(columns).GetAwaiter().GetResult());
    }

    public async Task ReadAsync(string[] columns, char? separator = null)
    {
        await using var reader = await CsvRecords.FromFile(Path, separator).OpenAsync(columns, default);
        UnreadColumns = reader.UnreadColumns;
        var batch = new RecordBatch(columns.Length);
        for (var more = true; more;)
        {
            more = await reader.ReadAsync(batch, default);
            Malformed.AddRange(batch.Malformed);
            for (var row = 0; row < batch.Count; row++)
            {
                var current = row;
                Rows.Add((batch.GetPosition(row), [.. Enumerable.Range(0, columns.Length).Select(c => Encoding.UTF8.GetString(batch.GetValue(current, c)))]));
            }

            batch.Clear();
        }
    }

    public void Dispose() => _folder.Dispose();
}
