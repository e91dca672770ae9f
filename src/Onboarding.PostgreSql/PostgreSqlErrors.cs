using Npgsql;

namespace Onboarding;

/// <summary>What a failure of the server is to the caller: tables that are not ours or damaged, or an input and output error that may pass.</summary>
internal static class PostgreSqlErrors
{
    public static Exception? Understand(Exception exception) => exception switch
    {
        PostgresException server when IsDamage(server.SqlState) => Damaged($" (SQL state {server.SqlState})"),

        // The server's own message may quote values.
        PostgresException server => new IOException($"The store's server refused the call, or broke it off (SQL state {server.SqlState}). Repeat it when the server can be written again."),
        NpgsqlException => new IOException("The connection to the store's server failed, or broke in the middle of a call. Whether the call was stored is not known; repeat it.", exception),
        TimeoutException => new IOException("The store's server did not answer in time. Whether the call was stored is not known; repeat it.", exception),

        // A value that no row of ours has: what was read is not what was written.
        FormatException or InvalidCastException or ArgumentException or OverflowException => Damaged("", exception),
        _ => null,
    };

    public static OnboardingException Damaged(string code, Exception? cause = null)
    {
        return new OnboardingException(Reasons.StoreDamaged, $"the tables in the store's schema are damaged, or are none that this library made{code}; required is a store, or a schema without tables", cause);
    }

    // 22: a value has not the form of its column. 23: a constraint says no. 3F000, 42P01, 42703, 42804, 42883, 42P10: a schema, table, column, type, function or constraint is not there. XX001, XX002: damaged pages.
    private static bool IsDamage(string state)
    {
        return state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal) || state is "3F000" or "42P01" or "42703" or "42804" or "42883" or "42P10" or "XX001" or "XX002";
    }
}
