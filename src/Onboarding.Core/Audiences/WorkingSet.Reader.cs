using System.Buffers.Binary;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Audiences;

internal static partial class WorkingSet
{
    internal sealed class Reader : IDisposable
    {
        private readonly FileStream _file;
        private readonly FrameCipher _cipher;
        private readonly byte[] _sealed = new byte[FrameLength + TagLength];
        private readonly byte[] _frame = new byte[FrameLength];
        private readonly byte[] _record = new byte[Spill.MaxRecordLength];
        private int _recordLength;
        private int _position;
        private int _used;
        private long _frames;
        private bool _last;

        public Reader(string path, KeyCard suppressionKey)
        {
            if (!File.Exists(path) || !File.Exists(path + WrappedKey.Suffix))
            {
                throw Damaged("or its wrapped key is not there: it was destroyed or moved");
            }

            using var key = WrappedKey.Read(path, suppressionKey) ?? throw Damaged("does not open with this suppression key");
            _cipher = new FrameCipher(key, Header);
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024);
            Span<byte> header = stackalloc byte[FrameCipher.HeaderLength];
            if (_file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) != header.Length || !header.SequenceEqual(Header))
            {
                throw Damaged("has no header of version 2");
            }
        }

        public ReadOnlySpan<byte> Current => _record.AsSpan(0, _recordLength);

        public bool MoveNext()
        {
            Span<byte> length = stackalloc byte[4];
            if (_position == _used && _last)
            {
                return false;
            }

            if (!TryRead(length))
            {
                return false;
            }

            _recordLength = BinaryPrimitives.ReadInt32LittleEndian(length);
            if (_recordLength < 0 || _recordLength > _record.Length || !TryRead(_record.AsSpan(0, _recordLength)))
            {
                throw Damaged("holds a record that is cut");
            }

            return true;
        }

        public void Dispose()
        {
            _frame.AsSpan().Clear();
            _record.AsSpan().Clear();
            _cipher.Dispose();
            _file.Dispose();
        }

        private static OnboardingException Damaged(string fault) => new(Reasons.WorkingSetDamaged, "the working set " + fault);

        private bool TryRead(Span<byte> destination)
        {
            while (!destination.IsEmpty)
            {
                if (_position == _used && !ReadFrame())
                {
                    return false;
                }

                var part = Math.Min(destination.Length, _used - _position);
                _frame.AsSpan(_position, part).CopyTo(destination);
                _position += part;
                destination = destination[part..];
            }

            return true;
        }

        private bool ReadFrame()
        {
            if (_last)
            {
                return false;
            }

            Span<byte> head = stackalloc byte[5];
            if (_file.ReadAtLeast(head, 5, throwOnEndOfStream: false) != 5)
            {
                throw Damaged("is cut");
            }

            _used = BinaryPrimitives.ReadInt32LittleEndian(head);
            _position = 0;
            _last = head[4] == 1;
            if (head[4] > 1)
            {
                throw Damaged("was altered");
            }

            if (_used is < 0 or > FrameLength || _file.ReadAtLeast(_sealed.AsSpan(0, _used + TagLength), _used + TagLength, throwOnEndOfStream: false) != _used + TagLength)
            {
                throw Damaged("is cut");
            }

            if (!_cipher.TryOpen(_frames++, _last, _sealed.AsSpan(0, _used + TagLength), _frame))
            {
                throw Damaged("was altered");
            }

            if (_last && _file.ReadByte() >= 0)
            {
                throw Damaged("goes on after its end");
            }

            return _used > 0 || !_last;
        }
    }
}
