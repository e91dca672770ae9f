using Npgsql;
using NpgsqlTypes;
using Onboarding.Suppression;

namespace Onboarding;

public sealed partial class PostgreSqlStore
{
    private const string OptOutColumns = "o.number, o.change, o.key_id, o.scope, o.origin, o.profile_set, o.effective, o.withdrawn, o.tokens";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OptOutReceipt>> AddAsync(IReadOnlyList<OptOut> optOuts, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(optOuts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(optOuts.Count, OptOutBatch.Most, nameof(optOuts));
        var firsts = TokenSet.FirstOf(optOuts);
        return _database.WriteAsync<IReadOnlyList<OptOutReceipt>>(async connection =>
        {
            var lastNumber = (long)(await connection.ScalarAsync("select coalesce(max(number), 0) from opt_outs", [], cancellationToken).ConfigureAwait(false))!;
            var batch = new OptOutBatch(lastNumber, await LastChangeAsync(connection, cancellationToken).ConfigureAwait(false), asOf);
            (await FindAsync(connection, firsts, cancellationToken).ConfigureAwait(false)).ForEach(batch.Load);
            OptOutReceipt[] receipts = [.. optOuts.Select(batch.Add)];
            await InsertAsync(connection, batch, cancellationToken).ConfigureAwait(false);
            await UpdateAsync(connection, [.. batch.Changed], cancellationToken).ConfigureAwait(false);
            await IndexAsync(connection, [.. batch.Index], cancellationToken).ConfigureAwait(false);
            return receipts;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> WithdrawAsync(ReadOnlyMemory<byte> tokens, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var wanted = TokenSet.Parse(tokens);
        return _database.WriteAsync<IReadOnlyList<long>>(async connection =>
        {
            var found = await FindAsync(connection, wanted, cancellationToken).ConfigureAwait(false);
            long[] numbers = [.. found.Where(o => o.Withdrawn is null && wanted.Overlaps(o)).Select(o => o.Number)];
            await connection.ExecuteAsync(
                "update opt_outs o set withdrawn = $1, change = $2 + n.place from unnest($3) with ordinality n (number, place) where o.number = n.number",
                [at.UtcTicks, await LastChangeAsync(connection, cancellationToken).ConfigureAwait(false), numbers],
                cancellationToken).ConfigureAwait(false);
            return numbers;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredOptOut>> FindAsync(ReadOnlyMemory<byte> tokens, CancellationToken cancellationToken)
    {
        var wanted = TokenSet.ParseFew(tokens);
        return _database.ReadAsync<IReadOnlyList<StoredOptOut>>(
            async connection => (await FindAsync(connection, wanted, cancellationToken).ConfigureAwait(false)).FindAll(wanted.Overlaps),
            cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredOptOut> ReadChangesAsync(long after, CancellationToken cancellationToken)
    {
        return _database.Query($"select {OptOutColumns} from opt_outs o where o.change > $1 order by o.change", [after], ReadOptOut, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetLastChangeAsync(CancellationToken cancellationToken) => _database.ReadAsync(connection => LastChangeAsync(connection, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken)
    {
        return _database.ReadAsync(
            async connection => (await connection.ListAsync(
                "select count(*), count(withdrawn), count(*) filter (where withdrawn is null and profile_set = 0) from opt_outs",
                [],
                reader => new OptOutTotals(reader.GetInt64(0) - reader.GetInt64(1), reader.GetInt64(1), reader.GetInt64(2)),
                cancellationToken).ConfigureAwait(false))[0],
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ListImport?> FindImportAsync(string list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        return _database.ReadAsync(
            async connection => (await connection.ListAsync(
                "select count, as_of, read_at, coalesce(outcome, '') from imports where list = $1",
                [list],
                reader => new ListImport { List = list, Values = reader.GetInt64(0), AsOf = reader.FindTime(1), ReadAt = reader.GetTime(2), Outcome = reader.GetFieldValue<byte[]>(3) },
                cancellationToken).ConfigureAwait(false)).SingleOrDefault(),
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask RecordImportAsync(ListImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        await _database.WriteAsync(
            connection => connection.ExecuteAsync(
                "insert into imports (list, count, as_of, read_at, outcome) values ($1, $2, $3, $4, $5) on conflict (list) do update set count = excluded.count, as_of = excluded.as_of, read_at = excluded.read_at, outcome = excluded.outcome",
                [import.List, import.Values, import.AsOf?.UtcTicks, import.ReadAt.UtcTicks, import.Outcome.ToArray()],
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<long> LastChangeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        return (long)(await connection.ScalarAsync("select coalesce(max(change), 0) from opt_outs", [], cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>By ascending number; some only share the first bytes of a token.</summary>
    private static ValueTask<List<StoredOptOut>> FindAsync(NpgsqlConnection connection, TokenSet wanted, CancellationToken cancellationToken)
    {
        return connection.ListAsync(
            $"select {OptOutColumns} from opt_outs o where o.number in (select t.number from opt_out_tokens t where t.prefix = any($1)) order by o.number",
            [wanted.Prefixes],
            ReadOptOut,
            cancellationToken);
    }

    private static StoredOptOut ReadOptOut(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetInt64(0),
        Change = reader.GetInt64(1),
        Withdrawn = reader.FindTime(7),
        OptOut = new OptOut
        {
            Tokens = reader.GetFieldValue<byte[]>(8),
            KeyId = reader.GetString(2),
            Scope = OptOutScope.Parse(reader.GetString(3)),
            Origin = reader.GetString(4),
            ProfileSet = reader.GetInt32(5),
            Effective = reader.GetTime(6),
        },
    };

    private static async ValueTask InsertAsync(NpgsqlConnection connection, OptOutBatch batch, CancellationToken cancellationToken)
    {
        var copy = await connection.BeginBinaryImportAsync("copy opt_outs (number, change, key_id, scope, origin, profile_set, effective, tokens) from stdin (format binary)", cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            foreach (var added in batch.Added)
            {
                var optOut = added.OptOut;
                await copy.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(added.Number, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(added.Change, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(optOut.KeyId, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(optOut.Scope.ToString(), NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(optOut.Origin, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(optOut.ProfileSet, NpgsqlDbType.Integer, cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(optOut.Effective.UtcTicks, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await copy.WriteAsync(optOut.Tokens, NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
            }

            await copy.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask UpdateAsync(NpgsqlConnection connection, StoredOptOut[] changed, CancellationToken cancellationToken)
    {
        if (changed.Length > 0)
        {
            await connection.ExecuteAsync(
                "update opt_outs o set change = n.change, profile_set = n.profile_set, tokens = n.tokens from unnest($1, $2, $3, $4) n (number, change, profile_set, tokens) where o.number = n.number",
                [changed.Select(o => o.Number).ToArray(), changed.Select(o => o.Change).ToArray(), changed.Select(o => o.OptOut.ProfileSet).ToArray(), changed.Select(o => o.OptOut.Tokens.ToArray()).ToArray()],
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask IndexAsync(NpgsqlConnection connection, (long Prefix, long Number)[] index, CancellationToken cancellationToken)
    {
        if (index.Length > 0)
        {
            await connection.ExecuteAsync(
                "insert into opt_out_tokens (prefix, number) select * from unnest($1, $2) on conflict do nothing",
                [index.Select(i => i.Prefix).ToArray(), index.Select(i => i.Number).ToArray()],
                cancellationToken).ConfigureAwait(false);
        }
    }
}
