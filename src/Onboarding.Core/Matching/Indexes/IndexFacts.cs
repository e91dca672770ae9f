using System.Globalization;
using System.Text;
using Onboarding.Identifiers;
using Onboarding.Plans;
using Onboarding.Profiles;
using Onboarding.Records;

namespace Onboarding.Matching.Indexes;

/// <summary>What an index was built from, by what rules, and what was counted; sealed in the file.</summary>
internal sealed record IndexFacts
{
    public required string KeyId { get; init; }

    public required string SuppressionKeyId { get; init; }

    /// <summary>The forms of identifiers by which it was built.</summary>
    public required string Forms { get; init; }

    /// <summary>SHA-256 of plan and dossier as they were reviewed, in hex.</summary>
    public required string PlanDigest { get; init; }

    public required string Origin { get; init; }

    /// <summary>See <see cref="IRecordSource.ComputeStamp"/>; empty where the source has none.</summary>
    public required string Stamp { get; init; }

    /// <summary>The day for which rules judged the rows; empty where no rule looks at dates.</summary>
    public required string Day { get; init; }

    public required DateTimeOffset BuiltAt { get; init; }

    public required DateTimeOffset DeleteBy { get; init; }

    public required uint Rows { get; init; }

    /// <summary>Own ids with at least one good identifier.</summary>
    public required long OwnUsers { get; init; }

    public required byte[] IdsDigest { get; init; }

    public required byte[] ContentDigest { get; init; }

    public required OwnUserCounts Counts { get; init; }

    /// <summary>The length of each section, in their order in the file.</summary>
    public IReadOnlyList<(int Section, long Length)> Sections { get; init; } = [];

    /// <summary>The forms that this library makes.</summary>
    public static string CurrentForms => string.Create(CultureInfo.InvariantCulture, $"canonical form {CanonicalForm.Version}, {PhoneNumber.MetadataVersion}, profiles {ProfileSet.Version}");

    /// <summary>The day that counts for a plan.</summary>
    public static string DayOf(PlanSource source, DateTimeOffset now)
    {
        var isDated = source.Rows is { } rows && (rows.LongestInactive is not null || rows.Columns.Values.Any(c => c.Format is not null));
        return isDated ? now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
    }

    public long GetLength(int section) => Sections.FirstOrDefault(s => s.Section == section).Length;

    public byte[] Write(IndexHeader header)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(header.Write());
        foreach (var text in (string[])[KeyId, SuppressionKeyId, Forms, PlanDigest, Origin, Stamp, Day])
        {
            writer.Write(text);
        }

        writer.Write(BuiltAt.UtcTicks);
        writer.Write(Rows);
        writer.Write(OwnUsers);
        writer.Write(IdsDigest);
        writer.Write(ContentDigest);
        IndexCounts.Write(writer, Counts);
        writer.Write(Sections.Count);
        foreach (var (section, length) in Sections)
        {
            writer.Write(section);
            writer.Write(length);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null where the header is another than the file's.</summary>
    public static IndexFacts? Read(byte[] description, IndexHeader header)
    {
        using var reader = new BinaryReader(new MemoryStream(description), Encoding.UTF8);
        if (!reader.ReadBytes(IndexLayout.HeaderLength).AsSpan().SequenceEqual(header.Write()))
        {
            return null;
        }

        return new IndexFacts
        {
            KeyId = reader.ReadString(),
            SuppressionKeyId = reader.ReadString(),
            Forms = reader.ReadString(),
            PlanDigest = reader.ReadString(),
            Origin = reader.ReadString(),
            Stamp = reader.ReadString(),
            Day = reader.ReadString(),
            BuiltAt = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero),
            DeleteBy = header.DeleteBy,
            Rows = reader.ReadUInt32(),
            OwnUsers = reader.ReadInt64(),
            IdsDigest = reader.ReadBytes(SourceDigest.Length),
            ContentDigest = reader.ReadBytes(SourceDigest.Length),
            Counts = IndexCounts.Read(reader),
            Sections = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => (reader.ReadInt32(), reader.ReadInt64()))],
        };
    }
}
