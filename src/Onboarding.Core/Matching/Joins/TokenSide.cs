namespace Onboarding.Matching;

/// <summary>One side of a join, in partitions: what stands in memory, and what stands in the spill.</summary>
/// <remarks>Adding is thread-safe.</remarks>
internal sealed class TokenSide
{
    private readonly List<TokenPiece>[] _pieces;
    private readonly List<TokenFrame>[] _frames;

    public TokenSide(int partitions)
    {
        _pieces = [.. Enumerable.Range(0, partitions).Select(_ => new List<TokenPiece>())];
        _frames = [.. Enumerable.Range(0, partitions).Select(_ => new List<TokenFrame>())];
    }

    public List<TokenPiece> Pieces(int partition) => _pieces[partition];

    public List<TokenFrame> Frames(int partition) => _frames[partition];

    public void Add(int partition, TokenPiece piece)
    {
        lock (_pieces[partition])
        {
            _pieces[partition].Add(piece);
        }
    }

    public void Add(int partition, TokenFrame frame)
    {
        lock (_frames[partition])
        {
            _frames[partition].Add(frame);
        }
    }

    /// <summary>Gives a partition's memory back.</summary>
    public void Release(int partition, TokenArena arena)
    {
        foreach (var piece in _pieces[partition])
        {
            arena.Return(piece);
        }

        _pieces[partition].Clear();
    }
}
