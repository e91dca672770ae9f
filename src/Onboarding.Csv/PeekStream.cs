namespace Onboarding.Csv;

/// <summary>A stream whose beginning can be looked at before it is read.</summary>
internal sealed class PeekStream(Stream source) : ReadOnlyStream
{
    private byte[] _start = [];
    private int _position;

    /// <summary>The first bytes that have not been read; fewer than asked for only at the end of the stream.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        var have = _start.Length - _position;
        if (have < count)
        {
            var start = new byte[count];
            _start.AsSpan(_position).CopyTo(start);
            have += await source.ReadAtLeastAsync(start.AsMemory(have), count - have, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _start = start[..have];
            _position = 0;
        }

        return _start.AsMemory(_position, Math.Min(have, count));
    }

    /// <summary>Leaves out bytes that were looked at.</summary>
    public void Skip(int count) => _position += count;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _start.Length)
        {
            return source.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, _start.Length - _position);
        _start.AsSpan(_position, count).CopyTo(buffer.Span);
        _position += count;
        return ValueTask.FromResult(count);
    }

    public override async ValueTask DisposeAsync()
    {
        _start.AsSpan().Clear();
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
