using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Onboarding.Keys;

namespace Onboarding.Audiences;

internal static partial class WorkingSet
{
    internal sealed class Reader : IDisposable
    {
        private readonly FileStream _file;
        private readonly AesGcm _cipher;
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
            using var key = ReadWrappedKey(path, suppressionKey);
            _cipher = CreateCipher(key);
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024);
            Span<byte> header = stackalloc byte[HeaderLength];
            if (_file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) != HeaderLength || !header.SequenceEqual(Header))
            {
                throw Damaged("has no header of version 1");
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

        private static KeyMaterial ReadWrappedKey(string path, KeyCard suppressionKey)
        {
            if (!File.Exists(path) || !File.Exists(path + KeySuffix))
            {
                throw Damaged("or its wrapped key is not there: it was destroyed or moved");
            }

            try
            {
                var file = JsonSerializer.Deserialize(File.ReadAllBytes(path + KeySuffix), WorkingSetJson.Default.WrappedKeyFile);
                if (file is { Version: 1, Nonce.Length: 12, Key.Length: KeyMaterial.Size, Tag.Length: TagLength })
                {
                    using var wrapping = KeyDerivation.Derive(suppressionKey.Material, KeyDerivation.WorkingSetLabel, "", suppressionKey.Domain);
                    using var cipher = CreateCipher(wrapping);
                    var key = new KeyMaterial();
                    cipher.Decrypt(file.Nonce, file.Key, file.Tag, key.Span, Encoding.UTF8.GetBytes(Path.GetFileName(path)));
                    return key;
                }
            }
            catch (Exception exception) when (exception is JsonException or AuthenticationTagMismatchException)
            {
            }

            throw Damaged("does not open with this suppression key");
        }

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

            Span<byte> nonce = stackalloc byte[12];
            nonce.Clear();
            Span<byte> associated = stackalloc byte[32];
            WriteNonce(nonce, _frames);
            var length = WriteAssociated(associated, _frames++, _last);
            try
            {
                _cipher.Decrypt(nonce, _sealed.AsSpan(0, _used), _sealed.AsSpan(_used, TagLength), _frame.AsSpan(0, _used), associated[..length]);
            }
            catch (AuthenticationTagMismatchException)
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
