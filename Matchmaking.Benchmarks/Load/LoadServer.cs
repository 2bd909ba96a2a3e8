using System.Diagnostics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>The program under load: started in a folder of its own and thrown away afterwards.</summary>
internal sealed class LoadServer : IAsyncDisposable
{
    public const string AdminKey = "mmk_the-key-of-the-load-benchmark";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    // Null where it is not this server's own.
    private readonly DirectoryInfo? _folder;
    private readonly Process _process;
    private Task _rest = Task.CompletedTask;
    private Task<Uri>? _address;

    private LoadServer(DirectoryInfo? folder, Process process) => (_folder, _process) = (folder, process);

    public int ProcessId => _process.Id;

    /// <summary>Its data; null where they are not this server's own.</summary>
    public string? Folder => _folder?.FullName;

    /// <summary>
    /// What <c>--server</c> names; else the program as the solution builds it: <c>Matchmaking.Api/bin/Release/net10.0</c> beside
    /// <c>Matchmaking.Benchmarks/bin/Release/net10.0</c>.
    /// </summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string Program(Arguments arguments)
    {
        if (arguments.Text("server") is not null)
            return arguments.RequiredFile("server");
        var own = AppContext.BaseDirectory;
        var path = Path.GetFullPath(Path.Combine(own.Replace("Matchmaking.Benchmarks", "Matchmaking.Api", StringComparison.Ordinal), "Matchmaking.Api.dll"));
        return File.Exists(path) ? path : throw new UsageException($"There is no {path}; build it, or name it with --server.");
    }

    /// <param name="program">Path of Matchmaking.Api.dll. It inherits the environment: settings of the limits are those of the caller.</param>
    public static LoadServer Start(string program)
    {
        var folder = Directory.CreateTempSubdirectory("matchmaking-load-");
        var start = Of(program, folder.FullName, null, "serve");
        start.Environment["MATCHMAKING_DEMO"] = "true";
        return new LoadServer(folder, Process.Start(start)!);
    }

    /// <summary>With data that are there already, and without limits of requests.</summary>
    /// <param name="program">Path of Matchmaking.Api.dll.</param>
    /// <param name="folder">The data.</param>
    /// <param name="database">Address of a PostgreSQL database; null: SQLite in the folder.</param>
    public static LoadServer Start(string program, string folder, string? database)
    {
        var start = Of(program, folder, database, "serve");
        start.Environment["MATCHMAKING_DEMO"] = "false";
        start.Environment["MATCHMAKING_RATE_LIMIT"] = "0";
        return new LoadServer(null, Process.Start(start)!);
    }

    /// <summary>The endpoint that the product is compared with, with the settings that a web application has by itself.</summary>
    public static LoadServer StartBare(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LoadServer).Assembly.Location, "bare", "--folder", folder]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_gcServer"] = "1";
        start.Environment["DOTNET_gcConcurrent"] = "1";
        return new LoadServer(null, Process.Start(start)!);
    }

    /// <summary>Copies a folder's database into an empty one of PostgreSQL.</summary>
    /// <exception cref="LoadException">It could not be.</exception>
    public static async Task Move(string program, string folder, string database)
    {
        using var process = Process.Start(Of(program, folder, database, "move-database"))!;
        var rest = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync().ConfigureAwait(false);
        await rest.ConfigureAwait(false);
        if (process.ExitCode != 0)
            throw new LoadException($"move-database ended with {process.ExitCode}.");
    }

    /// <summary>Time of the processor so far.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>That of PostgreSQL on this machine.</summary>
    public static TimeSpan PostgresCpu()
    {
        var sum = TimeSpan.Zero;
        foreach (var server in Process.GetProcessesByName("postgres"))
        {
            using (server)
                sum += server.TotalProcessorTime;
        }

        return sum;
    }

    private static ProcessStartInfo Of(string program, string folder, string? database, string verb)
    {
        var start = new ProcessStartInfo("dotnet", [program, verb]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["MATCHMAKING_DATA"] = folder;
        start.Environment["MATCHMAKING_ADMIN_KEY"] = AdminKey;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        if (database is not null)
            start.Environment["MATCHMAKING_DATABASE"] = database;
        return start;
    }

    /// <summary>Waits until it says where it serves; from then on what it prints is read and dropped, so that it never waits for a reader.</summary>
    /// <exception cref="LoadException">It ended, or said nothing in time.</exception>
    public Task<Uri> Address() => _address ??= ReadAddress();

    private async Task<Uri> ReadAddress()
    {
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(patience.Token).ConfigureAwait(false) is { } line)
            {
                if (line.Split(' ').FirstOrDefault(w => w.StartsWith("http://", StringComparison.Ordinal)) is not { } address)
                    continue;
                _rest = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(address);
            }
        }
        catch (OperationCanceledException)
        {
            throw new LoadException($"The server did not say where it serves within {_patience.TotalSeconds} s.");
        }

        throw new LoadException("The server ended before it served.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await _rest.ConfigureAwait(false);
        _process.Dispose();
        _folder?.Delete(recursive: true);
    }
}
