using System.Diagnostics;
using System.Text.Json.Nodes;
using Matchmaking.Benchmarks.Load;

namespace Matchmaking.Benchmarks.Page;

/// <summary>A request that is sent again and again to one or several servers, which answer it all alike.</summary>
internal sealed class PageTarget : IDisposable
{
    private readonly IReadOnlyList<LoadServer> _servers;
    private readonly IReadOnlyList<RawClient> _clients;
    private readonly IReadOnlyList<Func<Task<int>>> _sends;
    private readonly IReadOnlyList<(Uri Address, byte[] Request)> _unchanged;
    private readonly int _status;
    private readonly bool _usesPostgres;

    private PageTarget(IReadOnlyList<LoadServer> servers, IReadOnlyList<(Uri Address, byte[] Request)> requests, int status, bool usesPostgres, IReadOnlyList<(Uri Address, byte[] Request)> unchanged)
    {
        (_servers, _status, _usesPostgres, _unchanged) = (servers, status, usesPostgres, unchanged);
        _clients = [.. requests.Select(r => new RawClient(r.Address))];
        _sends = [.. requests.Select<(Uri Address, byte[] Request), Func<Task<int>>>((r, i) => () => _clients[i].Send(r.Request))];
    }

    /// <summary>Sends the request once, to the first server.</summary>
    public Func<Task<int>> Send => _sends[0];

    /// <summary>The endpoint that the product is compared with.</summary>
    public static async Task<PageTarget> Bare(LoadServer server)
    {
        var address = await server.Address().ConfigureAwait(false);
        return new PageTarget([server], [(address, RawClient.Get(address, "/row"))], 200, usesPostgres: false, []);
    }

    /// <summary>The first page of the ranking of a fund that takes everything, which is made for it.</summary>
    /// <param name="servers">Of one database.</param>
    /// <param name="usesPostgres">Whether that is PostgreSQL on this machine, whose work counts with theirs.</param>
    public static async Task<PageTarget> Of(IReadOnlyList<LoadServer> servers, bool usesPostgres)
    {
        string? path = null;
        var (page, same) = (new List<(Uri, byte[])>(), new List<(Uri, byte[])>());
        foreach (var server in servers)
        {
            var address = await server.Address().ConfigureAwait(false);
            using var admin = new LoadClient(address, LoadServer.AdminKey);
            path ??= $"/v1/funds/{(string)(await admin.Expect(HttpMethod.Post, "/v1/funds", Fund()).ConfigureAwait(false)).Json!["id"]!}/ranking";
            var first = await admin.Expect(HttpMethod.Get, path).ConfigureAwait(false);
            var key = ("Authorization", $"Bearer {LoadServer.AdminKey}");
            page.Add((address, RawClient.Get(address, path, key)));
            same.Add((address, RawClient.Get(address, path, key, ("If-None-Match", first.ETag!))));
        }

        return new PageTarget(servers, page, 200, usesPostgres, same);
    }

    /// <summary>The same page, asked for by one who has it already.</summary>
    public PageTarget Unchanged() => new(_servers, _unchanged, 304, _usesPostgres, []);

    /// <summary>As many callers as there are, for a while, spread over the servers.</summary>
    /// <exception cref="LoadException">One was answered something else.</exception>
    public async Task<PageRate> Turn(int callers, TimeSpan duration)
    {
        var (before, started) = (Cpu(), Stopwatch.GetTimestamp());
        var rate = await ClosedLoop.Run(_sends, s => s == _status, callers, duration).ConfigureAwait(false);
        return new PageRate(rate, (Cpu() - before).TotalMicroseconds / (rate * Stopwatch.GetElapsedTime(started).TotalSeconds));
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
    }

    private static JsonObject Fund() =>
        new() { ["name"] = "Page", ["kind"] = "vc", ["category"] = "venture", ["ticketMinCny"] = 1_000_000, ["ticketMaxCny"] = 500_000_000, ["commitmentCny"] = 5_000_000_000 };

    private TimeSpan Cpu() => _servers.Aggregate(_usesPostgres ? LoadServer.PostgresCpu() : TimeSpan.Zero, (sum, s) => sum + s.Cpu());
}
