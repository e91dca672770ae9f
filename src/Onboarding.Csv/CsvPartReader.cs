using CsvHelper;
using Onboarding.Records;

namespace Onboarding.Csv;

/// <summary>Copies the mapped columns of each row of one text into the run's batches, as bytes.</summary>
internal sealed class CsvPartReader : IAsyncDisposable
{
    private readonly CsvPart _part;
    private readonly CsvPartText _text;
    private readonly CsvReader _reader;
    private readonly int[] _wanted;
    private readonly int _columnCount;
    private readonly long _firstPosition;
    private readonly FooterRows _footer = new();
    private readonly RowNotes _rowNotes;
    private bool _pending;

    internal CsvPartReader(CsvPart part, CsvPartText text, int[] wanted, int index)
    {
        _part = part;
        _text = text;
        _reader = text.Reader;
        _wanted = wanted;
        _columnCount = _reader.Headers.Count;
        _firstPosition = RowPosition.Create(index, text.Dialect.SkippedLines);
        _rowNotes = new RowNotes(part.Name);
    }

    /// <summary>The names of the columns that are not read.</summary>
    public IEnumerable<string> UnreadColumns => _reader.Headers.Where((_, i) => !_wanted.Contains(i));

    public CsvFileHeader Header => new([.. _reader.Headers.Select(CsvHeader.Trim)], _text.Encoding, _reader.Separator);

    /// <summary>What other readers stumble over.</summary>
    public IEnumerable<SourceSign> Signs => _text.Signs;

    /// <summary>Fills the batch; false at the end of the text.</summary>
    public async ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            while (_pending || await _reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                _pending = batch.IsFull;
                if (_pending)
                {
                    return true;
                }

                AddRow(batch);
            }
        }
        catch (CsvFormatException exception)
        {
            // The library's message may hold a value; position and meaning are said anew.
            throw CsvPartText.TooLong(_part.Name, exception.LineNumber + _text.Dialect.SkippedLines);
        }

        return false;
    }

    /// <summary>Checks that the file is still the same, and says what was found out about it.</summary>
    public IEnumerable<string> End(RecordBatch batch)
    {
        _text.CheckUnchanged();
        _rowNotes.FooterRows = _footer.End(batch);
        return [_text.Describe(), .. _text.Notes, .. _rowNotes.ToTexts()];
    }

    public ValueTask DisposeAsync() => _text.DisposeAsync();

    private void AddRow(RecordBatch batch)
    {
        var position = _firstPosition + _reader.LineNumber;
        if (_text.TakeFault() && IsMalformed(position, batch))
        {
            return;
        }

        var count = _reader.FieldCount;
        if (count == 1 && _reader.RawRecord.IsEmpty)
        {
            _footer.AddBlank();
            return;
        }

        if (count == 1 && _columnCount > 1 && _part.Input.Options.HasFooter && _footer.TryAdd(position, _reader.RawRecord))
        {
            return;
        }

        _footer.Interrupt(batch);
        if (count != _columnCount && !IsComplete(count, position))
        {
            batch.AddMalformed(position, MalformedReason.FieldCount);
        }
        else if (_reader.RawRecord.Contains((byte)0) && HasZeroByte())
        {
            batch.AddMalformed(position, MalformedReason.ZeroByte);
        }
        else
        {
            Add(batch, position);
        }
    }

    private void Add(RecordBatch batch, long position)
    {
        batch.BeginRecord(position);
        foreach (var column in _wanted)
        {
            batch.AddValue(_reader.GetSpan(column));
        }

        batch.EndRecord();
    }

    // Who leaves empty last fields out leaves all of them out: a short row that ends with an empty field has lost one elsewhere, and its values stand in
    // the wrong columns. Nor is a last row whole that the end of the text may have cut off. Surplus fields do no harm where they are empty.
    private bool IsComplete(int count, long position)
    {
        if (count < _columnCount)
        {
            if (_reader.GetSpan(count - 1).IsEmpty || _text.IsCutOff())
            {
                return false;
            }

            _rowNotes.AddShort(RowPosition.GetLine(position));
            return true;
        }

        for (var i = _columnCount; i < count; i++)
        {
            if (!_reader.GetSpan(i).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private bool HasZeroByte()
    {
        foreach (var column in _wanted)
        {
            if (_reader.GetSpan(column).Contains((byte)0))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsMalformed(long position, RecordBatch batch)
    {
        var row = _reader.RawRecord;
        var line = RowPosition.GetLine(position);
        if (QuoteCheck.IsHarmless(row, (byte)_reader.Separator, out var isUnclosed))
        {
            _rowNotes.AddStrayQuote(line);
            return false;
        }

        // One row with a wrong quote is a malformed row; one that swallows the rows after it, up to the next quote or the end, would lose them silently.
        var lines = row.TrimEnd("\r\n"u8);
        var breaks = Math.Max(lines.Count((byte)'\n'), lines.Count((byte)'\r'));
        if (breaks > 1)
        {
            var closed = isUnclosed ? "never closed" : "closed in the middle of another value";
            throw new OnboardingException(Reasons.SourceUnreadable, $"{_part.Name}, line {line}: a quote is opened and {closed}, and would swallow {breaks} lines");
        }

        _footer.Interrupt(batch);
        for (var i = 0; i <= breaks; i++)
        {
            batch.AddMalformed(position + i, MalformedReason.Quoting);
        }

        return true;
    }
}
