using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using Onboarding.PostgreSqlServers;

[assembly: AssemblyFixture(typeof(PostgreSqlServer))]

namespace Onboarding.PostgreSqlServers;

/// <summary>A PostgreSQL server of the tests' own, from the installed server programs: loopback, random port and password, a temporary folder, gone at the end.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    // The server runs as long as standard input is open: it goes with the tests, however they end. A line stops it or starts it again. The first signal also reaches one that has only begun, the second does not wait for clients.
    private const string Script = """
        umask 077
        mkdir "$PGTEST_FOLDER" || exit 1
        trap 'rm -rf "$PGTEST_FOLDER"' EXIT
        trap : HUP INT TERM
        printf %s "$PGTEST_PASSWORD" > "$PGTEST_FOLDER/password"
        "$PGTEST_BIN/initdb" -D "$PGTEST_FOLDER/data" -U onboarding -A scram-sha-256 --pwfile="$PGTEST_FOLDER/password" -E UTF8 --locale=C --no-sync > "$PGTEST_FOLDER/log" 2>&1 || exit 1
        start() {
            "$PGTEST_BIN/postgres" -D "$PGTEST_FOLDER/data" -h 127.0.0.1 -p "$PGTEST_PORT" -c unix_socket_directories= -c fsync=off -c max_connections=50 >> "$PGTEST_FOLDER/log" 2>&1 &
            server=$!
        }
        stop() {
            kill -TERM "$server"
            kill -INT "$server"
            wait "$server"
            echo stopped
        }
        start
        while read -r line; do
            "$line"
        done
        stop
        """;

    private readonly SemaphoreSlim _starting = new(1);
    private Process? _process;
    private NpgsqlDataSource? _dataSource;

    /// <summary>How to connect, once the server runs.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>The server's database; skips the test where there is no server program.</summary>
    public async Task<NpgsqlDataSource> OpenAsync()
    {
        var programs = FindPrograms();
        Assert.SkipWhen(programs is null, "needs the PostgreSQL server programs initdb and postgres (Debian package postgresql)");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _dataSource ??= await StartAsync(programs!);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>Stops the server, clients or not; what was committed stays.</summary>
    public async Task StopAsync()
    {
        await _process!.StandardInput.WriteLineAsync("stop");
        Assert.Equal("stopped", await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Starts the server again where it was, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        await _process!.StandardInput.WriteLineAsync("start");
        await ConnectAsync(_dataSource!, _process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_dataSource is not null)
        {
            await _dataSource.DisposeAsync();
        }

        if (_process is not null)
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(20)))
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
        }

        _starting.Dispose();
    }

    private static string? FindPrograms()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        string[] versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return versions.OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<NpgsqlDataSource> StartAsync(string programs)
    {
        var port = FindFreePort();
        var password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var start = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/", FileName = "sh" };

        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess)
        {
            start.FileName = "runuser";
            var hasOwnUser = File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal));
            start.ArgumentList.Add("-u");
            start.ArgumentList.Add(hasOwnUser ? "postgres" : "nobody");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add("sh");
        }

        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.Environment["PGTEST_BIN"] = programs;
        start.Environment["PGTEST_FOLDER"] = Path.Combine(Path.GetTempPath(), "onboarding-postgres-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        start.Environment["PGTEST_PASSWORD"] = password;
        start.Environment["PGTEST_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _process = Process.Start(start)!;
        var connection = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = "onboarding", Password = password, Database = "postgres" };
        ConnectionString = connection.ToString();
        return await ConnectAsync(NpgsqlDataSource.Create(connection), _process);
    }

    private static async Task<NpgsqlDataSource> ConnectAsync(NpgsqlDataSource dataSource, Process process)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(TestContext.Current.CancellationToken);
                return dataSource;
            }
            catch (NpgsqlException) when (!process.HasExited && waiting.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }
}
