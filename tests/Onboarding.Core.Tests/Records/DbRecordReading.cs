using System.Text;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Records;

/// <summary>Reads a source as a run does, and keeps what it read.</summary>
internal sealed class DbRecordReading
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The values of each record, joined by a bar.</summary>
    public List<string> Rows { get; } = [];

    public List<long> Positions { get; } = [];

    public List<(long Position, MalformedReason Reason)> Malformed { get; } = [];

    public IReadOnlyList<string> UnreadColumns { get; private set; } = [];

    public static async Task<DbRecordReading> ReadAsync(IRecordSource source, params string[] columns)
    {
        var result = new DbRecordReading();
        await foreach (var batch in BatchesAsync(source, columns, r => result.UnreadColumns = r.UnreadColumns))
        {
            result.Malformed.AddRange(batch.Malformed);
            for (var record = 0; record < batch.Count; record++)
            {
                result.Positions.Add(batch.GetPosition(record));
                result.Rows.Add(string.Join('|', Enumerable.Range(0, columns.Length).Select(c => s_strict.GetString(batch.GetValue(record, c)))));
            }
        }

        return result;
    }

    /// <summary>The bytes of the first column of the first record.</summary>
    public static async Task<byte[]> ReadFirstAsync(IRecordSource source, string column)
    {
        await foreach (var batch in BatchesAsync(source, [column]))
        {
            return batch.GetValue(0, 0).ToArray();
        }

        return [];
    }

    public static async IAsyncEnumerable<RecordBatch> BatchesAsync(IRecordSource source, string[] columns, Action<IRecordReader>? opened = null)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var reader = await source.OpenAsync(columns, cancellationToken);
        opened?.Invoke(reader);
        var batch = new RecordBatch(columns.Length);
        for (var more = true; more;)
        {
            batch.Clear();
            more = await reader.ReadAsync(batch, cancellationToken);
            yield return batch;
        }
    }
}
