using System.Collections.Concurrent;
using Matchmaking.Api.Setup;
using Matchmaking.Tests.Support;

namespace Matchmaking.Tests.Instances;

/// <summary>Instances of the program as processes on one database, in no order that a client could rely on.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("matchmaking-fleet-");
    private const int SaidMost = 2_000;

    private readonly ConcurrentQueue<string> _said = new();
    private readonly Dictionary<string, string?> _environment;
    private readonly ServerProcess?[] _processes;
    private readonly HttpClient?[] _clients;
    private int _turn;

    private Fleet(string address, int size)
    {
        _environment = new() { [AdminKeys.FromSettingName] = TestServer.AdminKey, [Settings.DatabaseName] = address };
        (_processes, _clients) = (new ServerProcess?[size], new HttpClient?[size]);
    }

    public int Size => _processes.Length;

    public static async Task<Fleet> Start(string address, int size)
    {
        var fleet = new Fleet(address, size);
        for (var i = 0; i < size; i++)
            await fleet.Start(i);
        return fleet;
    }

    /// <summary>A client of the next instance that runs.</summary>
    public HttpClient Next()
    {
        while (true)
        {
            if (_clients[(uint)Interlocked.Increment(ref _turn) % Size] is { } client)
                return client;
        }
    }

    /// <summary>The last that the instances printed.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Everybody, one after another.</summary>
    public IEnumerable<ApiClient> All => _clients.OfType<HttpClient>().Select(c => new ApiClient(c, TestServer.AdminKey));

    public async Task Start(int number)
    {
        var process = ServerProcess.Start(_folder.FullName, _environment);
        _processes[number] = process;
        var address = await process.Address();
        process.Follow(Hear);
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", TestServer.AdminKey);
        _clients[number] = client;
    }

    /// <summary>SIGKILL. Who talks to it learns so by itself.</summary>
    public async Task Kill(int number)
    {
        var client = Interlocked.Exchange(ref _clients[number], null);
        using var process = _processes[number]!;
        await process.Kill();
        client?.Dispose();
    }

    private void Hear(string line)
    {
        _said.Enqueue(line);
        while (_said.Count > SaidMost)
            _said.TryDequeue(out _);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process?.Dispose();
        foreach (var client in _clients)
            client?.Dispose();
        await Task.Yield();
        _folder.Delete(recursive: true);
    }
}
