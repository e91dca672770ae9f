namespace Onboarding.Hashing;

/// <summary>Identifiers as a column: one buffer and the end of each value. Hash kernels read this.</summary>
internal sealed class IdentifierBatch
{
    /// <summary>Bytes of the buffer before the first and after the last value: a kernel reads whole blocks and masks what is not the value.</summary>
    public const int Slack = 64;

    private byte[] _buffer = GC.AllocateArray<byte>(64 * 1024, pinned: true);
    private int[] _bounds = CreateBounds();
    private int _touched = Slack;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _buffer.AsSpan(_bounds[index], _bounds[index + 1] - _bounds[index]);

    /// <summary>All that stands in <see cref="Bounds"/>, and <see cref="Slack"/> on both sides of it.</summary>
    internal ReadOnlySpan<byte> Buffer => _buffer;

    /// <summary>Where each value begins in <see cref="Buffer"/>, and where the last one ends.</summary>
    internal ReadOnlySpan<int> Bounds => _bounds.AsSpan(0, Count + 1);

    /// <summary>Room for one more value of at most <paramref name="maxLength"/> bytes; follow with <see cref="Commit"/>.</summary>
    public Span<byte> Reserve(int maxLength)
    {
        var start = _bounds[Count];
        if (_buffer.Length - Slack - start < maxLength)
        {
            var larger = GC.AllocateArray<byte>(Math.Max(_buffer.Length * 2, start + maxLength + Slack), pinned: true);
            _buffer.AsSpan(0, start).CopyTo(larger);
            _buffer.AsSpan().Clear();
            _buffer = larger;
        }

        _touched = Math.Max(_touched, start + maxLength);
        return _buffer.AsSpan(start, maxLength);
    }

    public void Commit(int length)
    {
        if (Count + 1 == _bounds.Length)
        {
            Array.Resize(ref _bounds, _bounds.Length * 2);
        }

        _bounds[Count + 1] = _bounds[Count] + length;
        Count++;
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        Commit(value.Length);
    }

    /// <summary>Forgets all values and zeroes what held them, also what was written and then not committed.</summary>
    public void Clear()
    {
        _buffer.AsSpan(Slack, _touched - Slack).Clear();
        _touched = Slack;
        Count = 0;
    }

    private static int[] CreateBounds()
    {
        var bounds = new int[1024];
        bounds[0] = Slack;
        return bounds;
    }
}
