namespace Onboarding.Csv;

/// <summary>The bytes of a gzip file: headers and trailers are taken off here, what lies between is read by the inflater.</summary>
internal sealed class GzipInput(Stream source) : ReadOnlyStream
{
    private const int MaxHeaderText = 64 * 1024;

    private readonly byte[] _buffer = new byte[32 * 1024];
    private int _position;
    private int _end;
    private int _lastRead;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _end)
        {
            _position = 0;
            _end = await source.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _end - _position);
        _buffer.AsSpan(_position, count).CopyTo(buffer.Span);
        _lastRead = _position;
        _position += count;
        return count;
    }

    /// <summary>Whether nothing but zero bytes follows, which some tools append.</summary>
    public async ValueTask<bool> IsAtEndAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(1, cancellationToken).ConfigureAwait(false) && _buffer[_position] == 0)
        {
            _position++;
        }

        return _position == _end;
    }

    /// <summary>Skips the header of a member; false where there is none.</summary>
    public async ValueTask<bool> SkipHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(10, cancellationToken).ConfigureAwait(false) || !_buffer.AsSpan(_position).StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 8]))
        {
            return false;
        }

        var flags = _buffer[_position + 3];
        _position += 10;
        if ((flags & 4) != 0)
        {
            if (!await FillAsync(2, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            var extra = _buffer[_position] | (_buffer[_position + 1] << 8);
            _position += 2;
            if (!await SkipAsync(extra, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }

        return ((flags & 8) == 0 || await SkipTextAsync(cancellationToken).ConfigureAwait(false))
            && ((flags & 16) == 0 || await SkipTextAsync(cancellationToken).ConfigureAwait(false))
            && ((flags & 2) == 0 || await SkipAsync(2, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Finds the trailer of the member that was just read, and goes on behind it.</summary>
    public async ValueTask<bool> SkipTrailerAsync(ReadOnlyMemory<byte> trailer, CancellationToken cancellationToken)
    {
        var read = _position - _lastRead;
        _position = _lastRead;
        await FillAsync(read + trailer.Length, cancellationToken).ConfigureAwait(false);
        var index = _buffer.AsSpan(_position, Math.Min(_end - _position, read + trailer.Length)).IndexOf(trailer.Span);
        _position += Math.Max(index, 0) + trailer.Length;
        return index >= 0;
    }

    // Makes so many bytes available from the position on; false where the file ends before.
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_end - _position < count)
        {
            _buffer.AsSpan(_position, _end - _position).CopyTo(_buffer);
            (_position, _end) = (0, _end - _position);
            _end += await source.ReadAtLeastAsync(_buffer.AsMemory(_end), count - _end, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            _lastRead = 0;
        }

        return _end - _position >= count;
    }

    private async ValueTask<bool> SkipAsync(int count, CancellationToken cancellationToken)
    {
        for (; count > 0; count--)
        {
            if (!await FillAsync(1, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            _position++;
        }

        return true;
    }

    private async ValueTask<bool> SkipTextAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < MaxHeaderText && await FillAsync(1, cancellationToken).ConfigureAwait(false); i++)
        {
            if (_buffer[_position++] == 0)
            {
                return true;
            }
        }

        return false;
    }
}
