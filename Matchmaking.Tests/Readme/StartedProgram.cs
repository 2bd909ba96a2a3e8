using System.Text.RegularExpressions;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Readme;

/// <summary>The program as a newcomer starts it: nothing set but a free port, on a folder of its own.</summary>
internal sealed partial class StartedProgram : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _server;

    private StartedProgram(DirectoryInfo folder, ServerProcess server, string banner) => (_folder, _server, Banner) = (folder, server, banner);

    /// <summary>All that the program printed until it had said how to begin.</summary>
    public string Banner { get; }

    public string Address => AddressPattern().Match(Banner).Groups[1].Value;

    public string AdminKey => KeyPattern().Match(Banner).Value;

    public static async Task<StartedProgram> Start()
    {
        var folder = Directory.CreateTempSubdirectory("matchmaking-readme-");
        var server = ServerProcess.Start(folder.FullName, new Dictionary<string, string?> { ["MATCHMAKING_DEMO"] = null });
        return new StartedProgram(folder, server, string.Join('\n', await server.ReadUntil("curl ")));
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex(@"serves on (http://\S+)")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"mmk_[\w-]+")]
    private static partial Regex KeyPattern();
}
