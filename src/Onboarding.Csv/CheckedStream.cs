
namespace Onboarding.Csv;

/// <summary>A stream that must have the length, and where one is known the CRC-32, that was promised for it.</summary>
internal sealed class CheckedStream(Stream source, long length, uint? crc, Func<string, OnboardingException> refuse) : ReadOnlyStream
{
    private long _read;
    private uint _crc;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += count;
        if (crc is not null)
        {
            _crc = Crc32.Append(_crc, buffer.Span[..count]);
        }

        if (_read > length)
        {
            throw refuse($"more than the {length} bytes that it had at first");
        }

        if (count == 0 && buffer.Length > 0 && (_read < length || (crc is not null && _crc != crc)))
        {
            throw refuse(_read < length ? $"{_read} of the {length} bytes that it had at first" : "its checksum is another one");
        }

        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
