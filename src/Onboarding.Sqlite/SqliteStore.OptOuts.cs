using Microsoft.Data.Sqlite;
using Onboarding.Suppression;

namespace Onboarding;

public sealed partial class SqliteStore
{
    private const string OptOutColumns = "o.number, o.change, o.key_id, o.scope, o.origin, o.profile_set, o.effective, o.withdrawn, o.tokens";

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OptOutReceipt>> AddAsync(IReadOnlyList<OptOut> optOuts, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(optOuts);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(optOuts.Count, OptOutBatch.Most, nameof(optOuts));
        var firsts = TokenSet.FirstOf(optOuts);
        return ValueTask.FromResult(_file.Write<IReadOnlyList<OptOutReceipt>>(connection =>
        {
            var batch = new OptOutBatch((long)connection.Scalar("select coalesce(max(number), 0) from opt_outs")!, GetLastChange(connection), asOf);
            Find(connection, firsts).ForEach(batch.Load);
            OptOutReceipt[] receipts = [.. optOuts.Select(batch.Add)];
            Store(connection, batch, cancellationToken);
            return receipts;
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> WithdrawAsync(ReadOnlyMemory<byte> tokens, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var wanted = TokenSet.Parse(tokens);
        return ValueTask.FromResult(_file.Write<IReadOnlyList<long>>(connection =>
        {
            long[] numbers = [.. Find(connection, wanted).Where(o => o.Withdrawn is null && wanted.Overlaps(o)).Select(o => o.Number)];
            var change = GetLastChange(connection);
            using var command = connection.Sql("update opt_outs set withdrawn = $1, change = $2 where number = $3", at.UtcTicks, null, null);
            foreach (var number in numbers)
            {
                command.ExecuteWith(at.UtcTicks, ++change, number);
            }

            return numbers;
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredOptOut>> FindAsync(ReadOnlyMemory<byte> tokens, CancellationToken cancellationToken)
    {
        var wanted = TokenSet.ParseFew(tokens);
        return ValueTask.FromResult<IReadOnlyList<StoredOptOut>>(_file.Read(connection => Find(connection, wanted).FindAll(wanted.Overlaps), cancellationToken));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredOptOut> ReadChangesAsync(long after, CancellationToken cancellationToken)
    {
        return _file.Query($"select {OptOutColumns} from opt_outs o where o.change > $1 order by o.change", [after], ReadOptOut, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> GetLastChangeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_file.Read(GetLastChange, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<OptOutTotals> CountAsync(CancellationToken cancellationToken)
    {
        return ValueTask.FromResult(_file.Read(connection =>
        {
            using var command = connection.Sql("select count(*), count(withdrawn), count(*) filter (where withdrawn is null and profile_set = 0) from opt_outs");
            using var reader = command.ExecuteReader();
            reader.Read();
            return new OptOutTotals(reader.GetInt64(0) - reader.GetInt64(1), reader.GetInt64(1), reader.GetInt64(2));
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<ListImport?> FindImportAsync(string list, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        return ValueTask.FromResult(_file.Read(connection =>
        {
            using var command = connection.Sql("select count, as_of, read_at, coalesce(outcome, x'') from imports where list = $1", list);
            using var reader = command.ExecuteReader();
            return reader.Read() ? new ListImport { List = list, Values = reader.GetInt64(0), AsOf = reader.FindTime(1), ReadAt = reader.GetTime(2), Outcome = reader.GetFieldValue<byte[]>(3) } : null;
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask RecordImportAsync(ListImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        _file.Write(connection => connection.Execute("replace into imports (list, count, as_of, read_at, outcome) values ($1, $2, $3, $4, $5)", import.List, import.Values, import.AsOf?.UtcTicks, import.ReadAt.UtcTicks, import.Outcome.ToArray()), cancellationToken);
        return ValueTask.CompletedTask;
    }

    private static long GetLastChange(SqliteConnection connection) => (long)connection.Scalar("select coalesce(max(change), 0) from opt_outs")!;

    /// <summary>By ascending number; some only share the first bytes of a token.</summary>
    private static List<StoredOptOut> Find(SqliteConnection connection, TokenSet wanted)
    {
        var numbers = new SortedSet<long>();
        using (var index = new SqliteStatement(connection, "select number from opt_out_tokens where prefix = ?1"))
        {
            foreach (var prefix in wanted.Prefixes)
            {
                index.Bind(1, prefix).ReadInto(numbers);
            }
        }

        var found = new List<StoredOptOut>(numbers.Count);
        using var command = connection.Sql($"select {OptOutColumns} from opt_outs o where o.number = $1", 0L);
        foreach (var number in numbers)
        {
            command.Bind(number);
            using var reader = command.ExecuteReader();
            found.Add(reader.Read() ? ReadOptOut(reader) : throw SqliteErrors.Damaged(null));
        }

        return found;
    }

    private static StoredOptOut ReadOptOut(SqliteDataReader reader) => new()
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
            ProfileSet = checked((int)reader.GetInt64(5)),
            Effective = reader.GetTime(6),
        },
    };

    private static void Store(SqliteConnection connection, OptOutBatch batch, CancellationToken cancellationToken)
    {
        using (var insert = new SqliteStatement(connection, "insert into opt_outs (number, change, key_id, scope, origin, profile_set, effective, tokens) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"))
        {
            foreach (var added in batch.Added)
            {
                var optOut = added.OptOut;
                insert.Bind(1, added.Number).Bind(2, added.Change).Bind(3, optOut.KeyId).Bind(4, optOut.Scope.ToString()).Bind(5, optOut.Origin)
                    .Bind(6, optOut.ProfileSet).Bind(7, optOut.Effective.UtcTicks).Bind(8, optOut.Tokens.Span).Execute();
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        using (var update = connection.Sql("update opt_outs set change = $1, profile_set = $2, tokens = $3 where number = $4", new object?[4]))
        {
            foreach (var changed in batch.Changed)
            {
                update.ExecuteWith(changed.Change, changed.OptOut.ProfileSet, changed.OptOut.Tokens.ToArray(), changed.Number);
            }
        }

        using var index = new SqliteStatement(connection, "insert or ignore into opt_out_tokens (prefix, number) values (?1, ?2)");
        foreach (var (prefix, number) in batch.Index)
        {
            index.Bind(1, prefix).Bind(2, number).Execute();
        }
    }
}
