using System.Buffers.Binary;
using System.Security.Cryptography;
using Onboarding.Identifiers;
using Onboarding.Keys;

namespace Onboarding.Audiences;

/// <summary>Numbers and digests of the audience file, version 1 (docs/audience-format.md).</summary>
internal static class AudienceLayout
{
    public const int Version = 1;
    public const int HeaderLength = 32;
    public const int EntryLength = 24;
    public const int MaxSections = 64;
    public const int MinSections = 4;
    public const int ChunkLength = 1024 * 1024;
    public const int MaxLabelLength = 1024 * 1024;
    public const int DigestLength = 32;
    public const uint LabelType = 0x1000;
    public const uint MacType = 0x1001;
    public const uint HashType = 0x1002;
    public const uint CriticalFlag = 1;
    public const string FileSuffix = ".audience";

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'O', (byte)'N', (byte)'B', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsTokenSection(uint type) => type is >= (uint)IdentifierKind.Email and <= (uint)IdentifierKind.ExternalId;

    public static void WriteHeader(Span<byte> header, int sections, long fileLength)
    {
        header[..HeaderLength].Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(header[10..], (ushort)sections);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], fileLength);
    }

    public static void WriteEntry(Span<byte> entry, AudienceSection section)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(entry, section.Type);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], section.IsCritical ? CriticalFlag : 0);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], section.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], section.Length);
    }

    public static byte[] ComputeMac(KeyCard card, Domain domain, ReadOnlySpan<byte> headerAndTable, ReadOnlySpan<byte> root, ReadOnlySpan<byte> label)
    {
        using var key = KeyDerivation.Derive(card.Material, KeyDerivation.AudienceMacLabel, "", domain);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        mac.AppendData(headerAndTable);
        mac.AppendData(root);
        mac.AppendData(label);
        return mac.GetHashAndReset();
    }
}

/// <summary>A row of the section table.</summary>
internal readonly record struct AudienceSection(uint Type, bool IsCritical, long Offset, long Length);
