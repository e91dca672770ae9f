namespace Onboarding.Csv;

/// <summary>Counts what is unusual in rows without being wrong, for the notes.</summary>
internal sealed class RowNotes(string name)
{
    private (long Count, long First) _short;
    private (long Count, long First) _stray;

    public int FooterRows { get; set; }

    public void AddShort(long line) => Add(ref _short, line);

    public void AddStrayQuote(long line) => Add(ref _stray, line);

    public IEnumerable<string> ToTexts()
    {
        if (FooterRows > 0)
        {
            yield return $"{name}: {FooterRows} rows of one field after a blank row at the end were taken for a footer and not counted";
        }

        if (_short.Count > 0)
        {
            yield return $"{name}: {_short.Count} rows have fewer fields than the header (first in line {_short.First}); the missing ones count as empty";
        }

        if (_stray.Count > 0)
        {
            yield return $"{name}: {_stray.Count} rows have quotes inside fields that are not quoted (first in line {_stray.First}); they were kept as text";
        }
    }

    private static void Add(ref (long Count, long First) counter, long line) => counter = counter.Count == 0 ? (1, line) : (counter.Count + 1, counter.First);
}
