using System.Buffers.Binary;
using Onboarding.Hashing;

namespace Onboarding.Audiences;

public sealed partial class AudienceFile
{
    private byte[] ReadHeaderAndTable(long length, out AudienceSection[] sections)
    {
        Span<byte> header = stackalloc byte[AudienceLayout.HeaderLength];
        if (length < AudienceLayout.HeaderLength)
        {
            throw Malformed($"is {length} bytes long, too short for an audience");
        }

        ReadExactly(0, header);
        if (!header[..8].SequenceEqual(AudienceLayout.Magic))
        {
            throw Malformed("does not begin as an audience file does");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(header[8..]);
        if (version != AudienceLayout.Version)
        {
            throw new OnboardingException(Reasons.AudienceVersion, $"the file has version {version}, this library reads version {AudienceLayout.Version}");
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        var stated = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[12..]) != 0 || BinaryPrimitives.ReadUInt64LittleEndian(header[24..]) != 0 || count is < AudienceLayout.MinSections or > AudienceLayout.MaxSections)
        {
            throw Malformed("has a header that version 1 does not allow");
        }

        if (stated != length)
        {
            throw Malformed($"is {length} bytes long and says {stated}: it was cut or added to");
        }

        var result = new byte[AudienceLayout.HeaderLength + (count * AudienceLayout.EntryLength)];
        if (result.Length > length)
        {
            throw Malformed("is shorter than its section table");
        }

        ReadExactly(0, result);
        sections = ReadTable(result.AsSpan(AudienceLayout.HeaderLength), count, result.Length, length);
        return result;
    }

    private static AudienceSection[] ReadTable(ReadOnlySpan<byte> table, int count, long firstOffset, long fileLength)
    {
        var sections = new AudienceSection[count];
        var expected = firstOffset;
        for (var i = 0; i < count; i++)
        {
            var entry = table.Slice(i * AudienceLayout.EntryLength, AudienceLayout.EntryLength);
            var flags = BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]);
            var section = new AudienceSection(BinaryPrimitives.ReadUInt32LittleEndian(entry), flags == AudienceLayout.CriticalFlag, BinaryPrimitives.ReadInt64LittleEndian(entry[8..]), BinaryPrimitives.ReadInt64LittleEndian(entry[16..]));
            if (flags > AudienceLayout.CriticalFlag || section.Offset != expected || section.Length <= 0 || section.Length > fileLength - section.Offset || (i > 0 && section.Type <= sections[i - 1].Type))
            {
                throw Malformed($"has a section table that version 1 does not allow (entry {i})");
            }

            CheckType(section);
            sections[i] = section;
            expected += section.Length;
        }

        if (expected != fileLength || sections[^1].Type != AudienceLayout.HashType || sections[^2].Type != AudienceLayout.MacType)
        {
            throw Malformed("does not end with its MAC and final hash");
        }

        if (sections[^3].Type != AudienceLayout.LabelType)
        {
            throw new OnboardingException(Reasons.LabelMissing, "the file has no label: every output must say that it is pseudonymous personal data");
        }

        if (!AudienceLayout.IsTokenSection(sections[0].Type))
        {
            throw Malformed("holds no tokens");
        }

        var content = AudienceLayout.ContentOf(sections[0].Type);
        return sections.All(s => !AudienceLayout.IsTokenSection(s.Type) || AudienceLayout.ContentOf(s.Type) == content) ? sections : throw Malformed("mixes members, additions, removals and signals");
    }

    private static void CheckType(AudienceSection section)
    {
        var fits = section.Type switch
        {
            AudienceLayout.MacType or AudienceLayout.HashType => section.IsCritical && section.Length == AudienceLayout.DigestLength,
            AudienceLayout.LabelType => section.IsCritical && section.Length <= AudienceLayout.MaxLabelLength,
            > AudienceLayout.HashType or 0 => false,
            _ => !AudienceLayout.IsTokenSection(section.Type) || (section.IsCritical && section.Length % Token.Size == 0),
        };
        if (!fits)
        {
            throw Malformed($"has a section 0x{section.Type:X4} of a form that version 1 does not allow");
        }

        if (section.Type < AudienceLayout.LabelType && section.IsCritical && !AudienceLayout.IsTokenSection(section.Type))
        {
            throw new OnboardingException(Reasons.AudienceSectionUnknown, $"the file has a section 0x{section.Type:X4} that must be understood and is not known");
        }
    }
}
