using System.Security.Cryptography;
using Onboarding.Hashing;
using Onboarding.Plans;

namespace Onboarding.Audiences;

/// <summary>The codes of an audience's segments: a random number for each, another in every audience, so that nobody can follow a segment from one to the next or to another recipient.</summary>
/// <remarks>A segment with fewer members than the minimum has none, nor has the smallest of the others while so few are left without one: people without a code are a segment too.</remarks>
internal sealed class SegmentCodes(PlanSegments plan)
{
    private readonly long[] _members = new long[plan.Values.Count + 1];

    /// <summary>The code of each segment of the plan by its number; 0 for none, as for number 0.</summary>
    public byte[] Codes { get; } = new byte[plan.Values.Count + 1];

    /// <summary>How many segments have members and no code.</summary>
    public int Withheld { get; private set; }

    /// <summary>The codes in ascending order with the value and the topic of their segments.</summary>
    public IEnumerable<(byte Code, byte[] Value, string Topic)> Used => Codes.Skip(1).Zip(plan.Values).Where(c => c.First > 0).Select(c => (c.First, c.Second.Value, c.Second.Topic)).OrderBy(c => c.First);

    /// <summary>Counts a member of a segment.</summary>
    public void Add(byte segment) => _members[segment]++;

    /// <summary>Gives out codes, after the last member.</summary>
    public void Assign(int minimum)
    {
        var present = Enumerable.Range(1, plan.Values.Count).Where(s => _members[s] > 0).OrderByDescending(s => _members[s]).ToList();
        var coded = present.Where(s => _members[s] >= minimum).ToList();
        var others = _members.Sum() - coded.Sum(s => _members[s]);
        for (; others > 0 && others < minimum && coded.Count > 0; coded.RemoveAt(coded.Count - 1))
        {
            others += _members[coded[^1]];
        }

        Withheld = present.Count - coded.Count;
        Span<byte> codes = [.. Enumerable.Range(1, byte.MaxValue).Select(c => (byte)c)];
        RandomNumberGenerator.Shuffle(codes);
        for (var i = 0; i < coded.Count; i++)
        {
            Codes[coded[i]] = codes[i];
        }
    }

    /// <summary>A token of two people in different segments has none.</summary>
    public static bool Merge(Span<byte> kept, ReadOnlySpan<byte> next)
    {
        if (kept.Length > Token.Size && kept[Token.Size] != next[Token.Size])
        {
            kept[Token.Size] = 0;
        }

        return true;
    }
}
