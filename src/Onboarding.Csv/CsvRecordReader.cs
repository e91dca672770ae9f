using Onboarding.Records;

namespace Onboarding.Csv;

/// <summary>Reads the texts of a source one after the other.</summary>
internal sealed class CsvRecordReader : IRecordReader, IRecordReaderNotes
{
    // The notes of a source of thousands of files would be longer than its report.
    private const int MaxNotes = 200;

    private readonly IReadOnlyList<CsvPart> _parts;
    private readonly IReadOnlyList<string> _columns;
    private readonly List<string> _notes = [];
    private readonly List<SourceSign> _signs = [];
    private CsvPartReader? _current;
    private int _index;
    private int _omittedNotes;

    public CsvRecordReader(IReadOnlyList<CsvPart> parts, IReadOnlyList<string> columns, IReadOnlyList<string> unreadColumns, CsvPartReader? first)
    {
        _parts = parts;
        _columns = columns;
        UnreadColumns = unreadColumns;
        _current = first;
    }

    public IReadOnlyList<string> UnreadColumns { get; }

    public IReadOnlyList<string> Notes => _omittedNotes == 0 ? _notes : [.. _notes, $"and {_omittedNotes} notes more"];

    public IReadOnlyList<SourceSign> Signs => _signs;

    public async ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (; _index < _parts.Count; _index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _current ??= await CsvPartText.OpenAsync(_parts[_index], _index, _columns, cancellationToken).ConfigureAwait(false);
            if (await _current.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            AddNotes(_current.End(batch));
            _signs.AddRange(_current.Signs);
            await _current.DisposeAsync().ConfigureAwait(false);
            _current = null;
        }

        CheckFiles();
        return false;
    }

    public (string? File, long Line) Locate(long position)
    {
        var part = _parts[RowPosition.GetPart(position)];
        return (_parts.Count > 1 || part.Member is not null ? part.Name : null, RowPosition.GetLine(position));
    }

    public ValueTask DisposeAsync() => _current?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void AddNotes(IEnumerable<string> notes)
    {
        foreach (var note in notes)
        {
            if (_notes.Count < MaxNotes)
            {
                _notes.Add(note);
            }
            else
            {
                _omittedNotes++;
            }
        }
    }

    // A pattern that names other files now than at the beginning has been read in part.
    private void CheckFiles()
    {
        var input = _parts[0].Input;
        if (!input.IsStandardInput && !SourceFiles.Expand(input.Paths).SequenceEqual(_parts.Select(p => p.Path!).Distinct()))
        {
            throw new OnboardingException(Reasons.SourceChanged, "files came or went while the source was read");
        }
    }
}
