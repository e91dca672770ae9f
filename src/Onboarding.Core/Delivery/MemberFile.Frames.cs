using Microsoft.Win32.SafeHandles;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Delivery;

internal static partial class MemberFile
{
    /// <summary>The plaintext of a file, read by frame number; each frame is authenticated when it is read.</summary>
    private sealed class Frames : IDisposable
    {
        private readonly SafeFileHandle _file;
        private readonly FrameCipher _cipher;
        private readonly byte[] _sealed = new byte[FrameLength + FrameCipher.TagLength];
        private readonly long _last;
        private readonly int _lastLength;

        public Frames(string path, KeyCard suppressionKey)
        {
            if (!File.Exists(path) || !File.Exists(path + WrappedKey.Suffix))
            {
                throw Damaged("or its wrapped key is not there: it was destroyed or moved");
            }

            using var key = WrappedKey.Read(path, suppressionKey) ?? throw Damaged("does not open with this suppression key");
            _cipher = new FrameCipher(key, Header);
            _file = File.OpenHandle(path);
            try
            {
                var length = RandomAccess.GetLength(_file) - Header.Length;
                _last = (length - 1) / _sealed.Length;
                _lastLength = (int)(length - (_last * _sealed.Length)) - FrameCipher.TagLength;
                Span<byte> header = stackalloc byte[FrameCipher.HeaderLength];
                if (length <= FrameCipher.TagLength || _lastLength <= 0 || RandomAccess.Read(_file, header, 0) != header.Length || !header.SequenceEqual(Header))
                {
                    throw Damaged("has no header of version 1, or is cut");
                }
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public long Length => (_last * FrameLength) + _lastLength;

        public int Read(long frame, Span<byte> destination)
        {
            var length = frame == _last ? _lastLength : FrameLength;
            var stored = _sealed.AsSpan(0, length + FrameCipher.TagLength);
            if (frame < 0 || frame > _last || RandomAccess.Read(_file, stored, Header.Length + (frame * _sealed.Length)) != stored.Length)
            {
                throw Damaged("is cut");
            }

            return _cipher.TryOpen(frame, frame == _last, stored, destination) ? length : throw Damaged("was altered");
        }

        public void Dispose()
        {
            _cipher.Dispose();
            _file.Dispose();
        }
    }

    /// <summary>The frame that was read last in one part of a file.</summary>
    private sealed class Window(Frames frames)
    {
        private readonly byte[] _plain = new byte[FrameLength];
        private long _frame = -1;
        private int _length;

        public ReadOnlySpan<byte> Get(long frame)
        {
            if (frame != _frame)
            {
                _frame = -1;
                _length = frames.Read(frame, _plain);
                _frame = frame;
            }

            return _plain.AsSpan(0, _length);
        }

        public void Read(long offset, Span<byte> destination)
        {
            while (!destination.IsEmpty)
            {
                var rest = Get(offset / FrameLength)[(int)(offset % FrameLength)..];
                var part = Math.Min(rest.Length, destination.Length);
                rest[..part].CopyTo(destination);
                destination = destination[part..];
                offset += part;
            }
        }

        public void Clear()
        {
            _plain.AsSpan().Clear();
            _frame = -1;
        }
    }
}
