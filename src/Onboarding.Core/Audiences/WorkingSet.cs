using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>
/// The members of a run with all their tokens: additional information under GDPR 4(5), which never leaves the controller. Encrypted under a random key of
/// its own that lies, wrapped by K("crm-onboarding/working-set/v1", "") of the suppression key, in a small file beside it: deleting that file destroys the set.
/// </summary>
/// <remarks>Layout: magic (8), version u32, zero u32; then frames of length u32, last flag u8, ciphertext, tag (16). Nonce: frame number; associated data: header, frame number, flag.</remarks>
internal static partial class WorkingSet
{
    public const string KeySuffix = ".key";

    private const int FrameLength = 64 * 1024;
    private const int TagLength = 16;
    private const int HeaderLength = 16;

    private static ReadOnlySpan<byte> Header => [0x89, (byte)'O', (byte)'W', (byte)'S', 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 0, 0, 0, 0];

    private static AesGcm CreateCipher(KeyMaterial key) => new(key.Span, TagLength);

    private static void WriteNonce(Span<byte> nonce, long frame) => BinaryPrimitives.WriteInt64LittleEndian(nonce, frame);

    private static int WriteAssociated(Span<byte> associated, long frame, bool last)
    {
        Header.CopyTo(associated);
        BinaryPrimitives.WriteInt64LittleEndian(associated[HeaderLength..], frame);
        associated[HeaderLength + 8] = last ? (byte)1 : (byte)0;
        return HeaderLength + 9;
    }

    internal sealed class Writer : IDisposable
    {
        private readonly string _path;
        private readonly string _temporary;
        private readonly FileStream _file;
        private readonly KeyCard _suppressionKey;
        private readonly KeyMaterial _key;
        private readonly AesGcm _cipher;
        private readonly byte[] _frame = new byte[FrameLength];
        private readonly byte[] _sealed = new byte[FrameLength + TagLength + 5];
        private int _used;
        private long _frames;

        public Writer(string path, KeyCard suppressionKey)
        {
            _path = path;
            _suppressionKey = suppressionKey;
            _key = KeyMaterial.Random();
            _cipher = CreateCipher(_key);
            DurableFile.CreatePrivateFolder(Path.GetDirectoryName(path)!);
            _temporary = DurableFile.TemporaryName(path);
            _file = DurableFile.CreatePrivate(_temporary);
            _file.Write(Header);
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
            WriteFrame(last: true);
            _file.Flush(flushToDisk: true);
            _file.Dispose();

            // Last: what a crash leaves before this is encrypted under a key that is gone.
            WriteWrappedKey(_path, _suppressionKey, _key);
            DurableFile.Publish(_temporary, _path);
        }

        public void Dispose()
        {
            _frame.AsSpan().Clear();
            _key.Dispose();
            _cipher.Dispose();
            _file.Dispose();
            if (File.Exists(_temporary))
            {
                File.Delete(_temporary);
                File.Delete(_path + KeySuffix);
            }
        }

        private static void WriteWrappedKey(string path, KeyCard suppressionKey, KeyMaterial key)
        {
            using var wrapping = KeyDerivation.Derive(suppressionKey.Material, KeyDerivation.WorkingSetLabel, "", suppressionKey.Domain);
            using var cipher = CreateCipher(wrapping);
            var file = new WrappedKeyFile { SuppressionKey = suppressionKey.Id, Nonce = RandomNumberGenerator.GetBytes(12), Key = new byte[KeyMaterial.Size], Tag = new byte[TagLength] };
            cipher.Encrypt(file.Nonce, key.Span, file.Key, file.Tag, Encoding.UTF8.GetBytes(Path.GetFileName(path)));
            DurableFile.WriteAll(path + KeySuffix, JsonSerializer.SerializeToUtf8Bytes(file, WorkingSetJson.Default.WrappedKeyFile));
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
                    WriteFrame(last: false);
                }
            }
        }

        private void WriteFrame(bool last)
        {
            Span<byte> nonce = stackalloc byte[12];
            nonce.Clear();
            Span<byte> associated = stackalloc byte[32];
            WriteNonce(nonce, _frames);
            var length = WriteAssociated(associated, _frames++, last);
            BinaryPrimitives.WriteInt32LittleEndian(_sealed, _used);
            _sealed[4] = last ? (byte)1 : (byte)0;
            _cipher.Encrypt(nonce, _frame.AsSpan(0, _used), _sealed.AsSpan(5, _used), _sealed.AsSpan(5 + _used, TagLength), associated[..length]);
            _file.Write(_sealed.AsSpan(0, 5 + _used + TagLength));
            _used = 0;
        }
    }

    internal sealed class WrappedKeyFile
    {
        public int Version { get; init; } = 1;

        public required string SuppressionKey { get; init; }

        public required byte[] Nonce { get; init; }

        public required byte[] Key { get; init; }

        public required byte[] Tag { get; init; }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(WorkingSet.WrappedKeyFile))]
internal sealed partial class WorkingSetJson : JsonSerializerContext;
