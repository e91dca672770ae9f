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
/// <param name="Code">The reason.</param>
internal sealed record ProblemLine(string? File, long Number, string Field, string Code);
