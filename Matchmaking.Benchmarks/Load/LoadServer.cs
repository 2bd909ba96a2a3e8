using System.Diagnostics;

namespace Matchmaking.Benchmarks.Load;

/// <summary>The program under load: started in a folder of its own and thrown away afterwards.</summary>
internal sealed class LoadServer : IAsyncDisposable
{
    public const string AdminKey = "mmk_the-key-of-the-load-benchmark";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;
    private Task _rest = Task.CompletedTask;

    private LoadServer(DirectoryInfo folder, Process process) => (_folder, _process) = (folder, process);

    public int ProcessId => _process.Id;

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
        var start = new ProcessStartInfo("dotnet", [program, "serve"]) { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        start.Environment["MATCHMAKING_DATA"] = folder.FullName;
        start.Environment["MATCHMAKING_DEMO"] = "true";
        start.Environment["MATCHMAKING_ADMIN_KEY"] = AdminKey;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        return new LoadServer(folder, Process.Start(start)!);
    }

    /// <summary>Waits until it says where it serves; from then on what it prints is read and dropped, so that it never waits for a reader.</summary>
    /// <exception cref="LoadException">It ended, or said nothing in time.</exception>
    public async Task<Uri> Address()
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
        _folder.Delete(recursive: true);
    }
}
