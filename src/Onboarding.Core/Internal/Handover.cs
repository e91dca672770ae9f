using System.Threading.Channels;

namespace Onboarding.Internal;

/// <summary>Hands buffers to work that another thread does in their order, so that filling goes on meanwhile. A few buffers wait at most; each is zeroed when it was worked on.</summary>
internal sealed class Handover : IDisposable
{
    private const int MaxWaiting = 4;

    private readonly Action<ReadOnlySpan<byte>, bool> _work;
    private readonly int _bufferLength;
    private readonly Channel<(byte[] Buffer, int Used, bool Last)> _waiting = Channel.CreateBounded<(byte[], int, bool)>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
    private readonly Channel<byte[]> _free = Channel.CreateUnbounded<byte[]>();
    private Task? _working;
    private int _buffers;

    /// <param name="bufferLength">The length of a buffer.</param>
    /// <param name="work">What is done with each: what of it is used, and whether it is the last one.</param>
    public Handover(int bufferLength, Action<ReadOnlySpan<byte>, bool> work) => (_bufferLength, _work) = (bufferLength, work);

    /// <summary>An empty buffer to fill.</summary>
    public byte[] Rent()
    {
        if (_buffers < MaxWaiting + 2)
        {
            _buffers++;
            return new byte[_bufferLength];
        }

        byte[]? buffer;
        while (!_free.Reader.TryRead(out buffer))
        {
            if (!_free.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                // It has ended, so it failed, and throws why.
                _working!.GetAwaiter().GetResult();
            }
        }

        return buffer;
    }

    /// <summary>Hands a buffer over. It belongs to the other side from then on.</summary>
    /// <param name="buffer">The buffer, of <see cref="Rent"/>.</param>
    /// <param name="used">How many bytes of it count.</param>
    /// <param name="last">Whether it is the last one.</param>
    /// <exception cref="Exception">What the work threw on an earlier one.</exception>
    public void Send(byte[] buffer, int used, bool last)
    {
        _working ??= Task.Run(WorkAsync);
        while (!_waiting.Writer.TryWrite((buffer, used, last)))
        {
            if (!_waiting.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                _working.GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>Waits until everything is done.</summary>
    /// <exception cref="Exception">What the work threw.</exception>
    public void Complete()
    {
        _waiting.Writer.TryComplete();
        _working?.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _waiting.Writer.TryComplete();

        // A failure that nobody waited for any more was told before, or what is made is given up.
        _working?.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var (buffer, used, last) in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                try
                {
                    _work(buffer.AsSpan(0, used), last);
                }
                finally
                {
                    buffer.AsSpan(0, used).Clear();
                }

                _free.Writer.TryWrite(buffer);
            }
        }
        catch (Exception exception)
        {
            _waiting.Writer.TryComplete(exception);
            while (_waiting.Reader.TryRead(out var left))
            {
                left.Buffer.AsSpan().Clear();
            }

            throw;
        }
        finally
        {
            _free.Writer.TryComplete();
        }
    }
}
