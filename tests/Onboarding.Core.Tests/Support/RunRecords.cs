using System.Text;
using Onboarding.Records;

namespace Onboarding.Core.Tests.Support;

/// <summary>Rows in memory as a source of records; a row that is null is malformed. The rows are asked for anew at each opening.</summary>
internal sealed class RunRecords : IRecordSource, IRecordSourceDigest
{
    private readonly string[] _columns;
    private readonly Func<int, IEnumerable<byte[][]?>> _rows;
    private readonly int _batch;

    public RunRecords(string[] columns, IEnumerable<string[]?> rows, int batch = int.MaxValue)
        : this(columns, _ => rows.Select(Encode), batch)
    {
    }

    public RunRecords(string[] columns, Func<int, IEnumerable<byte[][]?>> rows, int batch = int.MaxValue)
    {
        _columns = columns;
        _rows = rows;
        _batch = batch;
    }

    public string Origin { get; init; } = "code";

    public IReadOnlyList<string> UnreadColumns { get; init; } = [];

    /// <summary>What shows that the rows are the same; null where only reading tells.</summary>
    public string? Stamp { get; set; }

    public string? ComputeStamp() => Stamp;

    /// <summary>What shows that nothing at all has changed; null where only reading tells.</summary>
    public string? Digest { get; set; }

    public ValueTask<string?> ComputeDigestAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Digest);

    /// <summary>How often the source was opened.</summary>
    public int Openings { get; private set; }

    /// <summary>Called after each batch with the number of rows read so far.</summary>
    public Action<int>? AfterBatch { get; init; }

    public static byte[][]? Encode(string[]? row) => row is null ? null : [.. row.Select(Encoding.UTF8.GetBytes)];

    public ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        var wanted = columns.Select(c => Array.IndexOf(_columns, c)).ToArray();
        Assert.DoesNotContain(-1, wanted);
        return ValueTask.FromResult<IRecordReader>(new Reader(this, _rows(Openings++).GetEnumerator(), wanted));
    }

    private sealed class Reader(RunRecords source, IEnumerator<byte[][]?> rows, int[] wanted) : IRecordReader
    {
        private int _position;
        private bool _pending;

        public IReadOnlyList<string> UnreadColumns => source.UnreadColumns;

        public ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var read = 0; _pending || rows.MoveNext(); read++)
            {
                _pending = batch.IsFull || read == source._batch;
                if (_pending)
                {
                    source.AfterBatch?.Invoke(_position);
                    return ValueTask.FromResult(true);
                }

                Add(batch, ++_position);
            }

            source.AfterBatch?.Invoke(_position);
            return ValueTask.FromResult(false);
        }

        public ValueTask DisposeAsync()
        {
            rows.Dispose();
            return ValueTask.CompletedTask;
        }

        private void Add(RecordBatch batch, int position)
        {
            if (rows.Current is not { } row)
            {
                batch.AddMalformed(position, MalformedReason.FieldCount);
                return;
            }

            batch.BeginRecord(position);
            foreach (var column in wanted)
            {
                batch.AddValue(row[column]);
            }

            batch.EndRecord();
        }
    }
}
