using System.Buffers.Binary;
using Onboarding.Identifiers;
using Onboarding.Internal;
using Onboarding.Keys;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Matching.Indexes;

/// <summary>Builds the index of the own users that a plan names.</summary>
internal sealed class IndexBuilder(ReviewedPlan plan, IRecordSource records, RunKeys keys, OnboardingRunOptions options)
{
    /// <exception cref="OnboardingException"><c>SOURCE_CHANGED</c>, and what reading the source refuses.</exception>
    public async ValueTask<IndexFacts> BuildAsync(string path, CancellationToken cancellationToken)
    {
        var now = options.Time.GetUtcNow();
        var folder = Path.GetFullPath(options.PrivateFolder);
        DurableFile.CreatePrivateFolder(folder);
        DurableFile.DeleteOldTemporaries(Path.GetDirectoryName(path)!);
        var stamp = records.ComputeStamp();
        using var digest = new SourceDigest();
        using var columns = new OwnUserColumns(folder, keepsIds: false, keepsSuppressionTokens: true);
        await new OwnUserReading(plan, records, keys, options) { Seen = digest.Add }.ReadAsync(columns, SuppressionSnapshot.Empty, cancellationToken).ConfigureAwait(false);
        if (records.ComputeStamp() != stamp)
        {
            throw new OnboardingException(Reasons.SourceChanged, "the source was written to while it was read");
        }

        var rows = columns.Rows;
        var (ids, contents) = digest.Complete();
        using var writer = new IndexWriter(path, keys.Party, plan.DeleteBy.Resolve(now), cancellationToken);
        var own = rows.Kept.Clone();
        foreach (var kind in IdentifierKinds.All)
        {
            using var tokens = columns.OpenSortedTokens(kind);
            Write(writer, IndexLayout.TokensOf(kind), w => w.Add(tokens));
        }

        using var suppression = columns.OpenSuppressionTokens();
        Write(writer, IndexLayout.SuppressionTokens, w => w.Add(suppression));
        Write(writer, IndexLayout.Repeats, w => columns.VisitRepeats((row, first) =>
        {
            Span<byte> pair = stackalloc byte[2 * sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(pair, row);
            BinaryPrimitives.WriteUInt32LittleEndian(pair[sizeof(uint)..], first);
            w.Add(pair);
            _ = own.Remove(row) && own.Add(first);
        }));
        Write(writer, IndexLayout.Kept, w => rows.Kept.Write(rows.Count, w.Add));
        Write(writer, IndexLayout.Refused, w => rows.Refused.Write(rows.Count, w.Add));
        foreach (var kind in IdentifierKinds.All)
        {
            Write(writer, IndexLayout.RowsOf(kind), w => rows.ByKind[(int)kind - 1].Write(rows.Count, w.Add));
        }

        return writer.Publish(new IndexFacts
        {
            KeyId = keys.Party.Id,
            SuppressionKeyId = keys.Suppression.Id,
            Forms = IndexFacts.CurrentForms,
            PlanDigest = plan.Digest,
            Origin = records.Origin,
            Stamp = stamp ?? "",
            Day = IndexFacts.DayOf(plan.Source, now),
            BuiltAt = now,
            DeleteBy = writer.DeleteBy,
            Rows = rows.Count,
            OwnUsers = own.Count(),
            IdsDigest = ids,
            ContentDigest = contents,
            Counts = columns.Counts,
        });
    }

    private static void Write(IndexWriter writer, int section, Action<IndexWriter> write)
    {
        writer.BeginSection(section);
        write(writer);
        writer.EndSection();
    }
}
