using System.Buffers;
using System.Globalization;
using System.Text;
using Onboarding.Profiles;

namespace Onboarding.Delivery.Uploads;

/// <summary>Files with one value a line and one kind of identifier a file: Pinterest, X, The Trade Desk; Microsoft's bulk file with a row per value.</summary>
internal sealed class LineUploadWriter : UploadWriter
{
    private const int LongestMembership = 390;
    private const string MicrosoftHeader = "Type,Status,Id,Parent Id,Client Id,Modified Time,Name,Description,Scope,Audience,Action Type,Accept Customer Match Term,Membership Duration,Sub Type,Text\r\nFormat Version,,,,,,6.0,,,,,,,,\r\n";

    private static readonly SearchValues<byte> s_separators = SearchValues.Create("\r\n,\""u8);

    private readonly List<(ProfileField Field, UploadRows Rows)> _kinds = [];
    private readonly ArrayBufferWriter<byte> _line = new(256);
    private readonly byte[] _before;
    private readonly byte[] _lineEnd;

    public LineUploadWriter(UploadJob job, UploadFormat format, string extension)
        : this(job, format, extension, _ => [], [], "\n"u8)
    {
    }

    private LineUploadWriter(UploadJob job, UploadFormat format, string extension, Func<UploadAction, byte[]> head, byte[] before, ReadOnlySpan<byte> lineEnd)
        : base(job, format)
    {
        _before = before;
        _lineEnd = lineEnd.ToArray();
        foreach (var field in job.Target.Fields.Intersect(format.Fields))
        {
            var of = format.Fields.Count == 1 ? null : ProfileFields.GetName(field);
            _kinds.Add((field, new UploadRows(Files, job, format, of, extension, head)));
        }
    }

    /// <summary>Microsoft's bulk file: the version, the list and what to do with its items, then an item a row.</summary>
    /// <remarks>The list is there already, because its terms are accepted in the page when the first one is made: so it is named by its number alone and nothing else of it is changed.</remarks>
    public static UploadWriter OpenMicrosoft(UploadJob job, UploadFormat format)
    {
        var list = job.Target.Settings["listId"];
        var days = Math.Clamp((long)Math.Floor((job.DeleteBy - job.Created).TotalDays), 1, LongestMembership).ToString(CultureInfo.InvariantCulture);
        return new LineUploadWriter(job, format, "csv", action => Encoding.ASCII.GetBytes(MicrosoftHeader + (action == UploadAction.Remove
            ? $"Customer List,Active,{list},,c1,,,,,,Remove,True,,,\r\n"
            : $"Customer List,Active,{list},,c1,,,,,,{(action == UploadAction.Replace ? "Replace" : "Add")},True,{days},,\r\n")), Encoding.ASCII.GetBytes($"Customer List Item,,,{list},c1,,,,,,,,,Email,"), "\r\n"u8);
    }

    protected override int Write(UploadMember member)
    {
        var written = 0;
        foreach (var (field, rows) in _kinds)
        {
            for (var number = 0; Values.TryGet(member, field, number, out var text); number++)
            {
                if (text.ContainsAny(s_separators))
                {
                    throw new InvalidOperationException($"A value of {field} would be several in a file with one a line.");
                }

                _line.Clear();
                _line.Write(_before);
                _line.Write(text);
                _line.Write(_lineEnd);
                rows.Write(_line.WrittenSpan, beginsMember: number == 0);
                written++;
            }
        }

        return written;
    }

    protected override void Finish() => _kinds.ForEach(kind => kind.Rows.Finish());

    protected override void Dispose(bool disposing)
    {
        _line.Clear();
        base.Dispose(disposing);
    }
}
