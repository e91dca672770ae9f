using System.Buffers.Binary;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>
/// The members of a run with all their tokens: additional information under GDPR 4(5), which never leaves the controller. Encrypted under a random key of
/// its own, see <see cref="WrappedKey"/>.
/// </summary>
/// <remarks>Layout: magic (8), version u32 (2), zero u32; then frames of length u32, last flag u8, ciphertext, tag (16), as in <see cref="FrameCipher"/>.</remarks>
internal static partial class WorkingSet
{
    private const int FrameLength = FrameCipher.FrameLength;
    private const int TagLength = FrameCipher.TagLength;

    private static ReadOnlySpan<byte> Header => [0x89, (byte)'O', (byte)'W', (byte)'S', 0x0D, 0x0A, 0x1A, 0x0A, 2, 0, 0, 0, 0, 0, 0, 0];

    internal sealed class Writer : IDisposable
    {
        private readonly string _path;
        private readonly string _temporary;
        private readonly FileStream _file;
        private readonly KeyCard _suppressionKey;
        private readonly KeyMaterial _key;
        private readonly FrameWriter _frames;
        private byte[] _frame;
        private int _used;

        public Writer(string path, KeyCard suppressionKey)
        {
            _path = path;
            _suppressionKey = suppressionKey;
            _key = KeyMaterial.Random();
            DurableFile.CreatePrivateFolder(Path.GetDirectoryName(path)!);
            _temporary = DurableFile.TemporaryName(path);
            _file = DurableFile.CreatePrivate(_temporary);
            _file.Write(Header);
            _frames = new FrameWriter(new FrameCipher(_key, Header), _file, hasHead: true);
            _frame = _frames.Rent();
        }

        public void Add(ReadOnlySpan<byte> record)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, record.Length);
            Append(length);
            Append(record);
        }

        /// <summary>Ends the set and gives the file its name.</summary>
        public void Complete()
        {
            _frames.Write(_frame, _used, last: true);
            _frames.Complete();
            _file.Flush(flushToDisk: true);
            _file.Dispose();

            // Last: what a crash leaves before this is encrypted under a key that is gone.
            WrappedKey.Write(_path, _suppressionKey, _key);
            DurableFile.Publish(_temporary, _path);
        }

        public void Dispose()
        {
            _frame.AsSpan().Clear();
            _frames.Dispose();
            _key.Dispose();
            _file.Dispose();
            if (File.Exists(_temporary))
            {
                File.Delete(_temporary);
                File.Delete(_path + WrappedKey.Suffix);
            }
        }

        private void Append(ReadOnlySpan<byte> bytes)
        {
            while (!bytes.IsEmpty)
            {
                var part = Math.Min(bytes.Length, FrameLength - _used);
                bytes[..part].CopyTo(_frame.AsSpan(_used));
                _used += part;
                bytes = bytes[part..];
                if (_used == FrameLength)
                {
                    _frames.Write(_frame, _used, last: false);
                    _frame = _frames.Rent();
                    _used = 0;
                }
            }
        }
    }
}
