using System.Diagnostics;
using System.Text.RegularExpressions;
using Matchmaking.Api.Setup;

namespace Matchmaking.Tests.Readme;

/// <summary>The built program, started as a user would, on a free port and a folder of its own.</summary>
internal sealed partial class StartedProgram : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private StartedProgram(DirectoryInfo folder, Process process, string banner) => (_folder, _process, Banner) = (folder, process, banner);

    /// <summary>All that the program printed until it served.</summary>
    public string Banner { get; }

    public string Address => AddressPattern().Match(Banner).Groups[1].Value;

    public string AdminKey => KeyPattern().Match(Banner).Value;

    public static async Task<StartedProgram> Start()
    {
        var folder = Directory.CreateTempSubdirectory("matchmaking-readme-");
        var start = new ProcessStartInfo("dotnet", [typeof(Settings).Assembly.Location]) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder.FullName };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MATCHMAKING_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(_patience);
        var printed = new List<string>();
        // The example command is the last line that a new database's banner prints.
        while (!printed.Any(l => l.Contains("curl ", StringComparison.Ordinal)))
            printed.Add(await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"The program ended:\n{string.Join('\n', printed)}"));
        return new StartedProgram(folder, process, string.Join('\n', printed));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"serves on (http://\S+)")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"mmk_[\w-]+")]
    private static partial Regex KeyPattern();
}
