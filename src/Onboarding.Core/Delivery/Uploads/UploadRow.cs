using System.Buffers;
using System.Text;

namespace Onboarding.Delivery.Uploads;

/// <summary>A row of a file with commas (RFC 4180): a cell is quoted where it has a comma, a quote or a line break, and else stands byte for byte.</summary>
/// <remarks>Nothing is put before a leading <c>=</c>, <c>+</c>, <c>-</c> or <c>@</c>: the platform compares the bytes. The files are for platforms, not for spreadsheets (docs/uploads.md).</remarks>
internal sealed class UploadRow
{
    private static readonly SearchValues<byte> s_quoted = SearchValues.Create(",\"\r\n"u8);

    private readonly ArrayBufferWriter<byte> _row = new(1024);
    private bool _hasCell;

    /// <summary>The header row of some columns.</summary>
    public static byte[] Header(IEnumerable<string> headers) => Encoding.UTF8.GetBytes(string.Join(',', headers) + "\r\n");

    /// <summary>The columns of a format that a job fills, and those that its template has in any case.</summary>
    public static UploadColumn[] ColumnsOf(UploadTarget target, UploadFormat format)
    {
        var most = target.Settings.TryGetValue(UploadFormats.IdentifierColumns, out var text) ? text[0] - '0' : UploadFormats.MostIdentifierColumns;
        return [.. format.Columns.Where(c => format.HasWholeTemplate || (c.Number < most && target.Fields.Contains(c.Field!.Value)))];
    }

    public void Cell(ReadOnlySpan<byte> text)
    {
        if (_hasCell)
        {
            _row.Write(","u8);
        }

        _hasCell = true;
        if (text.IndexOfAny(s_quoted) < 0)
        {
            _row.Write(text);
            return;
        }

        _row.Write("\""u8);
        for (var quote = text.IndexOf((byte)'"'); quote >= 0; quote = text.IndexOf((byte)'"'))
        {
            _row.Write(text[..quote]);
            _row.Write("\"\""u8);
            text = text[(quote + 1)..];
        }

        _row.Write(text);
        _row.Write("\""u8);
    }

    /// <summary>Writes the cells of a member.</summary>
    /// <returns>How many of them hold a value.</returns>
    public int Cells(UploadMember member, UploadValues values, UploadColumn[] columns)
    {
        var filled = 0;
        foreach (var column in columns)
        {
            var text = ReadOnlySpan<byte>.Empty;
            filled += column.Field is { } field && values.TryGet(member, field, column.Number, out text) ? 1 : 0;
            Cell(text);
        }

        return filled;
    }

    /// <summary>Ends the row and hands it over; <see cref="Clear"/> makes place for the next one.</summary>
    public ReadOnlySpan<byte> End()
    {
        _row.Write("\r\n"u8);
        return _row.WrittenSpan;
    }

    public void Clear()
    {
        _row.Clear();
        _hasCell = false;
    }
}
