using System.Text;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Csv.Tests.Support;

/// <summary>Everything that a source gave.</summary>
internal sealed class CsvContent
{
    public List<(string? File, long Line, string[] Values)> Rows { get; } = [];

    public List<(string? File, long Line, MalformedReason Reason)> Malformed { get; } = [];

    public IReadOnlyList<string> Notes { get; private set; } = [];

    public IReadOnlyList<SourceSign> Signs { get; private set; } = [];

    public IReadOnlyList<string> UnreadColumns { get; private set; } = [];

    /// <summary>The values of the first column.</summary>
    public string[] First => [.. Rows.Select(r => r.Values[0])];

    public static CsvContent Read(IRecordSource source, params string[] columns) => ReadAsync(source, columns).GetAwaiter().GetResult();

    public static async Task<CsvContent> ReadAsync(IRecordSource source, string[] columns, Action? afterBatch = null, CancellationToken cancellationToken = default)
    {
        var content = new CsvContent();
        await using var reader = await source.OpenAsync(columns, cancellationToken);
        var batch = new RecordBatch(columns.Length);
        for (var more = true; more;)
        {
            more = await reader.ReadAsync(batch, cancellationToken);
            content.Add(reader, batch, columns.Length);
            batch.Clear();
            afterBatch?.Invoke();
        }

        content.Notes = reader.Notes;
        content.Signs = reader.Signs;
        content.UnreadColumns = reader.UnreadColumns;
        return content;
    }

    private void Add(IRecordReader reader, RecordBatch batch, int columns)
    {
        foreach (var (position, reason) in batch.Malformed)
        {
            var (file, line) = reader.Locate(position);
            Malformed.Add((file, line, reason));
        }

        for (var row = 0; row < batch.Count; row++)
        {
            var (file, line) = reader.Locate(batch.GetPosition(row));
            var values = new string[columns];
            for (var column = 0; column < columns; column++)
            {
                // Bytes that are no UTF-8 show as they are.
                var value = batch.GetValue(row, column);
                values[column] = System.Text.Unicode.Utf8.IsValid(value) ? Encoding.UTF8.GetString(value) : "0x" + Convert.ToHexString(value);
            }

            Rows.Add((file, line, values));
        }
    }
}
