using System.Text.Json;
using Onboarding.Identifiers;

namespace Onboarding;

/// <summary>What became of the values of one identifier kind, and how many members have it.</summary>
public sealed class KindCounts
{
    private readonly long[] _rejected = new long[RejectionReasons.All.Count + 1];

    internal KindCounts()
    {
    }

    /// <summary>Values that have a canonical form. Several in one cell count each; rows that are malformed for their number of values do not count.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Values that have none, without <see cref="Empty"/>.</summary>
    public long Rejected => _rejected.Sum() - Empty;

    /// <summary>Cells with nothing in them.</summary>
    public long Empty => _rejected[(int)RejectionReason.Empty];

    /// <summary>Members with at least one identifier of the kind.</summary>
    public long Members { get; internal set; }

    /// <summary>Values and empty cells, by the reason that there is no canonical form.</summary>
    public IReadOnlyDictionary<string, long> RejectedByCode => RejectionReasons.All
        .Where(r => _rejected[(int)r] > 0)
        .ToDictionary(RejectionReasons.GetCode, r => _rejected[(int)r], StringComparer.Ordinal);

    internal long this[RejectionReason reason] => _rejected[(int)reason];

    /// <summary>Everything that was looked at.</summary>
    internal long Seen => Accepted + Rejected + Empty;

    internal void Reject(RejectionReason reason) => _rejected[(int)reason]++;

    internal void Add(KindCounts others)
    {
        Accepted += others.Accepted;
        Members += others.Members;
        for (var i = 0; i < _rejected.Length; i++)
        {
            _rejected[i] += others._rejected[i];
        }
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteNumber("accepted", Accepted);
        writer.WriteNumber("rejected", Rejected);
        writer.WriteNumber("empty", Empty);
        writer.WriteNumber("members", Members);
        RunCounts.Write(writer, "rejectedByCode", RejectedByCode.OrderBy(r => r.Key, StringComparer.Ordinal));
    }
}
