using System.Text.Json.Nodes;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Crash;

/// <summary>Kills the server in the midst of writes, again and again: what it acknowledged is there, what it did not is whole or absent.</summary>
internal sealed class CrashTests
{
    private const int Cycles = 20;
    private const int Writers = 6;

    private static readonly Dictionary<string, string?> _settings = new() { ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey };

    [Test]
    [CancelAfter(120_000)]
    public async Task Writes_AcknowledgedBeforeAKill_AreAllThereAfterIt(CancellationToken timeout)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20260731);
        var load = new WriteLoad();

        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            using var server = ServerProcess.Start(folder.Path, _settings);
            using var client = new HttpClient { BaseAddress = await server.Address() };
            client.DefaultRequestHeaders.Authorization = new("Bearer", TestServer.AdminKey);
            await CheckKept(client, load);

            var before = load.Startups.Count;
            var inCycle = new WriteLoad();
            var writers = Enumerable.Range(0, Writers).Select(w => inCycle.Run(client, $"c{cycle}-w{w}")).ToList();
            await Task.WhenAny(inCycle.FirstAcknowledged, Task.WhenAll(writers)).WaitAsync(timeout);
            await Task.Delay(random.Next(150, 600), timeout);
            await server.Kill();
            await Task.WhenAll(writers).WaitAsync(timeout);

            Assert.That(inCycle.Startups, Is.Not.Empty);
            foreach (var (id, content) in inCycle.Startups)
                load.Startups[id] = content;
            foreach (var (id, content) in inCycle.Requests)
                load.Requests[id] = content;
            Assert.That(load.Startups, Has.Count.EqualTo(before + inCycle.Startups.Count), "an id was given twice");
        }

        using (var server = ServerProcess.Start(folder.Path, _settings))
        {
            using var client = new HttpClient { BaseAddress = await server.Address() };
            client.DefaultRequestHeaders.Authorization = new("Bearer", TestServer.AdminKey);
            await CheckKept(client, load);
            await server.Kill();
        }

        await CheckFile(folder.Path);
        await TestContext.Out.WriteLineAsync($"{Cycles} kills, {load.Startups.Count + load.Requests.Count} acknowledged writes, none lost.");
    }

    /// <summary>Reads everything back: what was acknowledged is there as sent, and what else is there is whole.</summary>
    private static async Task CheckKept(HttpClient client, WriteLoad load)
    {
        var startups = await ReadAll(client, "/v1/startups");
        var requests = await ReadAll(client, "/v1/financing-requests");

        foreach (var (id, name) in load.Startups)
            Assert.That((string?)startups.GetValueOrDefault(id)?["name"], Is.EqualTo(name), $"startup {id} was acknowledged");
        foreach (var (id, content) in load.Requests)
            Assert.That(requests.TryGetValue(id, out var kept) ? $"{kept["title"]} {kept["startupId"]} {kept["amountCny"]}" : null, Is.EqualTo(content), $"request {id} was acknowledged");
        foreach (var startup in startups.Values)
            Assert.That((string?)startup["summary"], Is.EqualTo(WriteLoad.SummaryOf((string)startup["name"]!)));
        foreach (var request in requests.Values)
            Assert.That((string?)startups.GetValueOrDefault((string)request["startupId"]!)?["name"], Is.EqualTo((string?)request["title"]), "a request without its startup");
        // At most one write of each writer was under way when the server died.
        Assert.That(startups.Count + requests.Count, Is.LessThanOrEqualTo(load.Startups.Count + load.Requests.Count + (Cycles * Writers)));
    }

    private static async Task<Dictionary<string, JsonNode>> ReadAll(HttpClient client, string path)
    {
        var items = new Dictionary<string, JsonNode>();
        string? cursor = null;
        do
        {
            var page = JsonNode.Parse(await client.GetStringAsync($"{path}?limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}"))!;
            foreach (var item in page["items"]!.AsArray())
                items.Add((string)item!["id"]!, item);
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>The file itself: sound, without dangling references, and the change counter moved with every row.</summary>
    private static async Task CheckFile(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        var (integrity, dangling, rows, counted) = await database.Read(
            async db => (
                await db.Query<string>("PRAGMA integrity_check"),
                await db.QuerySingleOrDefault<int>("SELECT COUNT(*) FROM pragma_foreign_key_check"),
                await db.QuerySingleOrDefault<long>("SELECT (SELECT COUNT(*) FROM startups) + (SELECT COUNT(*) FROM financing_requests)"),
                await ChangeCounters.Read(db, ChangeCounters.Market)),
            CancellationToken.None);

        Assert.That(integrity, Is.EqualTo((string[])["ok"]));
        Assert.That(dangling, Is.Zero);
        Assert.That(counted, Is.EqualTo(rows));
    }
}
