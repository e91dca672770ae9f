namespace Onboarding.Delivery.Uploads;

/// <summary>A file with a header and one row per person: Google, Meta, TikTok, LinkedIn.</summary>
internal sealed class ColumnUploadWriter : UploadWriter
{
    private readonly UploadColumn[] _columns;
    private readonly UploadRow _row = new();
    private readonly UploadRows _rows;

    public ColumnUploadWriter(UploadJob job, UploadFormat format)
        : base(job, format)
    {
        _columns = UploadRow.ColumnsOf(job.Target, format);
        var header = UploadRow.Header(_columns.Select(c => c.Header));
        _rows = new UploadRows(Files, job, format, null, "csv", _ => header);
    }

    protected override int Write(UploadMember member)
    {
        _row.Clear();
        var written = _row.Cells(member, Values, _columns);
        if (written > 0)
        {
            _rows.Write(_row.End(), beginsMember: true);
        }

        return written;
    }

    protected override void Finish() => _rows.Finish();

    protected override void Dispose(bool disposing)
    {
        _row.Clear();
        base.Dispose(disposing);
    }
}
