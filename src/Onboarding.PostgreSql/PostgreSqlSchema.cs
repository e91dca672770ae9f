using Npgsql;

namespace Onboarding;

/// <summary>The tables, version by version. A script never changes once a version of the library shipped it.</summary>
internal static class PostgreSqlSchema
{
    private const string Product = "Onboarding.Core";

    private static readonly string[] s_scripts =
    [
        """
        create table store (product text not null, version integer not null);
        insert into store (product, version) values ('Onboarding.Core', 0);

        create table opt_outs (
            number bigint primary key,
            change bigint not null unique,
            key_id text not null,
            scope text not null,
            origin text not null,
            profile_set integer not null,
            effective bigint not null,
            withdrawn bigint,
            tokens bytea not null
        );
        create table opt_out_tokens (prefix bigint not null, number bigint not null, primary key (prefix, number));
        create table imports (list text primary key, count bigint not null, as_of bigint, read_at bigint not null);

        create table serials (domain text primary key, last bigint not null);
        create table ledger (id bigint generated always as identity primary key, output text, domain text not null, event text not null, serial bigint not null, entry text not null);
        create index ledger_by_output on ledger (output) where output is not null;

        create table marks (output text primary key, compared bigint not null);
        create table removals (
            number bigint generated always as identity primary key,
            output text not null,
            position bigint not null,
            part integer not null,
            domain text not null,
            key_id text not null,
            cause text not null,
            subject bytea not null,
            since bigint not null,
            state text not null,
            list text,
            changed bigint,
            unique (output, position, part)
        );
        create index removals_by_state on removals (state, number);
        create index removals_by_list on removals (list) where list is not null;
        """,
        "alter table imports add column outcome bytea",
    ];

    /// <summary>Makes the tables where the schema has none, and brings them up to date where it has those of an older version; under the lock of the store.</summary>
    public static async ValueTask PrepareAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        if (await connection.ScalarAsync("select count(*) from pg_namespace where nspname = $1", [schema], cancellationToken).ConfigureAwait(false) is 0L)
        {
            await connection.ExecuteAsync($"create schema \"{schema}\"", [], cancellationToken).ConfigureAwait(false);
        }

        var version = 0;
        if (await connection.ScalarAsync("select count(*) from pg_class where relnamespace = (select oid from pg_namespace where nspname = $1)", [schema], cancellationToken).ConfigureAwait(false) is not 0L)
        {
            version = await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false);
        }

        foreach (var script in s_scripts.Skip(version))
        {
            await connection.ExecuteAsync(script, [], cancellationToken).ConfigureAwait(false);
        }

        if (version < s_scripts.Length)
        {
            await connection.ExecuteAsync("update store set version = $1", [s_scripts.Length], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Refuses what is no store, or a newer one.</summary>
    public static async ValueTask<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.ScalarAsync("select version from store where product = $1", [Product], cancellationToken).ConfigureAwait(false) is not int version || version < 1)
        {
            throw PostgreSqlErrors.Damaged("");
        }

        return version <= s_scripts.Length
            ? version
            : throw new OnboardingException(Reasons.StoreVersion, $"the store has version {version}; this library reads up to {s_scripts.Length}");
    }
}
