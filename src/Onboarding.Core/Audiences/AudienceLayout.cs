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
    public const string RemovalsSuffix = ".removals";
    public const string AdditionsSuffix = ".additions";
    public const string SignalSuffix = ".signal";

    private const uint KindMask = 0xFF;
    private const uint SegmentSections = 0x100;

    public static ReadOnlySpan<byte> Magic => [0x89, (byte)'O', (byte)'N', (byte)'B', 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool IsTokenSection(uint type)
    {
        return (type & KindMask) is >= (uint)IdentifierKind.Email and <= (uint)IdentifierKind.ExternalId && Enum.IsDefined(ContentOf(type));
    }

    public static uint SegmentSectionOf(IdentifierKind kind) => SegmentSections | (uint)kind;

    public static IdentifierKind KindOf(uint type) => (IdentifierKind)(type & KindMask);

    public static AudienceContent ContentOf(uint type) => (AudienceContent)(type & ~KindMask);

    public static uint SectionOf(AudienceContent content, IdentifierKind kind) => (uint)content | (uint)kind;

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

    // What comes back has a MAC key of its own: nobody can pass an audience off as a signal.
    public static byte[] ComputeMac(AudienceContent content, KeyCard card, ReadOnlySpan<byte> headerAndTable, ReadOnlySpan<byte> root, ReadOnlySpan<byte> label)
    {
        using var key = KeyDerivation.Derive(card.Material, content == AudienceContent.Signal ? KeyDerivation.SignalMacLabel : KeyDerivation.AudienceMacLabel, "", card.Domain);
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);
        mac.AppendData(headerAndTable);
        mac.AppendData(root);
        mac.AppendData(label);
        return mac.GetHashAndReset();
    }
}

/// <summary>A row of the section table.</summary>
internal readonly record struct AudienceSection(uint Type, bool IsCritical, long Offset, long Length);
