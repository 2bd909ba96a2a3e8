using System.Diagnostics;
using NUnit.Framework;

namespace Matchmaking.Tests.Crash;

/// <summary>The real server as a process of its own, which can be killed the hard way. Ends only the process that it started.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string AdminKey = "mmk_crash-test-admin-key";

    private const string AddressLine = "Matchmaking serves on ";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts the server on a data folder and a free loopback port; completes once it listens.</summary>
    public static async Task<ServerProcess> Start(string dataFolder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Path.Combine(TestContext.CurrentContext.TestDirectory, "Matchmaking.Api.dll"));
        start.Environment["MATCHMAKING_DATA"] = dataFolder;
        start.Environment["MATCHMAKING_DEMO"] = "false";
        start.Environment["MATCHMAKING_ADMIN_KEY"] = AdminKey;
        // The system picks a free port and the server prints it: nobody else can take it in between.
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment.Remove("MATCHMAKING_DATABASE");
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(AddressLine, StringComparison.Ordinal))
                continue;
            // A pipe that nobody reads would block the server once it is full.
            _ = process.StandardOutput.ReadToEndAsync();
            return new ServerProcess(process, new Uri(line[AddressLine.Length..].Trim()));
        }

        process.Kill();
        var said = await errors;
        process.Dispose();
        throw new InvalidOperationException("The server did not start: " + said);
    }

    /// <summary>SIGKILL: the process gets no chance to finish anything.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
