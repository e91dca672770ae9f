using System.Globalization;
using System.Text;
using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>LiveRamp's files for Europe: a gzip file per country, the audience key first and the segment last.</summary>
internal sealed class LiveRampUploadWriter : UploadWriter
{
    private readonly UploadColumn[] _columns;
    private readonly UploadRow _row = new();
    private readonly Dictionary<string, UploadRows> _countries = new(StringComparer.Ordinal);
    private readonly byte[] _header;
    private long _number;

    public LiveRampUploadWriter(UploadJob job, UploadFormat format)
        : base(job, format)
    {
        _columns = UploadRow.ColumnsOf(job.Target, format);
        _header = UploadRow.Header(["CCID", .. _columns.Select(c => c.Header), job.Target.Settings["segment"]]);
    }

    protected override int Write(UploadMember member)
    {
        _row.Clear();
        var isKeyed = Values.TryGet(member, ProfileField.ExternalId, 0, out var key);
        // LiveRamp joins rows with the same key over all uploads: a key of ours must never come back, so it has the output's id.
        _row.Cell(isKeyed ? key : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Job.Output:N}-{++_number}")));
        var written = _row.Cells(member, Values, _columns);
        var country = CountryOf(member, out var isOwn);
        if (written == 0 || country is null)
        {
            return 0;
        }

        _row.Cell("1"u8);
        if (!_countries.TryGetValue(country, out var rows))
        {
            _countries.Add(country, rows = new UploadRows(Files, Job, Format, country, "csv.gz", _ => _header));
        }

        rows.Write(_row.End(), beginsMember: true);
        return written + (isKeyed ? 1 : 0) + (isOwn ? 1 : 0);
    }

    protected override void Finish()
    {
        foreach (var rows in _countries.Values)
        {
            rows.Finish();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _row.Clear();
        base.Dispose(disposing);
    }

    // Two ASCII letters and nothing else: it becomes part of a file's name.
    private string? CountryOf(UploadMember member, out bool isOwn)
    {
        isOwn = Values.TryGet(member, ProfileField.Country, 0, out var own) && own.Length == 2 && char.IsAsciiLetter((char)own[0]) && char.IsAsciiLetter((char)own[1]);
        return (isOwn ? Encoding.ASCII.GetString(own) : Job.Target.Settings.GetValueOrDefault("country"))?.ToLowerInvariant();
    }
}
