using System.Text.Encodings.Web;
using System.Text.Json;

namespace Onboarding.Delivery.Uploads;

/// <summary>Bodies of requests, one a file, each with as many members as one request can have.</summary>
internal abstract class RequestUploadWriter(UploadJob job, UploadFormat format, bool? isBase64 = null) : UploadWriter(job, format, isBase64)
{
    // The relaxed escaping is meant for bodies like these, which no page of HTML ever holds; the other one writes + and every letter outside ASCII as \u.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private UploadFile? _file;
    private Utf8JsonWriter? _json;
    private int _number;

    protected abstract string Method { get; }

    protected abstract string Address { get; }

    protected abstract void WriteHead(Utf8JsonWriter json);

    /// <summary>Ends the body.</summary>
    /// <param name="json">Where the head and the members were written.</param>
    /// <param name="number">The number of the request, from 1.</param>
    /// <param name="isLast">Whether no request follows.</param>
    protected abstract void WriteTail(Utf8JsonWriter json, int number, bool isLast);

    /// <summary>Where the next member is written; a new body where the last one is full.</summary>
    protected Utf8JsonWriter BeginMember()
    {
        if (_file?.Members == Format.MaxRows)
        {
            End(isLast: false);
        }

        if (_file is null)
        {
            _file = Files.Create(Job.Action, null, ++_number, "json", Method, Address);
            _json = new Utf8JsonWriter(_file.Output, s_options);
            WriteHead(_json);
        }

        _file.Members++;
        return _json!;
    }

    protected void EndMember()
    {
        _json!.Flush();
        _file!.SpillWhenFull();
    }

    protected override void Finish() => End(isLast: true);

    protected override void Dispose(bool disposing)
    {
        _json?.Dispose();
        base.Dispose(disposing);
    }

    private void End(bool isLast)
    {
        if (_file is null)
        {
            return;
        }

        WriteTail(_json!, _number, isLast);
        _json!.Dispose();
        _file.Finish();
        (_file, _json) = (null, null);
    }
}
