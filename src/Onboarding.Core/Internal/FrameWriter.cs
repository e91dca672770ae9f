using System.Buffers.Binary;

namespace Onboarding.Internal;

/// <summary>Encrypts frames and writes them, on another thread than the one that fills them.</summary>
internal sealed class FrameWriter : IDisposable
{
    // Length u32, last flag u8.
    private const int HeadLength = 5;

    private readonly FrameCipher _cipher;
    private readonly FileStream _file;
    private readonly int _headLength;
    private readonly Handover _handover;
    private readonly byte[] _sealed = new byte[HeadLength + FrameCipher.FrameLength + FrameCipher.TagLength];
    private long _written;

    /// <param name="cipher">Encrypts; belongs to the writer from then on.</param>
    /// <param name="file">Where frames are written, one after the other.</param>
    /// <param name="hasHead">Whether a head stands before each frame.</param>
    public FrameWriter(FrameCipher cipher, FileStream file, bool hasHead)
    {
        _cipher = cipher;
        _file = file;
        _headLength = hasHead ? HeadLength : 0;
        _handover = new Handover(FrameCipher.FrameLength, WriteFrame);
    }

    /// <summary>How many frames were handed over.</summary>
    public long Count { get; private set; }

    /// <summary>An empty frame to fill.</summary>
    public byte[] Rent() => _handover.Rent();

    /// <summary>Hands a frame over. It belongs to the writer from then on, which zeroes it.</summary>
    /// <param name="frame">The frame, of <see cref="Rent"/>.</param>
    /// <param name="used">How many bytes of it count.</param>
    /// <param name="last">Whether it is the last one.</param>
    /// <exception cref="IOException">An earlier frame could not be written.</exception>
    public void Write(byte[] frame, int used, bool last)
    {
        _handover.Send(frame, used, last);
        Count++;
    }

    /// <summary>Waits until all frames are written.</summary>
    /// <exception cref="IOException">One could not be written.</exception>
    public void Complete() => _handover.Complete();

    public void Dispose()
    {
        _handover.Dispose();
        _cipher.Dispose();
    }

    private void WriteFrame(ReadOnlySpan<byte> frame, bool last)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_sealed, frame.Length);
        _sealed[HeadLength - 1] = last ? (byte)1 : (byte)0;
        _cipher.Seal(_written++, last, frame, _sealed.AsSpan(_headLength));
        _file.Write(_sealed.AsSpan(0, _headLength + frame.Length + FrameCipher.TagLength));
    }
}
