using System.Text.Encodings.Web;
using System.Text.Json;

namespace Onboarding.Internal;

/// <summary>Reports as indented JSON files.</summary>
internal static class JsonReports
{
    // Reports are files and terminals, never HTML: names with accents or quotes stay readable.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteFile(string path, Action<Utf8JsonWriter> write) => DurableFile.WriteAll(path, ToBytes(write));

    public static byte[] ToBytes(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            write(writer);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    public static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
