using System.Diagnostics;

namespace Matchmaking.Tests.Support;

/// <summary>The built program as a process of its own, with a data folder and nothing else set.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int SignalTerminate = 15;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Of settings that whoever runs the tests may have set for himself.</summary>
    private static readonly string[] _prefixes = ["MATCHMAKING_", "ASPNETCORE_", "OTEL_"];

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public int ExitCode => _process.ExitCode;

    /// <param name="folder"><c>MATCHMAKING_DATA</c>.</param>
    /// <param name="settings">Further settings; null takes one away.</param>
    /// <param name="arguments">The verb and what it takes.</param>
    public static ServerProcess Start(string folder, IReadOnlyDictionary<string, string?>? settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Matchmaking.Api.Verbs.VerbTable).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(k => _prefixes.Any(p => k.StartsWith(p, StringComparison.Ordinal))).ToList())
            start.Environment.Remove(name);
        start.Environment["MATCHMAKING_DATA"] = folder;
        start.Environment["MATCHMAKING_DEMO"] = "false";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["MATCHMAKING_RATE_LIMIT"] = "0";
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new ServerProcess(Process.Start(start)!);
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> Run(string folder, IReadOnlyDictionary<string, string?>? settings, params string[] arguments)
    {
        using var process = Start(folder, settings, arguments);
        return await process.Finish();
    }

    /// <summary>Reads what the server prints until it says where it serves.</summary>
    public async Task<Uri> Address()
    {
        var printed = await ReadUntil("http://");
        return AddressIn(printed[^1]);
    }

    /// <summary>The address in a line that the server prints.</summary>
    public static Uri AddressIn(string line) => new(line.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal)));

    /// <summary>Reads the lines that the server prints, up to the first that contains a text.</summary>
    public async Task<IReadOnlyList<string>> ReadUntil(string text)
    {
        using var patience = new CancellationTokenSource(_patience);
        var printed = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            printed.Add(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return printed;
        }

        throw new InvalidOperationException($"The server ended: {string.Join('\n', printed)}\n{await _process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    /// <summary>Hands on what it prints from now on, so that it never waits for a reader.</summary>
    public void Follow(Action<string> hear)
    {
        foreach (var stream in new[] { _process.StandardOutput, _process.StandardError })
        {
            _ = Task.Run(async () =>
            {
                while (await stream.ReadLineAsync() is { } line)
                    hear(line);
            });
        }
    }

    /// <summary>SIGKILL: the process gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as an operating system does.</summary>
    public async Task Terminate()
    {
        using var kill = Process.Start("kill", [$"-{SignalTerminate}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end and gives what was printed.</summary>
    public async Task<(int Code, string Output, string Errors)> Finish()
    {
        using var patience = new CancellationTokenSource(_patience);
        var errors = _process.StandardError.ReadToEndAsync(patience.Token);
        var output = await _process.StandardOutput.ReadToEndAsync(patience.Token);
        await _process.WaitForExitAsync(patience.Token);
        return (_process.ExitCode, output, await errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
