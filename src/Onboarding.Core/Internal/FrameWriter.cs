using System.Threading.Channels;

namespace Onboarding.Internal;

/// <summary>Encrypts frames and writes them, on another thread than the one that fills them, so that filling goes on meanwhile. A few frames wait at most.</summary>
internal sealed class FrameWriter : IDisposable
{
    private const int MaxWaiting = 4;

    private readonly FrameCipher _cipher;
    private readonly FileStream _file;
    private readonly bool _hasHead;
    private readonly Channel<Frame> _waiting = Channel.CreateBounded<Frame>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
    private readonly Channel<byte[]> _free = Channel.CreateUnbounded<byte[]>();
    private readonly byte[] _sealed = new byte[HeadLength + FrameCipher.FrameLength + FrameCipher.TagLength];
    private Task? _writing;
    private int _buffers;

    /// <summary>How long the head of a frame is, where frames have one: length u32, last flag u8.</summary>
    public const int HeadLength = 5;

    /// <param name="cipher">Encrypts; belongs to the writer from then on.</param>
    /// <param name="file">Where frames are written, one after the other.</param>
    /// <param name="hasHead">Whether a head stands before each frame.</param>
    public FrameWriter(FrameCipher cipher, FileStream file, bool hasHead)
    {
        _cipher = cipher;
        _file = file;
        _hasHead = hasHead;
    }

    /// <summary>How many frames were handed over.</summary>
    public long Count { get; private set; }

    /// <summary>An empty frame to fill.</summary>
    public byte[] Rent()
    {
        if (_buffers <= MaxWaiting + 1)
        {
            _buffers++;
            return new byte[FrameCipher.FrameLength];
        }

        byte[]? frame;
        while (!_free.Reader.TryRead(out frame))
        {
            if (!_free.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                // It has ended, so it failed, and throws why.
                _writing!.GetAwaiter().GetResult();
            }
        }

        return frame;
    }

    /// <summary>Hands a frame over. It belongs to the writer from then on, which zeroes it.</summary>
    /// <param name="frame">The frame, of <see cref="Rent"/>.</param>
    /// <param name="used">How many bytes of it count.</param>
    /// <param name="last">Whether it is the last one.</param>
    /// <exception cref="IOException">An earlier frame could not be written.</exception>
    public void Write(byte[] frame, int used, bool last)
    {
        _writing ??= Task.Run(WriteAsync);
        var next = new Frame(frame, used, Count++, last);
        while (!_waiting.Writer.TryWrite(next))
        {
            if (!_waiting.Writer.WaitToWriteAsync().AsTask().GetAwaiter().GetResult())
            {
                _writing.GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>Waits until all frames are written.</summary>
    /// <exception cref="IOException">One could not be written.</exception>
    public void Complete()
    {
        _waiting.Writer.TryComplete();
        _writing?.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _waiting.Writer.TryComplete();

        // A failure that nobody waited for any more was told by Write, or the whole file is given up.
        _writing?.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        _cipher.Dispose();
    }

    private async Task WriteAsync()
    {
        try
        {
            await foreach (var frame in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                var head = _hasHead ? HeadLength : 0;
                System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(_sealed, frame.Used);
                _sealed[HeadLength - 1] = frame.Last ? (byte)1 : (byte)0;
                _cipher.Seal(frame.Number, frame.Last, frame.Bytes.AsSpan(0, frame.Used), _sealed.AsSpan(head));
                _file.Write(_sealed.AsSpan(0, head + frame.Used + FrameCipher.TagLength));
                frame.Bytes.AsSpan().Clear();
                _free.Writer.TryWrite(frame.Bytes);
            }
        }
        catch (Exception exception)
        {
            _waiting.Writer.TryComplete(exception);
            while (_waiting.Reader.TryRead(out var left))
            {
                left.Bytes.AsSpan().Clear();
            }

            throw;
        }
        finally
        {
            _free.Writer.TryComplete();
        }
    }

    private readonly record struct Frame(byte[] Bytes, int Used, long Number, bool Last);
}
