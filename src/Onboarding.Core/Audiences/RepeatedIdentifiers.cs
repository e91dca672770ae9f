using System.Numerics;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Records;

namespace Onboarding.Audiences;

/// <summary>
/// Identifiers that stand in many sets of identifiers, and people who seem to be split over rows: each identifier alone in one row, and beside others in another.
/// In 5 MB whatever the number of rows, each set looked at once; nothing of it is kept.
/// </summary>
/// <remarks>
/// Many rows: a count-min sketch (Cormode and Muthukrishnan 2005) of two rows. Equal tokens never meet in the run, which sorts by the set and not by the identifier, and sorting once more would cost
/// more than the finding is worth. A sketch never counts too few; what it counts too many grows with the number of identifiers, and the bound for "many" grows with it: 5 up to 260,000 identifiers, about 400 with 100 million.
/// Split people: a sample of identifiers by bits of their token (distinct sampling, Gibbons 2001), whole up to 32,768 of them and then halved as often as it fills up.
/// </remarks>
internal sealed class RepeatedIdentifiers
{
    /// <summary>The diagnosis of an identifier on many rows, as lines name it.</summary>
    public const string LineCode = "identifier.on-many-rows";

    private const int Few = 5;
    private const int MaxWidth = 1 << 20;
    private const int MaxSample = 1 << 15;

    private readonly ushort[] _first;
    private readonly ushort[] _second;
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
        var width = (int)BitOperations.RoundUpToPowerOf2((ulong)Math.Clamp(rows * 4, 1024, MaxWidth));
        _first = new ushort[width];
        _second = new ushort[width];
        _counts = counts;
        _lines = lines;
    }

    /// <summary>Takes a member's set of identifiers.</summary>
    public void Add(RowRecord record)
    {
        // An identifier in two columns stands twice where it has two forms.
        Span<Token> tokens = stackalloc Token[RecordIntake.MaxIdentifiers];
        var count = 0;
        foreach (var identifier in record)
        {
            var token = new Token(identifier.PartyToken);
            if (!tokens[..count].Contains(token))
            {
                tokens[count++] = token;
                Count(identifier.Kind, token, record);
            }
        }

        foreach (var identifier in record)
        {
            Sample(identifier.Kind, new Token(identifier.PartyToken).Head, count == 1);
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

    private void Count(IdentifierKind kind, Token token, RowRecord record)
    {
        _identifiers++;
        ref var first = ref _first[(int)(token.Head >> 22) & (_first.Length - 1)];
        ref var second = ref _second[(int)(token.Head >> 44) & (_second.Length - 1)];
        first += first == ushort.MaxValue ? (ushort)0 : (ushort)1;
        second += second == ushort.MaxValue ? (ushort)0 : (ushort)1;
        var many = Few + (4 * _identifiers / MaxWidth);
        var seen = Math.Min(first, second);
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
        if ((head & _sampled) != 0)
        {
            return;
        }

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
