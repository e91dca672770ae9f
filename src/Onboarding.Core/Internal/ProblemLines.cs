using System.Text.Json;
using Onboarding.Hashing;
using Onboarding.Records;

namespace Onboarding.Internal;

/// <summary>Line numbers of rows with a fault, for the private report. Never of people who said no: their rows are not listed, and are taken out when the second check finds them.</summary>
internal sealed class ProblemLines
{
    /// <summary>How many lines a report lists; counts are complete all the same.</summary>
    public const int Max = 10_000;

    /// <summary>How many lines of one field it lists for each sign: values that are taken all the same must not crowd out those that are not.</summary>
    public const int MaxOfSign = 1_000;

    private readonly List<(Token? RowKey, long Position, string Field, string Code, bool IsSign)> _lines = [];
    private readonly Dictionary<(string Field, string Code), int> _signs = [];
    private HashSet<Token>? _keys;
    private int _faults;

    /// <summary>Whether there may be more lines with a fault than are listed.</summary>
    public bool IsFull => _faults >= Max;

    public void Add(long position, string field, string code, Token? rowKey = null)
    {
        if (!IsFull)
        {
            _faults++;
            _lines.Add((rowKey, position, field, code, false));
        }
    }

    /// <summary>Adds a row with a value that is taken and may find nobody.</summary>
    public void AddSign(long position, string field, string code, Token rowKey)
    {
        var count = _signs.GetValueOrDefault((field, code));
        if (count < MaxOfSign)
        {
            _signs[(field, code)] = count + 1;
            _lines.Add((rowKey, position, field, code, true));
            _keys?.Add(rowKey);
        }
    }

    /// <summary>Adds the lines of another, as if they were added one by one.</summary>
    public void Add(ProblemLines others)
    {
        foreach (var (rowKey, position, field, code, isSign) in others._lines)
        {
            if (isSign)
            {
                AddSign(position, field, code, rowKey!.Value);
            }
            else
            {
                Add(position, field, code, rowKey);
            }
        }
    }

    /// <summary>Forgets all lines.</summary>
    public void Clear()
    {
        _lines.Clear();
        _signs.Clear();
        _keys = null;
        _faults = 0;
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

    /// <summary>The lines in their order; where the source is made of several files, each with its file.</summary>
    public IReadOnlyList<ProblemLine> Locate(IRecordReader source)
    {
        return [.. _lines.OrderBy(l => l.Position).Select(l => (Line: l, At: source.Locate(l.Position))).Select(l => new ProblemLine(l.At.File, l.At.Line, l.Line.Field, l.Line.Code))];
    }
}

/// <summary>A line of the source with a fault.</summary>
/// <param name="File">The file, where the source is made of several.</param>
/// <param name="Number">The line or row number.</param>
/// <param name="Field">The identifier kind, empty where the whole row is at fault.</param>
/// <param name="Code">The reason, or the id of a diagnosis.</param>
internal sealed record ProblemLine(string? File, long Number, string Field, string Code)
{
    /// <summary>Writes lines, and whether they are all.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<ProblemLine> lines, bool isComplete)
    {
        writer.WriteStartArray("lines");
        foreach (var line in lines)
        {
            writer.WriteStartObject();
            if (line.File is not null)
            {
                writer.WriteString("file", line.File);
            }

            writer.WriteNumber("line", line.Number);
            if (line.Field.Length > 0)
            {
                writer.WriteString("field", line.Field);
            }

            writer.WriteString("code", line.Code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("linesComplete", isComplete);
    }
}
