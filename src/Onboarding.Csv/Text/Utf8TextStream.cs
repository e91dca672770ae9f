namespace Onboarding.Csv;

/// <summary>A text in any encoding, read as UTF-8 in constant memory.</summary>
internal sealed class Utf8TextStream(Stream source, TextDecoder decoder, string name) : ReadOnlyStream
{
    private const int InputLength = 64 * 1024;
    private const int SmallLength = 256;

    private readonly byte[] _input = new byte[InputLength];
    private int _position;
    private int _end;
    private bool _sourceEnded;
    private byte[] _ready = [];
    private int _readyPosition;
    private int _readyEnd;
    private byte _last;
    private long _lineFeeds;
    private long _returns;

    /// <summary>The encoding in use; final at the end of the text.</summary>
    public string Encoding => decoder.Name;

    /// <summary>How many bytes of UTF-8 were handed out.</summary>
    public long Length8 { get; private set; }

    /// <summary>Whether the text ended with a line that has no line break.</summary>
    public bool EndsInsideLine { get; private set; }

    /// <summary>The beginning of the text, up to a length; read again afterwards.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadHeadAsync(int length, CancellationToken cancellationToken)
    {
        _ready = new byte[length];
        while (_readyEnd < length - TextDecoder.MinDestination)
        {
            var count = await DecodeAsync(_ready.AsMemory(_readyEnd), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            _readyEnd += count;
        }

        return _ready.AsMemory(0, _readyEnd);
    }

    /// <summary>Leaves out the first bytes of the beginning.</summary>
    public void Skip(int count) => _readyPosition += count;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_readyPosition == _readyEnd && buffer.Length < SmallLength)
        {
            _ready = _ready.Length >= SmallLength ? _ready : new byte[SmallLength];
            (_readyPosition, _readyEnd) = (0, await DecodeAsync(_ready, cancellationToken).ConfigureAwait(false));
        }

        int count;
        if (_readyPosition < _readyEnd)
        {
            count = Math.Min(buffer.Length, _readyEnd - _readyPosition);
            _ready.AsSpan(_readyPosition, count).CopyTo(buffer.Span);
            _readyPosition += count;
        }
        else
        {
            count = await DecodeAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        if (count > 0)
        {
            Length8 += count;
            _last = buffer.Span[count - 1];
        }
        else
        {
            EndsInsideLine = Length8 > 0 && _last is not ((byte)'\n' or (byte)'\r');
        }

        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        _input.AsSpan().Clear();
        _ready.AsSpan().Clear();
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    // Zero only at the end of the text.
    private async ValueTask<int> DecodeAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (consumed, written) = _end == _position ? (0, 0) : decoder.Convert(_input.AsSpan(_position, _end - _position), destination.Span, _sourceEnded);
            _position += consumed;
            CountLines(destination.Span[..written]);
            if (decoder.Fault != TextFault.None)
            {
                throw Refuse();
            }

            if (written > 0 || (_sourceEnded && _position == _end))
            {
                return written;
            }

            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _input.AsSpan(_position, _end - _position).CopyTo(_input);
        (_position, _end) = (0, _end - _position);
        var count = await source.ReadAsync(_input.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _sourceEnded = count == 0;
        _end += count;
    }

    private void CountLines(ReadOnlySpan<byte> text)
    {
        _lineFeeds += text.Count((byte)'\n');
        _returns += text.Count((byte)'\r');
    }

    private OnboardingException Refuse()
    {
        var line = Math.Max(_lineFeeds, _returns) + 1;
        return decoder.Fault == TextFault.Mixed
            ? new OnboardingException(Reasons.EncodingUnsupported, $"{name} begins in UTF-8, although another encoding is declared, and has a byte in line {line} that is not UTF-8: a text in two encodings")
            : new OnboardingException(Reasons.EncodingUndeclared, $"{name} has a byte in line {line} that is not UTF-8, and the plan does not say what it is in; files from spreadsheets in Western Europe are often \"encoding\": \"windows-1252\"");
    }
}
