using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Onboarding.Identifiers;
using Onboarding.Records;
using Onboarding.Suppression;

namespace Onboarding.Core.Tests.Records;

/// <summary>The examples of docs/sources.md; a test compares them.</summary>
internal static class DbRecordExamples
{
    internal static IRecordSource Postgres(NpgsqlDataSource dataSource)
    {
        #region postgres
        IRecordSource records = DbRecords.FromQuery(dataSource, "select email, card from customers where country = 'NL'");
        #endregion
        return records;
    }

    internal static IRecordSource Parameters(string connectionString, string country)
    {
        #region parameters
        DbDataSource crm = SqliteFactory.Instance.CreateDataSource(connectionString);        // SqlClientFactory.Instance likewise
        IRecordSource records = DbRecords.FromQuery(crm, "select email, card from customers where country = $country", command =>
        {
            command.CommandTimeout = 600;                                                    // seconds
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = "$country";
            parameter.Value = country;
            command.Parameters.Add(parameter);
        });
        #endregion
        return records;
    }

    internal static IRecordSource Reader(DbCommand command)
    {
        #region reader
        IRecordSource records = DbRecords.FromReader(command.ExecuteReaderAsync);
        #endregion
        return records;
    }

    internal static SuppressionSource OptOuts(NpgsqlDataSource dataSource)
    {
        #region opt-outs
        SuppressionSource optOuts = SuppressionSource.FromLists(new SuppressionList(
            "crm opt-outs",
            DbRecords.FromQuery(dataSource, "select email from objections"),
            [new SuppressionColumn("email", IdentifierKind.Email, SuppressionValueForm.Clear)]));
        #endregion
        return optOuts;
    }

    internal static IRecordSource Enumerable(Func<CancellationToken, IAsyncEnumerable<Customer>> readCustomers)
    {
        #region enumerable
        IRecordSource records = EnumerableRecords
            .From(ct => readCustomers(ct))                       // IAsyncEnumerable<Customer>, begun anew at each call
            .Column("email", c => c.Email)
            .Column("card", c => c.CardNumber);                  // a long?, written in the invariant culture
        #endregion
        return records;
    }

    internal sealed record Customer(string? Email, long? CardNumber);
}

#region own
/// <summary>A file with an address on each line.</summary>
internal sealed class LineRecords(string path) : IRecordSource
{
    public ValueTask<IRecordReader> OpenAsync(IReadOnlyList<string> columns, CancellationToken cancellationToken)
    {
        ColumnMap map = ColumnMap.Find(["email"], columns, "the list");                      // COLUMN_MISSING, should the plan want another
        return ValueTask.FromResult<IRecordReader>(new Reader(File.OpenText(path), map));
    }

    private sealed class Reader(StreamReader lines, ColumnMap map) : IRecordReader
    {
        private long _line;

        public IReadOnlyList<string> UnreadColumns => map.Unread;

        public async ValueTask<bool> ReadAsync(RecordBatch batch, CancellationToken cancellationToken)
        {
            while (!batch.IsFull)
            {
                if (await lines.ReadLineAsync(cancellationToken) is not { } line)
                {
                    return false;
                }

                batch.BeginRecord(++_line);
                foreach (int _ in map.Wanted)
                {
                    batch.AddValue(line);
                }

                batch.EndRecord();
            }

            return true;
        }

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
#endregion
