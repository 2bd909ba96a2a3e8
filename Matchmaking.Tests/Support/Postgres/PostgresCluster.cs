using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Matchmaking.Tests.Support.Postgres;

/// <summary>
/// A throwaway PostgreSQL server on a free port of this machine, in a folder of its own. It ends with the process that started
/// it, however that ends. PostgreSQL does not run as root: there, the user that its package made has the folder.
/// </summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string User = "postgres";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly bool _isRoot = Environment.UserName == "root";

    private readonly string _programs;
    private readonly DirectoryInfo _folder;
    private Process? _guard;

    private PostgresCluster(string programs, DirectoryInfo folder, int port) => (_programs, _folder, Port) = (programs, folder, port);

    public int Port { get; }

    public string DataFolder => Path.Combine(_folder.FullName, "data");

    /// <param name="settings">Lines of <c>postgresql.conf</c>.</param>
    public static async Task<PostgresCluster> Start(params string[] settings)
    {
        var cluster = New();
        await cluster.Run("initdb", "-D", cluster.DataFolder, "-A", "trust", "-U", User, "-E", "UTF8", "--no-locale", "-N");
        await cluster.Configure(settings);
        await cluster.Start();
        return cluster;
    }

    /// <summary>A server that follows another one by streaming; it can be read, and promoted.</summary>
    public static async Task<PostgresCluster> StartStandby(PostgresCluster primary, params string[] settings)
    {
        var cluster = New();
        await cluster.Run("pg_basebackup", "-h", "127.0.0.1", "-p", Text(primary.Port), "-U", User, "-D", cluster.DataFolder, "-R", "-X", "stream", "-c", "fast");
        await cluster.Configure(settings);
        await cluster.Start();
        return cluster;
    }

    /// <summary>Address of a database, as the product takes it.</summary>
    public string Address(string database) => string.Create(CultureInfo.InvariantCulture, $"postgres://{User}@127.0.0.1:{Port}/{database}");

    /// <summary>Makes a database unless it is there.</summary>
    /// <param name="name">Letters, digits and underscores.</param>
    /// <param name="template">One that nobody is connected to, to be copied.</param>
    public async Task CreateDatabase(string name, string template = "template1")
    {
        await using var connection = await Connect();
        await using var known = new NpgsqlCommand("SELECT COUNT(*) FROM pg_database WHERE datname = @name", connection) { Parameters = { new("name", name) } };
        if ((long)(await known.ExecuteScalarAsync())! == 0)
            await Execute(connection, $"CREATE DATABASE \"{name}\" TEMPLATE \"{template}\"");
    }

    public async Task DropDatabase(string name)
    {
        await using var connection = await Connect();
        await Execute(connection, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
    }

    /// <summary>Runs a statement of an administrator.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = await Connect();
        await Execute(connection, sql);
    }

    /// <summary>Stops and starts again.</summary>
    /// <param name="mode">As <c>pg_ctl</c> takes it: <c>immediate</c> is a crash.</param>
    public Task Restart(string mode) => Run("pg_ctl", "restart", "-D", DataFolder, "-m", mode, "-w", "-l", Log);

    /// <param name="mode">As <see cref="Restart"/>.</param>
    public Task Stop(string mode) => Run("pg_ctl", "stop", "-D", DataFolder, "-m", mode, "-w");

    public Task Start() => Run("pg_ctl", "start", "-D", DataFolder, "-w", "-l", Log);

    /// <summary>Makes a standby the primary.</summary>
    public Task Promote() => Run("pg_ctl", "promote", "-D", DataFolder, "-w");

    public async ValueTask DisposeAsync()
    {
        if (_guard is { } guard)
        {
            guard.StandardInput.Close();
            await guard.WaitForExitAsync();
            guard.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private string Log => Path.Combine(_folder.FullName, "log");

    private static PostgresCluster New()
    {
        var programs = PostgresPrograms.Folder;
        var folder = Directory.CreateTempSubdirectory("matchmaking-postgres-");
        if (_isRoot && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute | UnixFileMode.OtherWrite);
        var cluster = new PostgresCluster(programs, folder, FreePort());
        cluster.Guard();
        return cluster;
    }

    /// <summary>A process that reads nothing until this one ends, and then stops the server.</summary>
    private void Guard()
    {
        var start = new ProcessStartInfo("sh", ["-c", $"trap '' INT TERM HUP; cat > /dev/null; {string.Join(' ', As("pg_ctl"))} stop -D {DataFolder} -m immediate -s"]) { RedirectStandardInput = true, RedirectStandardError = true };
        _guard = Process.Start(start)!;
    }

    private Task Configure(IEnumerable<string> settings) => File.AppendAllLinesAsync(
        Path.Combine(DataFolder, "postgresql.auto.conf"),
        [
            string.Create(CultureInfo.InvariantCulture, $"port = {Port}"),
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            // What the operating system has, a server that is killed has not lost.
            "fsync = off",
            "max_connections = 200",
            .. settings,
        ]);

    private async Task Run(string program, params string[] arguments)
    {
        var command = As(program);
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        using var end = new CancellationTokenSource(_patience);
        // A server that goes on in the background keeps its output open: only the end of the program itself is waited for.
        await process.WaitForExitAsync(end.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode} {await process.StandardError.ReadToEndAsync(end.Token)}");
    }

    private string[] As(string program)
    {
        var path = Path.Combine(_programs, program);
        return _isRoot ? ["runuser", "-u", User, "--", path] : [path];
    }

    private async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres;Pooling=false"));
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
