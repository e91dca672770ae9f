using System.Text.Json;
using Onboarding.Hashing;
using Onboarding.Records;

namespace Onboarding.Internal;

/// <summary>Line numbers of rows with a fault, for the private report. Never of people who said no: their rows are not listed, and are taken out when the second check finds them.</summary>
internal sealed class ProblemLines
{
    /// <summary>How many lines a report lists; counts are complete all the same.</summary>
    public const int Max = 10_000;

    private readonly List<(Token? RowKey, long Position, string Field, string Code)> _lines = [];
    private HashSet<Token>? _keys;

    public bool IsFull => _lines.Count >= Max;

    public void Add(long position, string field, string code, Token? rowKey = null)
    {
        if (!IsFull)
        {
            _lines.Add((rowKey, position, field, code));
        }
    }

    /// <summary>Forgets the lines of a row that the second check suppressed.</summary>
    public void Forget(Token rowKey)
    {
        _keys ??= [.. _lines.Where(l => l.RowKey is not null).Select(l => l.RowKey!.Value)];
        if (_keys.Contains(rowKey))
        {
            _lines.RemoveAll(l => l.RowKey is { } key && key.Equals(rowKey));
        }
    }

    /// <summary>Writes the lines; where the source is made of several files, each with its file.</summary>
    public void Write(Utf8JsonWriter writer, IRecordReader source)
    {
        writer.WriteStartArray("lines");
        foreach (var (_, position, field, code) in _lines.OrderBy(l => l.Position))
        {
            writer.WriteStartObject();
            var (file, line) = source.Locate(position);
            if (file is not null)
            {
                writer.WriteString("file", file);
            }

            writer.WriteNumber("line", line);
            if (field.Length > 0)
            {
                writer.WriteString("field", field);
            }

            writer.WriteString("code", code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
