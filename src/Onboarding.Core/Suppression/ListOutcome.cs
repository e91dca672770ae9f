using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Onboarding.Identifiers;
using Onboarding.Keys;
using Onboarding.Profiles;

namespace Onboarding.Suppression;

/// <summary>What an import of a list came to, as the store keeps it: the next one gives the same report without reading the list, as long as nothing changed that decides about it.</summary>
/// <remarks>
/// The report, then HMAC-SHA-256 over everything that decides about it and the report, under a key of the suppression key: a plain digest of a short list would confirm who stands on it, and
/// nobody without the key can make a store say that a list was imported.
/// </remarks>
/// <param name="card">The suppression key.</param>
/// <param name="list">The list.</param>
/// <param name="asOf">When the list was last brought up to date, as it said before <paramref name="digest"/> was computed.</param>
/// <param name="digest">The digest of the list's source.</param>
/// <param name="totals">What the store held after that.</param>
/// <param name="tracksForms">See <see cref="OptOutImport.TracksForms"/>.</param>
internal sealed class ListOutcome(KeyCard card, SuppressionList list, DateTimeOffset? asOf, string digest, OptOutTotals totals, bool tracksForms)
{
    /// <summary>Writes what the import that read the list came to.</summary>
    public byte[] Write(OptOutImportReport report)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(tracksForms);
        writer.Write(totals.Withdrawn);
        writer.Write(totals.Active + totals.Withdrawn + report.Added);
        writer.Write(report.Values);
        writer.Write(report.Added + report.Known);
        writer.Write(report.TakenBack);
        writer.Write(report.Rejected.Count);
        foreach (var (reason, count) in report.Rejected)
        {
            writer.Write(reason);
            writer.Write(count);
        }

        writer.Write(report.RejectedLines.Count);
        foreach (var (file, line, reason) in report.RejectedLines)
        {
            writer.Write(file);
            writer.Write(line);
            writer.Write(reason);
        }

        writer.Write(report.Notes.Count);
        foreach (var note in report.Notes)
        {
            writer.Write(note);
        }

        var written = stream.ToArray();
        return [.. written, .. ComputeMac(written)];
    }

    /// <summary>The report that reading the list would give; null where it has to be read.</summary>
    /// <remarks>Additions decide nothing. A withdrawal may be older than the list, which then says no again; opt-outs that the store has lost are to be added again.</remarks>
    public OptOutImportReport? Find(ReadOnlyMemory<byte> stored)
    {
        var length = stored.Length - HMACSHA256.HashSizeInBytes;
        if (length <= 0 || !CryptographicOperations.FixedTimeEquals(ComputeMac(stored.Span[..length]), stored.Span[length..]))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(stored[..length].ToArray()), Encoding.UTF8);
        var trackedForms = reader.ReadBoolean();
        var withdrawn = reader.ReadInt64();
        var held = reader.ReadInt64();
        return (trackedForms || !tracksForms) && withdrawn == totals.Withdrawn && held <= totals.Active + totals.Withdrawn ? ReadReport(reader) : null;
    }

    private OptOutImportReport ReadReport(BinaryReader reader) => new()
    {
        List = list.Name,
        AsOf = asOf,
        Values = reader.ReadInt64(),
        Added = 0,
        Known = reader.ReadInt64(),
        TakenBack = reader.ReadInt64(),
        Rejected = ReadMany(reader, static r => KeyValuePair.Create(r.ReadString(), r.ReadInt64())).ToDictionary(StringComparer.Ordinal),
        RejectedLines = ReadMany(reader, static r => (r.ReadString(), r.ReadInt64(), r.ReadString())),
        Notes = ReadMany(reader, static r => r.ReadString()),
    };

    private static T[] ReadMany<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var items = new T[reader.ReadInt32()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = read(reader);
        }

        return items;
    }

    private byte[] ComputeMac(ReadOnlySpan<byte> report)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(VersionOf(typeof(ListOutcome)));
        writer.Write(VersionOf(list.Source.GetType()));
        writer.Write(CanonicalForm.Version);
        writer.Write(ProfileSet.Version);
        writer.Write(digest);
        writer.Write(list.Name);
        writer.Write(list.Source.Origin);
        writer.Write(asOf?.UtcTicks ?? -1);
        writer.Write(list.Region.ToString());
        writer.Write(list.CountryColumn is not null);
        writer.Write(list.CountryColumn ?? "");
        writer.Write(list.Countries?.ToString() ?? "");
        writer.Write(list.Columns.Count);
        foreach (var column in list.Columns)
        {
            writer.Write(column.Name);
            writer.Write((int)column.Kind);
            writer.Write((int)column.Form);
        }

        writer.Write(list.Objections.Count);
        foreach (var column in list.Objections)
        {
            writer.Write(column.Name);
            writer.Write((int)column.Channel);
            writer.Write((int)column.Polarity);
        }

        writer.Write(list.Split.Count);
        foreach (var (kind, separator) in list.Split.OrderBy(s => s.Key))
        {
            writer.Write((int)kind);
            writer.Write((ushort)separator);
        }

        writer.Write(report);
        using var key = KeyDerivation.Derive(card.Material, KeyDerivation.ListLabel, "", card.Domain);
        return HMACSHA256.HashData(key.Span, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    // A newer version of what reads may read the same bytes otherwise.
    private static string VersionOf(Type type) => type.FullName + " " + type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
