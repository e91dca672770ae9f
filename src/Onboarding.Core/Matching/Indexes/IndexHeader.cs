using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Onboarding.Keys;

namespace Onboarding.Matching.Indexes;

/// <summary>What an index file says of itself without a key; the description repeats it sealed.</summary>
internal sealed record IndexHeader
{
    public required int DescriptionLength { get; init; }

    public required long FileLength { get; init; }

    public required byte[] Salt { get; init; }

    /// <summary>The check value of the party key.</summary>
    public required byte[] Check { get; init; }

    /// <summary>When the file has to be gone.</summary>
    public required DateTimeOffset DeleteBy { get; init; }

    public byte[] Write()
    {
        var bytes = new byte[IndexLayout.HeaderLength];
        IndexLayout.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), IndexLayout.Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), DescriptionLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), FileLength);
        Salt.CopyTo(bytes, 24);
        Check.CopyTo(bytes, 40);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), DeleteBy.ToUnixTimeSeconds());
        return bytes;
    }

    /// <exception cref="OnboardingException"><c>INDEX_DAMAGED</c>, <c>INDEX_OUTDATED</c> (another version).</exception>
    public static IndexHeader Read(SafeFileHandle handle)
    {
        var bytes = new byte[IndexLayout.HeaderLength];
        if (RandomAccess.Read(handle, bytes, 0) != bytes.Length || !bytes.AsSpan().StartsWith(IndexLayout.Magic))
        {
            throw new OnboardingException(Reasons.IndexDamaged, "the file does not begin as an index does");
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        if (version != IndexLayout.Version)
        {
            throw new OnboardingException(Reasons.IndexOutdated, $"the index has version {version}, and this library reads version {IndexLayout.Version}");
        }

        var seconds = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(48));
        var header = new IndexHeader
        {
            DescriptionLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)),
            FileLength = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
            Salt = bytes[24..40],
            Check = bytes[40..48],
            DeleteBy = seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch,
        };
        return header.FileLength == RandomAccess.GetLength(handle) && header.DescriptionLength > 0 && header.DescriptionLength <= Math.Min(IndexLayout.MaxDescriptionLength, header.FileLength - IndexLayout.HeaderLength) && header.Write().AsSpan().SequenceEqual(bytes)
            ? header
            : throw new OnboardingException(Reasons.IndexDamaged, "the lengths in the header are others than those of the file: it was cut or altered");
    }

    /// <summary>The key of the file.</summary>
    public KeyMaterial DeriveKey(KeyCard card) => KeyDerivation.Derive(card.Material, KeyDerivation.IndexLabel, Convert.ToHexStringLower(Salt), card.Domain);
}
