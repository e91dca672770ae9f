using Onboarding.Identifiers;

namespace Onboarding.Audiences;

/// <summary>The segment codes of the tokens of a kind. Each chunk is verified when it is read.</summary>
internal sealed class SegmentReader(AudienceFile file, IdentifierKind kind)
{
    private readonly byte[] _chunk = new byte[AudienceLayout.ChunkLength];
    private int _number = -1;

    /// <summary>The code of the token at a position; 0 where it has none, or one that the label does not name.</summary>
    public byte this[uint position]
    {
        get
        {
            var number = (int)(position / AudienceLayout.ChunkLength);
            if (number != _number)
            {
                file.ReadSegments(kind, number, _chunk);
                _number = number;
            }

            var code = _chunk[position % AudienceLayout.ChunkLength];
            return file.Label.Segments.ContainsKey(code) ? code : (byte)0;
        }
    }
}
