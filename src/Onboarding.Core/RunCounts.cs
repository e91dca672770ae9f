using System.Text.Json;
using Onboarding.Identifiers;
using Onboarding.Profiles;

namespace Onboarding;

/// <summary>Where every row went: <c>rows = members + suppressed + dropped + duplicates + malformed</c>, each row in exactly one.</summary>
public sealed class RunCounts
{
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _malformed = new(StringComparer.Ordinal);
    private readonly KindCounts[] _kinds = [.. ProfileFields.All.Select(_ => new KindCounts())];

    /// <summary>Rows of the source.</summary>
    public long Rows { get; internal set; }

    /// <summary>People in the output.</summary>
    public long Members { get; internal set; }

    /// <summary>Rows of people who said no, at the first check or at the second.</summary>
    public long Suppressed { get; internal set; }

    /// <summary>Of <see cref="Suppressed"/>, those that only the second check found: objections that came in meanwhile.</summary>
    public long SuppressedAtWrite { get; internal set; }

    /// <summary>Of <see cref="Suppressed"/>, those without an identifier on the list: another row of the same person keeps them out (rule OPT-06).</summary>
    public long SuppressedByPerson { get; internal set; }

    /// <summary>Rows that a rule kept out.</summary>
    public long Dropped => _dropped.Values.Sum();

    /// <summary>Dropped rows by code, such as <c>NO_IDENTIFIER</c>.</summary>
    public IReadOnlyDictionary<string, long> DroppedByCode => _dropped;

    /// <summary>Rows with the same set of identifiers as an earlier one.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Rows that are no records.</summary>
    public long Malformed => _malformed.Values.Sum();

    /// <summary>Malformed rows by reason.</summary>
    public IReadOnlyDictionary<string, long> MalformedByReason => _malformed;

    /// <summary>Identifiers (not rows) that have no canonical form, by reason. A row with another good identifier can still be a member.</summary>
    public IReadOnlyDictionary<string, long> Rejected
    {
        get
        {
            var codes = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var (code, count) in _kinds.SelectMany(k => k.RejectedByCode))
            {
                codes[code] = codes.GetValueOrDefault(code) + count;
            }

            return codes;
        }
    }

    /// <summary>The values of each field that the source has, by the field's name: the kinds of identifiers, and what a platform receives besides.</summary>
    public IReadOnlyDictionary<string, KindCounts> Kinds => ProfileFields.All
        .Where(f => this[f].Seen > 0)
        .ToDictionary(ProfileFields.GetName, f => this[f], StringComparer.Ordinal);

    /// <summary>What the source's cells needed.</summary>
    public Records.CellCounts Cells { get; internal set; } = new();

    /// <summary>What values show that were taken all the same, for the diagnosis.</summary>
    internal Records.SignCounts Signs { get; set; } = new();

    /// <summary>Rows that were too many to be compared with the others without writing.</summary>
    internal long Uncompared { get; set; }

    internal KindCounts this[IdentifierKind kind] => _kinds[(int)kind - 1];

    internal KindCounts this[ProfileField field] => _kinds[(int)field - 1];

    /// <summary>Adds what another thread counted of the same source.</summary>
    internal void Add(RunCounts others)
    {
        Rows += others.Rows;
        Members += others.Members;
        Suppressed += others.Suppressed;
        SuppressedAtWrite += others.SuppressedAtWrite;
        SuppressedByPerson += others.SuppressedByPerson;
        Duplicates += others.Duplicates;
        Uncompared += others.Uncompared;
        Add(_dropped, others._dropped);
        Add(_malformed, others._malformed);
        for (var i = 0; i < _kinds.Length; i++)
        {
            _kinds[i].Add(others._kinds[i]);
        }

        Cells.Add(others.Cells);
        Signs.Add(others.Signs);
    }

    internal void Drop(string code) => Increment(_dropped, code);

    internal void CountMalformed(string reason) => Increment(_malformed, reason);

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("rows", Rows);
        writer.WriteNumber("members", Members);
        writer.WriteNumber("suppressed", Suppressed);
        writer.WriteNumber("suppressedAtWrite", SuppressedAtWrite);
        writer.WriteNumber("suppressedByPerson", SuppressedByPerson);
        writer.WriteNumber("dropped", Dropped);
        writer.WriteNumber("duplicates", Duplicates);
        writer.WriteNumber("malformed", Malformed);
        Write(writer, "droppedByCode", _dropped);
        Write(writer, "malformedByReason", _malformed);
        Write(writer, "rejected", Rejected);
        writer.WriteStartObject("kinds");
        foreach (var (kind, counts) in Kinds)
        {
            writer.WriteStartObject(kind);
            counts.Write(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        Cells.Write(writer);
    }

    internal static void Write(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, long>> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, count) in counts)
        {
            writer.WriteNumber(key, count);
        }

        writer.WriteEndObject();
    }

    private static void Add(SortedDictionary<string, long> counts, SortedDictionary<string, long> others)
    {
        foreach (var (key, count) in others)
        {
            counts[key] = counts.GetValueOrDefault(key) + count;
        }
    }

    private static void Increment(SortedDictionary<string, long> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
