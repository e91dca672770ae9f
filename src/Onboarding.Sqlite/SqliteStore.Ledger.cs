using System.Text;
using Microsoft.Data.Sqlite;
using Onboarding.Delivery;
using Onboarding.Keys;

namespace Onboarding;

public sealed partial class SqliteStore
{
    private const string RaiseSerial = "insert into serials (domain, last) values ($1, $2) on conflict (domain) do update set last = max(last, excluded.last)";

    /// <inheritdoc/>
    public ValueTask<long> ReserveSerialAsync(Domain domain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);

        // Seconds since 1970 as the start: a sender who lost the ledger still goes on above what recipients have accepted.
        return ValueTask.FromResult(_file.Write(
            connection => (long)connection.Scalar(
                "insert into serials (domain, last) values ($1, $2) on conflict (domain) do update set last = max(last + 1, excluded.last) returning last",
                domain.ToString(),
                now.ToUnixTimeSeconds())!,
            cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _file.Write(connection =>
        {
            if (StoreRules.HasOwnSerial(entry))
            {
                connection.Execute(RaiseSerial, entry.Domain, entry.Serial);
            }

            return connection.Execute(
                "insert into ledger (output, domain, event, serial, entry) values ($1, $2, $3, $4, $5)",
                entry.Output,
                entry.Domain,
                entry.Event.ToString(),
                entry.Serial,
                Encoding.UTF8.GetString(entry.ToUtf8()));
        }, cancellationToken);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<LedgerEntry> ReadAsync(CancellationToken cancellationToken) => _file.Query("select id, entry from ledger order by id", [], ReadEntry, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ForgetAsync(string output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        _file.Write(
            connection => connection.Execute("delete from ledger where output = $1; delete from removals where output = $1; delete from marks where output = $1;", output),
            cancellationToken);
        return ValueTask.CompletedTask;
    }

    private static LedgerEntry ReadEntry(SqliteDataReader reader)
    {
        return LedgerEntry.TryParse(Encoding.UTF8.GetBytes(reader.GetString(1)), out var entry)
            ? entry
            : throw new OnboardingException(Reasons.LedgerDamaged, $"entry {reader.GetInt64(0)} of the ledger is none of version 1");
    }
}
