using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Onboarding;

/// <summary>The tables, version by version. A script never changes once a version of the library shipped it.</summary>
internal static class SqliteSchema
{
    /// <summary>`OnbS` in ASCII: in the header of the file, so that no other application's file is taken for a store.</summary>
    private const long ApplicationId = 0x4F6E6253;

    private static readonly string[] s_scripts =
    [
        """
        create table opt_outs (
            number integer primary key,
            change integer not null,
            key_id text not null,
            scope text not null,
            origin text not null,
            profile_set integer not null,
            effective integer not null,
            withdrawn integer,
            tokens blob not null
        ) strict;
        create unique index opt_outs_by_change on opt_outs (change);
        create index opt_outs_by_state on opt_outs (withdrawn, profile_set);
        create table opt_out_tokens (prefix integer not null, number integer not null, primary key (prefix, number)) strict, without rowid;
        create table imports (list text primary key, count integer not null, as_of integer, read_at integer not null) strict, without rowid;

        create table serials (domain text primary key, last integer not null) strict, without rowid;
        create table ledger (id integer primary key autoincrement, output text, domain text not null, event text not null, serial integer not null, entry text not null) strict;
        create index ledger_by_output on ledger (output) where output is not null;

        create table marks (output text primary key, compared integer not null) strict, without rowid;
        create table removals (
            number integer primary key autoincrement,
            output text not null,
            position integer not null,
            part integer not null,
            domain text not null,
            key_id text not null,
            cause text not null,
            subject blob not null,
            since integer not null,
            state text not null,
            list text,
            changed integer,
            unique (output, position, part)
        ) strict;
        create index removals_by_state on removals (state, number);
        create index removals_by_list on removals (list) where list is not null;
        """,
        "alter table imports add column outcome blob",
    ];

    /// <summary>Refuses what is no store, or a newer one.</summary>
    /// <returns>Whether a script is missing.</returns>
    public static bool IsOld(SqliteConnection connection)
    {
        if (connection.Scalar("pragma application_id") is not ApplicationId || connection.Scalar("pragma user_version") is not long version || version < 1)
        {
            throw SqliteErrors.Damaged(null);
        }

        return version > s_scripts.Length
            ? throw new OnboardingException(Reasons.StoreVersion, $"the store has version {version}; this library reads up to {s_scripts.Length}")
            : version < s_scripts.Length;
    }

    /// <summary>Runs the scripts that are missing, all or none.</summary>
    public static void Migrate(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = (int)(long)connection.Scalar("pragma user_version")!;
        foreach (var script in s_scripts.Skip(version))
        {
            connection.Execute(script);
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"pragma application_id = {ApplicationId}; pragma user_version = {s_scripts.Length};"));
        transaction.Commit();
    }
}
