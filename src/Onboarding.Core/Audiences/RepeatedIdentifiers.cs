using System.Buffers.Binary;
using System.Numerics;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Audiences;

/// <summary>
/// Identifiers that stand in many sets of identifiers, and people who seem to be split over rows: each identifier alone in one row, and beside others in another.
/// In 2 MB whatever the number of rows, each set looked at once; nothing of it is kept.
/// </summary>
/// <remarks>
/// Many rows: a count-min sketch (Cormode and Muthukrishnan 2005), of which both counters of an identifier stand in one cache line, one in each half: a single counter would be too high by chance every few
/// dozen runs, two are not in any of thousands. Equal tokens never meet in the run, which sorts by the set and not by
/// the identifier, and sorting once more would cost more than the finding is worth. A sketch never counts too few; what it counts too many grows with the number of identifiers, and the bound for "many" grows
/// with it: 5 up to 65,000 identifiers, 35 with 2 million, 3,000 with 200 million. One of 1 MB stays in the cache beside the core; one of 4 MB, with a bound four times as low, took half as long again.
/// Split people: a sample of identifiers by bits of their token (distinct sampling, Gibbons 2001), whole up to 32,768 of them and then halved as often as it fills up.
/// </remarks>
internal sealed class RepeatedIdentifiers
{
    /// <summary>The diagnosis of an identifier on many rows, as lines name it.</summary>
    public const string LineCode = "identifier.on-many-rows";

    private const int Few = 5;
    private const int LineLength = 32;
    private const int HalfLine = LineLength / 2;
    private const int MaxLines = 1 << 14;
    private const int Growth = MaxLines * LineLength / 8;
    private const int MaxSample = 1 << 15;

    private readonly ushort[] _sketch;
    private readonly IdentifierKind[] _kinds = new IdentifierKind[RecordIntake.MaxIdentifiers];
    private readonly ulong[] _heads = new ulong[RecordIntake.MaxIdentifiers];
    private readonly Dictionary<ulong, (IdentifierKind Kind, bool Alone, bool Together)> _sample = [];
    private readonly SignCounts _counts;
    private readonly ProblemLines _lines;
    private ulong _sampled;
    private int _halvings;
    private long _identifiers;

    /// <param name="rows">How many sets there are at most.</param>
    /// <param name="counts">Where it is counted.</param>
    /// <param name="lines">Where rows are named.</param>
    public RepeatedIdentifiers(long rows, SignCounts counts, ProblemLines lines)
    {
        _sketch = new ushort[LineLength * (int)BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(rows / 2, 32, MaxLines))];
        _counts = counts;
        _lines = lines;
    }

    /// <summary>Takes a member's set of identifiers.</summary>
    public void Add(RowRecord record)
    {
        // An identifier in two columns stands twice where it has two forms.
        var count = 0;
        foreach (var identifier in record)
        {
            var head = BinaryPrimitives.ReadUInt64BigEndian(identifier.PartyToken);
            if (!_heads.AsSpan(0, count).Contains(head))
            {
                _kinds[count] = identifier.Kind;
                _heads[count++] = head;
            }
        }

        for (var i = 0; i < count; i++)
        {
            Count(_kinds[i], _heads[i], record);
            if ((_heads[i] & _sampled) == 0)
            {
                Sample(_kinds[i], _heads[i], count == 1);
            }
        }
    }

    /// <summary>Counts what the sample shows.</summary>
    public void Complete()
    {
        foreach (var (kind, alone, together) in _sample.Values)
        {
            _counts[kind, ValueSign.SplitPerson] += alone && together ? 1L << _halvings : 0;
        }
    }

    private void Count(IdentifierKind kind, ulong head, RowRecord record)
    {
        _identifiers++;
        var line = _sketch.AsSpan((int)(head >> 32) & (_sketch.Length - LineLength), LineLength);
        var (one, other) = ((int)(head >> 22) & (HalfLine - 1), HalfLine + ((int)(head >> 27) & (HalfLine - 1)));
        line[one] += line[one] == ushort.MaxValue ? (ushort)0 : (ushort)1;
        line[other] += line[other] == ushort.MaxValue ? (ushort)0 : (ushort)1;

        var many = Few + (_identifiers / Growth);
        var seen = Math.Min(line[one], line[other]);
        if (seen <= many)
        {
            return;
        }

        // With the first row beyond the bound, those before it count too.
        _counts[kind, ValueSign.OnManyRows] += seen == many + 1 ? seen : 1;
        _lines.AddSign(record.Position, IdentifierKinds.GetName(kind), LineCode, new Token(record.Key));
    }

    private void Sample(IdentifierKind kind, ulong head, bool isAlone)
    {
        var (_, alone, together) = _sample.GetValueOrDefault(head);
        _sample[head] = (kind, alone || isAlone, together || !isAlone);
        if (_sample.Count > MaxSample)
        {
            _sampled = (_sampled << 1) | 1;
            _halvings++;
            foreach (var other in _sample.Keys)
            {
                if ((other & _sampled) != 0)
                {
                    _sample.Remove(other);
                }
            }
        }
    }
}
