using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Onboarding.Internal;
using Onboarding.Keys;

namespace Onboarding.Matching;

/// <summary>Blocks of entries that do not fit into memory, in a temporary file, encrypted under a key that lives only in this join.</summary>
/// <remarks>Thread-safe; what one thread writes and reads with is a <see cref="Port"/> of its own.</remarks>
internal sealed class TokenSpill(string folder) : IDisposable
{
    private const int StoredSize = TokenArena.BlockSize + FrameCipher.TagLength;

    private readonly Lock _gate = new();
    private readonly KeyMaterial _key = KeyMaterial.Random();
    private FileStream? _file;
    private long _frames;

    public void Dispose()
    {
        _file?.Dispose();
        _key.Dispose();
    }

    private SafeFileHandle Open()
    {
        lock (_gate)
        {
            return (_file ??= DurableFile.CreateTemporary(folder)).SafeFileHandle;
        }
    }

    private IOException Failed(string what, Exception cause) => new($"A match does not fit into its memory, and its temporary file in '{folder}' could not be {what}: {cause.Message}", cause);

    /// <summary>One thread's way into the file.</summary>
    internal sealed class Port(TokenSpill spill) : IDisposable
    {
        private readonly FrameCipher _cipher = new(spill._key, new byte[FrameCipher.HeaderLength]);
        private readonly byte[] _stored = new byte[StoredSize];

        /// <summary>Writes a block.</summary>
        public TokenFrame Write(ReadOnlySpan<TokenEntry> entries)
        {
            try
            {
                var file = spill.Open();
                var number = Interlocked.Increment(ref spill._frames) - 1;
                var plain = MemoryMarshal.AsBytes(entries);
                _cipher.Seal(number, last: false, plain, _stored);
                RandomAccess.Write(file, _stored.AsSpan(0, plain.Length + FrameCipher.TagLength), number * StoredSize);
                return new TokenFrame(number, entries.Length);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw spill.Failed("written", e);
            }
        }

        /// <summary>Reads a block back; <paramref name="entries"/> is as long as it is.</summary>
        public void Read(TokenFrame frame, Span<TokenEntry> entries)
        {
            try
            {
                var plain = MemoryMarshal.AsBytes(entries);
                var stored = _stored.AsSpan(0, plain.Length + FrameCipher.TagLength);
                if (RandomAccess.Read(spill._file!.SafeFileHandle, stored, frame.Number * StoredSize) != stored.Length || !_cipher.TryOpen(frame.Number, last: false, stored, plain))
                {
                    throw new IOException("something else changed it.");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw spill.Failed("read", e);
            }
        }

        public void Dispose() => _cipher.Dispose();
    }
}
