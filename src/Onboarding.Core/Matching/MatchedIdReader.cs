using Onboarding.Audiences;
using Onboarding.Hashing;

namespace Onboarding.Matching;

/// <summary>Reads the own ids that matched with their segments: both are in the order of the ids' digests, and only ids that matched have a segment.</summary>
internal sealed class MatchedIdReader : IDisposable
{
    private readonly Spill.SortedReader _ids;
    private readonly Spill.SortedReader _segments;
    private bool _hasSegment;

    public MatchedIdReader(MatchedIdSpills ids)
    {
        _ids = ids.Ids.ReadSorted(static (_, _) => true);
        _segments = ids.Segments.ReadSorted(SegmentCodes.Merge);
        _hasSegment = _segments.MoveNext();
    }

    /// <summary>The id; valid until the next move.</summary>
    public ReadOnlySpan<byte> Id => _ids.Current[Token.Size..];

    /// <summary>The code of its segment; 0 for none.</summary>
    public byte Segment { get; private set; }

    public bool MoveNext()
    {
        if (!_ids.MoveNext())
        {
            return false;
        }

        Segment = 0;
        if (_hasSegment && _segments.Current[..Token.Size].SequenceEqual(_ids.Current[..Token.Size]))
        {
            Segment = _segments.Current[Token.Size];
            _hasSegment = _segments.MoveNext();
        }

        return true;
    }

    public void Dispose()
    {
        _ids.Dispose();
        _segments.Dispose();
    }
}
