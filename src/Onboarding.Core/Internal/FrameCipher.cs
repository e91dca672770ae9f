using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Keys;

namespace Onboarding.Internal;

/// <summary>Encrypts a file in frames of up to 64 KiB, each bound to the file's header, its place and whether it is the last: none can be changed, moved, left out or cut off unnoticed.</summary>
/// <remarks>AES-256-GCM under a key of the file's own. Nonce: frame number as u64 little-endian, four zero bytes. Associated data: header (16), frame number, last flag (1). Not thread-safe.</remarks>
internal sealed class FrameCipher : IDisposable
{
    public const int HeaderLength = 16;
    public const int FrameLength = 64 * 1024;
    public const int TagLength = 16;

    private readonly AesGcm _cipher;
    private readonly byte[] _nonce = new byte[12];
    private readonly byte[] _associated = new byte[HeaderLength + 9];

    public FrameCipher(KeyMaterial key, ReadOnlySpan<byte> header)
    {
        _cipher = new AesGcm(key.Span, TagLength);
        header.CopyTo(_associated);
    }

    /// <summary>Writes ciphertext and tag.</summary>
    public void Seal(long frame, bool last, ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        Bind(frame, last);
        _cipher.Encrypt(_nonce, plain, destination[..plain.Length], destination.Slice(plain.Length, TagLength), _associated);
    }

    /// <summary>Reads ciphertext and tag; false when they are not those of this frame.</summary>
    public bool TryOpen(long frame, bool last, ReadOnlySpan<byte> stored, Span<byte> destination)
    {
        Bind(frame, last);
        try
        {
            _cipher.Decrypt(_nonce, stored[..^TagLength], stored[^TagLength..], destination[..(stored.Length - TagLength)], _associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => _cipher.Dispose();

    private void Bind(long frame, bool last)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_nonce, frame);
        BinaryPrimitives.WriteInt64LittleEndian(_associated.AsSpan(HeaderLength), frame);
        _associated[HeaderLength + 8] = last ? (byte)1 : (byte)0;
    }
}
