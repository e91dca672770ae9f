using Npgsql;

namespace Onboarding;

/// <summary>The store on a PostgreSQL server: opt-outs, ledger and removals of one party in one schema (docs/stores.md).</summary>
/// <remarks>
/// Several instances and processes share a schema. A server that cannot be reached, or that breaks off a call, is an <see cref="IOException"/>; whether that call was stored is not always known.
/// It is safe to repeat <see cref="AddAsync"/>, <see cref="WithdrawAsync"/> and <see cref="AddRemovalsAsync"/>: what was stored is known then, and is not stored twice.
/// </remarks>
public sealed partial class PostgreSqlStore : IOnboardingStore, IAsyncDisposable
{
    private readonly PostgreSqlDatabase _database;
    private readonly NpgsqlDataSource? _own;

    /// <summary>Opens a store; the tables are made with its first use.</summary>
    /// <param name="connectionString">The server, database and role, in Npgsql's form.</param>
    /// <param name="schema">The schema, 1 to 63 of <c>a-z 0-9 _</c>, no digit first; one for each party. Made where it is missing and the role may.</param>
    /// <exception cref="ArgumentException">The connection string or the schema has not its form.</exception>
    public PostgreSqlStore(string connectionString, string schema = "onboarding")
        : this(Check(schema), NpgsqlDataSource.Create(connectionString), isOwn: true)
    {
    }

    /// <summary>Opens a store through a data source of the caller, who disposes it.</summary>
    /// <param name="source">The data source.</param>
    /// <param name="schema">The schema, as above.</param>
    /// <exception cref="ArgumentException">The schema has not its form.</exception>
    public PostgreSqlStore(NpgsqlDataSource source, string schema = "onboarding")
        : this(Check(schema), source ?? throw new ArgumentNullException(nameof(source)), isOwn: false)
    {
    }

    private PostgreSqlStore(string schema, NpgsqlDataSource source, bool isOwn)
    {
        _database = new PostgreSqlDatabase(source, schema);
        _own = isOwn ? source : null;
    }

    /// <summary>Closes the connections that the store opened itself.</summary>
    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Check(string schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Length is >= 1 and <= 63 && schema.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') && !char.IsAsciiDigit(schema[0])
            ? schema
            : throw new ArgumentException("A schema's name is 1 to 63 of a-z 0-9 _, no digit first.", nameof(schema));
    }
}
