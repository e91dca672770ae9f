using System.Text;
using Npgsql;
using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding;

public sealed partial class PostgreSqlStore
{
    /// <inheritdoc/>
    public ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);

        // Seconds since 1970 as the start: a sender who lost the ledger still goes on above what recipients have accepted.
        return _database.WriteAsync(
            async connection => (long)(await connection.ScalarAsync(
                "insert into serials as s (domain, last) values ($1, $2) on conflict (domain) do update set last = greatest(s.last + 1, excluded.last) returning last",
                [domain.ToString(), now.ToUnixTimeSeconds()],
                cancellationToken).ConfigureAwait(false))!,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await _database.WriteAsync(async connection =>
        {
            if (StoreRules.HasOwnSerial(entry))
            {
                await connection.ExecuteAsync(
                    "insert into serials as s (domain, last) values ($1, $2) on conflict (domain) do update set last = greatest(s.last, excluded.last)",
                    [entry.Domain, entry.Serial],
                    cancellationToken).ConfigureAwait(false);
            }

            return await connection.ExecuteAsync(
                "insert into ledger (output, domain, event, serial, entry) values ($1, $2, $3, $4, $5)",
                [entry.Output, entry.Domain, entry.Event.ToString(), entry.Serial, Encoding.UTF8.GetString(entry.ToUtf8())],
                cancellationToken).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadAsync(CancellationToken cancellationToken) => _database.Query("select id, entry from ledger order by id", [], ReadEntry, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(string output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        await _database.WriteAsync(
            connection => connection.ExecuteAsync(
                "with entries as (delete from ledger where output = $1), taken as (delete from removals where output = $1) delete from marks where output = $1",
                [output],
                cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private static LedgerEntry ReadEntry(NpgsqlDataReader reader)
    {
        return LedgerEntry.TryParse(Encoding.UTF8.GetBytes(reader.GetString(1)), out var entry)
            ? entry
            : throw new OnboardingException(Reasons.LedgerDamaged, $"entry {reader.GetInt64(0)} of the ledger is none of version 1");
    }
}
