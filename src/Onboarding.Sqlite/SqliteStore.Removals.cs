using Microsoft.Data.Sqlite;
using Onboarding.Delivery;

namespace Onboarding;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public ValueTask<long?> GetComparedAsync(string output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        return ValueTask.FromResult(_file.Read(connection => GetCompared(connection, output), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<bool> AddRemovalsAsync(string output, long? from, long through, IReadOnlyList<NewRemoval> removals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(removals);
        return ValueTask.FromResult(_file.Write(connection =>
        {
            if (GetCompared(connection, output) != from)
            {
                return false;
            }

            connection.Execute("replace into marks (output, compared) values ($1, $2)", output, through);
            using var insert = connection.Sql(
                "insert or ignore into removals (output, position, part, domain, key_id, cause, subject, since, state) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                new object?[9]);
            foreach (var removal in removals)
            {
                insert.ExecuteWith(
                    output,
                    removal.Position,
                    removal.Part,
                    removal.Domain,
                    removal.KeyId,
                    removal.Cause.ToString(),
                    removal.Subject.ToArray(),
                    removal.Since.UtcTicks,
                    nameof(RemovalState.Pending));
            }

            return true;
        }, cancellationToken));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Removal> ReadRemovalsAsync(string? domain, IReadOnlyList<RemovalState> states, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(states);
        object?[] values = [domain, .. states.Select(s => s.ToString())];
        var condition = states.Count == 0 ? "" : $"and state in ({string.Join(", ", states.Select((_, i) => $"${i + 2}"))})";
        return _file.Query(
            $"select number, output, domain, key_id, cause, subject, position, part, since, state, list, changed from removals where ($1 is null or domain = $1) {condition} order by number",
            values,
            ReadRemoval,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<long> MarkExportedAsync(string domain, string keyId, long throughNumber, string list, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(list);
        return ValueTask.FromResult<long>(_file.Write(
            connection => connection.Execute(
                "update removals set state = 'Exported', list = $1, changed = $2 where state in ('Pending', 'Failed') and number <= $3 and domain = $4 and key_id = $5",
                list,
                at.UtcTicks,
                throughNumber,
                domain,
                keyId),
            cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<long> MarkListAsync(string list, RemovalState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(list);
        var outcome = StoreRules.CheckOutcome(state).ToString();
        return ValueTask.FromResult<long>(_file.Write(
            connection => connection.Execute("update removals set state = $1, changed = $2 where list = $3 and state = 'Exported'", outcome, at.UtcTicks, list),
            cancellationToken));
    }

    private static long? GetCompared(SqliteConnection connection, string output) => (long?)connection.Scalar("select compared from marks where output = $1", output);

    private static Removal ReadRemoval(SqliteDataReader reader) => new()
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
            Part = checked((int)reader.GetInt64(7)),
            Since = reader.GetTime(8),
        },
        State = Enum.Parse<RemovalState>(reader.GetString(9)),
        List = reader.IsDBNull(10) ? null : reader.GetString(10),
        Changed = reader.FindTime(11),
    };
}
