using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Plans;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Matching.Indexes;

/// <summary>The own users from an index; only their own ids are read from the source, and it is checked to be the one that was indexed.</summary>
internal sealed class IndexedOwnUsers : IOwnUsers
{
    private readonly IndexFile _index;
    private readonly ReviewedPlan _plan;
    private readonly IRecordSource _records;
    private readonly OnboardingRunOptions _options;
    private RecordLog? _ids;

    /// <summary>Loads the bits of the rows.</summary>
    /// <param name="index">The index; disposed with this, also where this throws.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="records">The source.</param>
    /// <param name="options">Private folder and progress.</param>
    public IndexedOwnUsers(IndexFile index, ReviewedPlan plan, IRecordSource records, OnboardingRunOptions options)
    {
        (_index, _plan, _records, _options) = (index, plan, records, options);
        try
        {
            Rows = new OwnRows
            {
                Count = index.Facts.Rows,
                Kept = index.ReadRows(IndexLayout.Kept),
                Refused = index.ReadRows(IndexLayout.Refused),
                ByKind = [.. IdentifierKinds.All.Select(kind => index.ReadRows(IndexLayout.RowsOf(kind)))],
            };
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    public OwnUserCounts Counts => _index.Facts.Counts;

    public OwnRows Rows { get; }

    public ITokenSource OpenTokens(IdentifierKind kind) => _index.OpenTokens(kind);

    /// <summary>Finds who is on the list now. Opt-outs that are known by a hash alone name nobody here; who calls looks for them first.</summary>
    public void Suppress(SnapshotFilter filter, CancellationToken cancellationToken)
    {
        using var source = new IndexTokens(_index.OpenSection(IndexLayout.SuppressionTokens));
        var tokens = new Token[4096];
        var rows = new uint[tokens.Length];
        var found = new bool[tokens.Length];
        for (int count; (count = source.Read(tokens, rows)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            filter.Contains(tokens.AsSpan(0, count), found);
            for (var at = found.AsSpan(0, count).IndexOf(true); at >= 0 && at < count; at++)
            {
                if (found[at])
                {
                    Rows.Refused.Add(rows[at]);
                }
            }
        }
    }

    public void VisitRepeats(Action<uint, uint> visit)
    {
        using var section = _index.OpenSection(IndexLayout.Repeats);
        while (section.MoveNext())
        {
            for (var pairs = section.Current; !pairs.IsEmpty; pairs = pairs[(2 * sizeof(uint))..])
            {
                visit(BinaryPrimitives.ReadUInt32LittleEndian(pairs), BinaryPrimitives.ReadUInt32LittleEndian(pairs[sizeof(uint)..]));
            }
        }
    }

    /// <summary>Whether the source still has the rows that were indexed, where that shows only when they are read. The own ids are kept meanwhile.</summary>
    public async ValueTask<bool> IsSameSourceAsync(CancellationToken cancellationToken)
    {
        if (_index.Facts.Stamp.Length > 0)
        {
            return true;
        }

        _ids = new RecordLog(Path.GetFullPath(_options.PrivateFolder));
        return await TryReadIdsAsync((_, id) => _ids.Add(id), cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="OnboardingException"><c>SOURCE_CHANGED</c>: after the last row, the source is another than the one that was indexed.</exception>
    public async ValueTask VisitIdsAsync(OwnIdVisit visit, CancellationToken cancellationToken)
    {
        if (_ids is not null)
        {
            OwnUserColumns.Visit(_ids, visit, cancellationToken);
        }
        else if (!await TryReadIdsAsync(visit, cancellationToken).ConfigureAwait(false))
        {
            throw new OnboardingException(Reasons.SourceChanged, "the source is not the one that the index was built of; `onboard index update` reads it again");
        }
    }

    public void Dispose()
    {
        _ids?.Dispose();
        _index.Dispose();
    }

    // False where the source turned out to be another one.
    private async ValueTask<bool> TryReadIdsAsync(OwnIdVisit visit, CancellationToken cancellationToken)
    {
        // Which rows are records can depend on every column; where all were, the ids show whether the rows are the same, if the stamp says that nobody wrote to them.
        var facts = _index.Facts;
        var readsAll = facts.Stamp.Length == 0 || facts.Counts.Malformed > 0;
        IReadOnlyList<string> names = readsAll ? RecordIntake.ColumnNames(_plan.Source) : [_plan.Source.IdColumn!];
        var reader = await _records.OpenAsync(names, cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        using var digest = new SourceDigest();
        var batch = new RecordBatch(names.Count);
        var row = 0u;
        try
        {
            for (var more = true; more;)
            {
                more = await reader.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                digest.Add(batch);
                for (var i = 0; i < batch.Count; i++)
                {
                    var id = batch.GetValue(i, batch.ColumnCount - 1);
                    visit(checked(row++), id.Length > TakenRecord.MaxIdLength ? default : id);
                }

                batch.Clear();
                _options.Progress?.Invoke(row);
            }
        }
        finally
        {
            batch.Clear();
        }

        var (ids, contents) = digest.Complete();
        return row == facts.Rows && ids.AsSpan().SequenceEqual(facts.IdsDigest) && (!readsAll || contents.AsSpan().SequenceEqual(facts.ContentDigest)) && (_records.ComputeStamp() ?? "") == facts.Stamp;
    }
}
