using System.Buffers.Binary;
using System.IO.Compression;

namespace Onboarding.Csv;

/// <summary>
/// Gzip (RFC 1952), one member or several. The framework's GZipStream takes a file that was cut off for a whole one (checked on .NET 10), which would lose
/// records or objections silently; here every member must end with its checksum and length.
/// </summary>
internal sealed class GzipText(Stream source, string name) : ReadOnlyStream
{
    private const int TrailerLength = 8;

    private readonly GzipInput _input = new(source);
    private DeflateStream? _member;
    private uint _crc;
    private uint _length;
    private bool _isAtEnd;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_isAtEnd && !buffer.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _member ??= await BeginMemberAsync(cancellationToken).ConfigureAwait(false);
            var count = await InflateAsync(_member, buffer, cancellationToken).ConfigureAwait(false);
            if (count > 0)
            {
                _crc = Crc32.Append(_crc, buffer.Span[..count]);
                _length += (uint)count;
                return count;
            }

            await EndMemberAsync(cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_member is not null)
        {
            await _member.DisposeAsync().ConfigureAwait(false);
        }

        await source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<int> InflateAsync(DeflateStream member, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await member.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            throw Damaged("it cannot be unpacked");
        }
    }

    private async ValueTask<DeflateStream> BeginMemberAsync(CancellationToken cancellationToken)
    {
        if (!await _input.SkipHeaderAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Damaged("it has no gzip header where one should stand");
        }

        (_crc, _length) = (0, 0);
        return new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
    }

    // Where in the last piece the member ended is not told, so its trailer is looked for there: eight bytes are not found by chance.
    private async ValueTask EndMemberAsync(CancellationToken cancellationToken)
    {
        var trailer = new byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(4), _length);
        if (!await _input.SkipTrailerAsync(trailer, cancellationToken).ConfigureAwait(false))
        {
            throw Damaged("it is cut off, or its checksum is another one");
        }

        await _member!.DisposeAsync().ConfigureAwait(false);
        _member = null;
        _isAtEnd = await _input.IsAtEndAsync(cancellationToken).ConfigureAwait(false);
    }

    private OnboardingException Damaged(string seen) => new(Reasons.SourceUnreadable, $"the gzip file {name} is damaged: {seen}");
}
