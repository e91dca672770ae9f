using CsvHelper;
using Onboarding.Records;

namespace Onboarding.Csv;

/// <summary>Copies the mapped columns of each row into the run's batches, as bytes.</summary>
internal sealed class CsvRecordReader : IRecordReader
{
    private readonly CsvReader _reader;
    private readonly string _name;
    private readonly int[] _wanted;
    private readonly List<CsvMalformed> _malformed;
    private bool _pending;

    public CsvRecordReader(CsvReader reader, string name, (int[] Wanted, string[] Others) columns, List<CsvMalformed> malformed)
    {
        _reader = reader;
        _name = name;
        (_wanted, UnreadColumns) = columns;
        _malformed = malformed;
    }

    public IReadOnlyList<string> UnreadColumns { get; }

    public async ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        try
        {
            while (_pending || await _reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                ReportMalformed(batch);
                _pending = batch.IsFull;
                if (_pending)
                {
                    return true;
                }

                Add(batch);
            }
        }
        catch (CsvFormatException exception)
        {
            // The library's message may hold a value; position and meaning are said anew.
            throw new OnboardingException(Reasons.SourceUnreadable, $"{_name}, line {exception.LineNumber}: a record that does not end within 8 MiB; look for a quote that is never closed");
        }

        ReportMalformed(batch);
        return false;
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private void Add(RecordBatch batch)
    {
        batch.BeginRecord(_reader.LineNumber);
        foreach (var column in _wanted)
        {
            batch.AddValue(_reader.GetSpan(column));
        }

        batch.EndRecord();
    }

    private void ReportMalformed(RecordBatch batch)
    {
        foreach (var row in _malformed)
        {
            // One row with a wrong quote is a malformed row; one that swallows the rows after it, up to the next quote or the end, would lose them silently.
            if (row.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote && row.LineBreaks > 1)
            {
                var closed = row.Reason == CsvMalformedReason.UnterminatedQuote ? "never closed" : "closed in the middle of another value";
                throw new OnboardingException(Reasons.SourceUnreadable, $"{_name}, line {row.Line}: a quote is opened and {closed}, and would swallow {row.LineBreaks} lines");
            }

            batch.AddMalformed(row.Line, row.Reason == CsvMalformedReason.FieldCountMismatch ? MalformedReason.FieldCount : MalformedReason.Quoting);
        }

        _malformed.Clear();
    }
}
