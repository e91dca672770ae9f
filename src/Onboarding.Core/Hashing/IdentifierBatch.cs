namespace Onboarding.Hashing;

/// <summary>Identifiers as a column: one buffer and the end of each value. Hash kernels read this.</summary>
internal sealed class IdentifierBatch
{
    private byte[] _buffer = GC.AllocateArray<byte>(64 * 1024, pinned: true);
    private int[] _ends = new int[1024];
    private int _touched;

    public int Count { get; private set; }

    public ReadOnlySpan<byte> this[int index] => _buffer.AsSpan(Start(index), _ends[index] - Start(index));

    /// <summary>Room for one more value of at most <paramref name="maxLength"/> bytes; follow with <see cref="Commit"/>.</summary>
    public Span<byte> Reserve(int maxLength)
    {
        var start = Start(Count);
        if (_buffer.Length - start < maxLength)
        {
            var larger = GC.AllocateArray<byte>(Math.Max(_buffer.Length * 2, start + maxLength), pinned: true);
            _buffer.AsSpan(0, start).CopyTo(larger);
            _buffer.AsSpan().Clear();
            _buffer = larger;
        }

        _touched = Math.Max(_touched, start + maxLength);
        return _buffer.AsSpan(start, maxLength);
    }

    public void Commit(int length)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
        }

        _ends[Count] = Start(Count) + length;
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
        _buffer.AsSpan(0, _touched).Clear();
        _touched = 0;
        Count = 0;
    }

    private int Start(int index) => index == 0 ? 0 : _ends[index - 1];
}
