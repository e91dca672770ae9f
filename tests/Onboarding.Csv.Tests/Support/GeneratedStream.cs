namespace Onboarding.Csv.Tests.Support;

/// <summary>A stream as long as wanted that repeats one piece of text and stands nowhere.</summary>
internal sealed class GeneratedStream(byte[] start, byte[] piece, long length) : ReadOnlyStream
{
    public long BytesRead { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = (int)Math.Min(buffer.Length, length - BytesRead);
        for (var i = 0; i < count; i++)
        {
            var position = BytesRead + i;
            buffer.Span[i] = position < start.Length ? start[position] : piece[(position - start.Length) % piece.Length];
        }

        BytesRead += count;
        return ValueTask.FromResult(count);
    }
}
