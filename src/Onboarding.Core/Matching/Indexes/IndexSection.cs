using Microsoft.Win32.SafeHandles;
using Onboarding.Internal;

namespace Onboarding.Matching.Indexes;

/// <summary>Reads a section of an index, a block after the other. Not thread-safe; each reader has its own.</summary>
internal sealed class IndexSection(SafeFileHandle handle, FrameCipher cipher, int section, long offset, long length) : IDisposable
{
    private readonly byte[] _stored = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, IndexLayout.BlockLength) + FrameCipher.TagLength);
    private readonly byte[] _block = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, IndexLayout.BlockLength));
    private long _next;
    private int _current;

    /// <summary>The section's bytes.</summary>
    public long Length => length;

    /// <summary>The block that was read last.</summary>
    public ReadOnlySpan<byte> Current => _block.AsSpan(0, _current);

    /// <summary>Reads the next block; false at the end.</summary>
    /// <exception cref="OnboardingException"><c>INDEX_DAMAGED</c>.</exception>
    public bool MoveNext()
    {
        var blocks = IndexLayout.BlocksOf(length);
        if (_next == blocks)
        {
            return false;
        }

        _current = (int)Math.Min(IndexLayout.BlockLength, length - (_next * IndexLayout.BlockLength));
        var stored = _stored.AsSpan(0, _current + FrameCipher.TagLength);
        var at = offset + (_next * (IndexLayout.BlockLength + FrameCipher.TagLength));
        if (RandomAccess.Read(handle, stored, at) != stored.Length || !cipher.TryOpen(IndexLayout.FrameOf(section, _next), _next == blocks - 1, stored, _block))
        {
            throw new OnboardingException(Reasons.IndexDamaged, "a block is not the one that was written");
        }

        _next++;
        return true;
    }

    public void Dispose()
    {
        _block.AsSpan().Clear();
        cipher.Dispose();
    }
}
