using Onboarding.Records;

namespace Onboarding.Csv;

/// <summary>
/// Rows of one field after a blank row: the footer of a report (its name, a copyright notice, who made it) when nothing but such rows follows to the end,
/// and malformed rows when something does, or when one of them holds an @ or no letter: an address or a number is never taken for a footer.
/// </summary>
internal sealed class FooterRows
{
    // No report has a longer one.
    private const int Max = 100;

    private readonly List<long> _positions = [];
    private bool _afterBlank;
    private bool _isMalformed;

    public void AddBlank() => _afterBlank = true;

    /// <summary>Takes a row that may belong to a footer; false where it does not.</summary>
    public bool TryAdd(long position, ReadOnlySpan<byte> row)
    {
        if (!_afterBlank || _positions.Count == Max)
        {
            return false;
        }

        _positions.Add(position);
        _isMalformed |= row.Contains((byte)'@') || !ContainsLetter(row);
        return true;
    }

    /// <summary>A row followed that does not belong to a footer.</summary>
    public void Interrupt(RecordBatch batch)
    {
        foreach (var position in _positions)
        {
            batch.AddMalformed(position, MalformedReason.FieldCount);
        }

        _positions.Clear();
        _afterBlank = false;
        _isMalformed = false;
    }

    /// <summary>The text has ended: how many rows are its footer.</summary>
    public int End(RecordBatch batch)
    {
        if (_isMalformed)
        {
            Interrupt(batch);
        }

        return _positions.Count;
    }

    private static bool ContainsLetter(ReadOnlySpan<byte> row)
    {
        foreach (var value in row)
        {
            if (value >= 0x80 || char.IsAsciiLetter((char)value))
            {
                return true;
            }
        }

        return false;
    }
}
