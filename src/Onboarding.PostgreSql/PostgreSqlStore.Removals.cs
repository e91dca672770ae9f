using Npgsql;
using Onboarding.Delivery;

namespace Onboarding;

public sealed partial class PostgreSqlStore
{
    /// <inheritdoc/>
    public ValueTask<long?> GetComparedAsync(string output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        return _database.ReadAsync(connection => ComparedAsync(connection, output, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> AddRemovalsAsync(string output, long? from, long through, IReadOnlyList<NewRemoval> removals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(removals);
        return _database.WriteAsync(async connection =>
        {
            if (await ComparedAsync(connection, output, cancellationToken).ConfigureAwait(false) != from)
            {
                return false;
            }

            await connection.ExecuteAsync(
                "insert into marks (output, compared) values ($1, $2) on conflict (output) do update set compared = excluded.compared",
                [output, through],
                cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(
                """
                insert into removals (output, position, part, domain, key_id, cause, subject, since, state)
                select $1, r.position, r.part, r.domain, r.key_id, r.cause, r.subject, r.since, 'Pending'
                from unnest($2, $3, $4, $5, $6, $7, $8) with ordinality r (position, part, domain, key_id, cause, subject, since, place)
                order by r.place
                on conflict do nothing
                """,
                [
                    output,
                    removals.Select(r => r.Position).ToArray(),
                    removals.Select(r => r.Part).ToArray(),
                    removals.Select(r => r.Domain).ToArray(),
                    removals.Select(r => r.KeyId).ToArray(),
                    removals.Select(r => r.Cause.ToString()).ToArray(),
                    removals.Select(r => r.Subject.ToArray()).ToArray(),
                    removals.Select(r => r.Since.UtcTicks).ToArray(),
                ],
                cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Removal> ReadRemovalsAsync(string? domain, IReadOnlyList<RemovalState> states, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(states);
        return _database.Query(
            """
            select number, output, domain, key_id, cause, subject, position, part, since, state, list, changed from removals
            where ($1::text is null or domain = $1) and (cardinality($2) = 0 or state = any($2))
            order by number
            """,
            [domain, states.Select(s => s.ToString()).ToArray()],
            ReadRemoval,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> MarkExportedAsync(string domain, string keyId, long throughNumber, string list, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(list);
        return _database.WriteAsync<long>(
            async connection => await connection.ExecuteAsync(
                "update removals set state = 'Exported', list = $1, changed = $2 where state in ('Pending', 'Failed') and number <= $3 and domain = $4 and key_id = $5",
                [list, at.UtcTicks, throughNumber, domain, keyId],
                cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> MarkListAsync(string list, RemovalState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        var outcome = StoreRules.CheckOutcome(state).ToString();
        return _database.WriteAsync<long>(
            async connection => await connection.ExecuteAsync(
                "update removals set state = $1, changed = $2 where list = $3 and state = 'Exported'",
                [outcome, at.UtcTicks, list],
                cancellationToken).ConfigureAwait(false),
            cancellationToken);
    }

    private static async ValueTask<long?> ComparedAsync(NpgsqlConnection connection, string output, CancellationToken cancellationToken)
    {
        return (long?)await connection.ScalarAsync("select compared from marks where output = $1", [output], cancellationToken).ConfigureAwait(false);
    }

    private static Removal ReadRemoval(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetInt64(0),
        Output = reader.GetString(1),
        Content = new NewRemoval
        {
            Domain = reader.GetString(2),
            KeyId = reader.GetString(3),
            Cause = Enum.Parse<RemovalCause>(reader.GetString(4)),
            Subject = reader.GetFieldValue<byte[]>(5),
            Position = reader.GetInt64(6),
            Part = reader.GetInt32(7),
            Since = reader.GetTime(8),
        },
        State = Enum.Parse<RemovalState>(reader.GetString(9)),
        List = reader.IsDBNull(10) ? null : reader.GetString(10),
        Changed = reader.FindTime(11),
    };
}
