using System.Buffers.Binary;
using Onboarding.Hashing;
using Onboarding.Identifiers;
using Onboarding.Records;

namespace Onboarding.Matching;

/// <summary>What one reading of the own users leaves: columns of tokens in encrypted temporary files, and bits for each row. No identifier is among it.</summary>
internal sealed class OwnUserColumns : IOwnUsers
{
    private readonly TokenColumn[] _tokens;
    private readonly TokenColumn? _suppressionTokens;
    private readonly TokenColumn _idDigests;
    private readonly RecordLog? _ids;
    private readonly RecordLog _repeats;

    /// <summary>Empty columns.</summary>
    /// <param name="folder">Where the temporary files stand.</param>
    /// <param name="keepsIds">Whether the own ids are wanted again.</param>
    /// <param name="keepsSuppressionTokens">Whether opt-outs are compared later than now.</param>
    public OwnUserColumns(string folder, bool keepsIds, bool keepsSuppressionTokens)
    {
        _tokens = [.. IdentifierKinds.All.Select(_ => new TokenColumn(folder))];
        _suppressionTokens = keepsSuppressionTokens ? new TokenColumn(folder) : null;
        _idDigests = new TokenColumn(folder);
        _ids = keepsIds ? new RecordLog(folder) : null;
        _repeats = new RecordLog(folder);
    }

    public OwnUserCounts Counts { get; } = new();

    public OwnRows Rows { get; } = new();

    public ITokenSource OpenTokens(IdentifierKind kind) => OpenSortedTokens(kind);

    public TokenColumn.Reader OpenSortedTokens(IdentifierKind kind) => _tokens[(int)kind - 1].OpenSorted();

    /// <summary>The suppression tokens of all identifiers with the ordinals of their rows.</summary>
    public TokenColumn.Reader OpenSuppressionTokens() => _suppressionTokens!.OpenSorted();

    public void VisitRepeats(Action<uint, uint> visit) => _repeats.ForEach(pair => visit(BinaryPrimitives.ReadUInt32LittleEndian(pair), BinaryPrimitives.ReadUInt32LittleEndian(pair[sizeof(uint)..])));

    public ValueTask VisitIdsAsync(OwnIdVisit visit, CancellationToken cancellationToken)
    {
        Visit(_ids!, visit, cancellationToken);
        return ValueTask.CompletedTask;
    }

    /// <summary>Visits own ids that were kept in the order of their rows.</summary>
    public static void Visit(RecordLog ids, OwnIdVisit visit, CancellationToken cancellationToken)
    {
        var row = 0u;
        ids.ForEach(id =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            visit(row++, id);
        });
    }

    /// <summary>Adds the rows of a batch that an intake has processed, with the SHA-256 of their own ids.</summary>
    public void Add(RecordBatch batch, RecordIntake intake, ReadOnlySpan<byte> idDigests)
    {
        Counts.Rows += batch.Count + batch.Malformed.Count;
        Counts.Malformed += batch.Malformed.Count;
        foreach (var rejection in intake.Rejections)
        {
            OwnUserCounts.Add(Counts.Rejected, RejectionReasons.GetCode(rejection.Reason));
        }

        for (var row = 0; row < batch.Count; row++)
        {
            var id = batch.GetValue(row, batch.ColumnCount - 1);
            var isUsable = Add(intake, row, id, new Token(idDigests[(row * Token.Size)..]));
            _ids?.Add(isUsable ? id : default);
            Rows.Count = checked(Rows.Count + 1);
        }
    }

    /// <summary>After the last row: finds the own ids that have several rows, and who is on the list by what a later row showed.</summary>
    public void Complete(Func<Token, bool> isImplied, CancellationToken cancellationToken)
    {
        FindRepeats(cancellationToken);
        _suppressionTokens?.ForEach((token, row) => _ = isImplied(token) && Rows.Refused.Add(row));
    }

    public void Dispose()
    {
        foreach (var column in _tokens)
        {
            column.Dispose();
        }

        _suppressionTokens?.Dispose();
        _idDigests.Dispose();
        _ids?.Dispose();
        _repeats.Dispose();
    }

    // Whether the row has an effect at all.
    private bool Add(RecordIntake intake, int row, ReadOnlySpan<byte> id, Token digest)
    {
        var hasId = !id.IsEmpty && id.Length <= TakenRecord.MaxIdLength;
        var count = AddIdentifiers(intake, row, id, hasId);

        // A row that no identifier of counts may say no all the same, for every row of its own id.
        var isRefused = hasId && (intake.IsDenied(row) || (count > 0 && intake.IsSuppressed(row)));
        if (isRefused)
        {
            Rows.Refused.Add(Rows.Count);
        }

        if (count > 0 || isRefused)
        {
            _idDigests.Add(digest, Rows.Count);
        }

        return count > 0 || isRefused;
    }

    // Returns how many identifiers of the row count. A dropped row matches nobody, but an opt-out in it still keeps its own id out.
    private int AddIdentifiers(RecordIntake intake, int row, ReadOnlySpan<byte> id, bool hasId)
    {
        if (intake.HasTooMany(row))
        {
            Counts.Malformed++;
            return 0;
        }

        var count = intake.GetCount(row);
        var unusable = hasId ? null : id.IsEmpty ? DropReasons.NoOwnId : DropReasons.OwnIdTooLong;
        var drop = unusable ?? intake.GetDropReason(row) ?? (count == 0 ? DropReasons.NoIdentifier : null);
        if (drop is not null)
        {
            OwnUserCounts.Add(Counts.Dropped, drop.Code);
        }

        if (!hasId || count == 0)
        {
            return 0;
        }

        var ordinal = Rows.Count;
        var isKept = drop is null;
        if (isKept)
        {
            Rows.Kept.Add(ordinal);
        }

        for (var i = 0; i < count; i++)
        {
            _suppressionTokens?.Add(intake.GetSuppressionToken(row, i), ordinal);
            if (isKept)
            {
                var kind = intake.GetKind(row, i);
                Rows.ByKind[(int)kind - 1].Add(ordinal);
                if (intake.PseudonymizesSuppressed || !intake.IsSuppressed(row))
                {
                    _tokens[(int)kind - 1].Add(intake.GetPartyToken(row, i), ordinal);
                }
            }
        }

        return count;
    }

    private void FindRepeats(CancellationToken cancellationToken)
    {
        using var reader = _idDigests.OpenSorted();
        var digests = new Token[1024];
        var rows = new uint[1024];
        Span<byte> pair = stackalloc byte[2 * sizeof(uint)];
        (Token Digest, uint Row)? first = null;
        for (int count; (count = reader.Read(digests, rows)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < count; i++)
            {
                if (first is not { } known || !known.Digest.Equals(digests[i]))
                {
                    first = (digests[i], rows[i]);
                    continue;
                }

                BinaryPrimitives.WriteUInt32LittleEndian(pair, rows[i]);
                BinaryPrimitives.WriteUInt32LittleEndian(pair[sizeof(uint)..], known.Row);
                _repeats.Add(pair);
            }
        }
    }
}
