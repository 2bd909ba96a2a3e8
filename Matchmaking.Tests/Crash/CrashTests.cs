using System.Globalization;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Crash;

/// <summary>
/// Kills the server in the midst of writes, again and again. What it acknowledged is there; what it did not is whole or absent,
/// and done once when it is sent again with its key.
/// </summary>
[TestFixtureSource(typeof(DatabaseKinds), nameof(DatabaseKinds.All))]
internal sealed class CrashTests(DatabaseKind kind)
{
    /// <summary>How often the server is killed: 50 times unless this variable says otherwise.</summary>
    private const string CyclesVariable = "MATCHMAKING_TEST_CRASH_CYCLES";

    private const int CyclesDefault = 50;

    // What a dead instance was doing, the next waits some seconds before it takes it over, with each new database.
    private const int CyclesDefaultOfShared = 20;

    // All is read back after each kill; a new database now and then keeps that short.
    private const int CyclesOfADatabase = 10;
    private const int Writers = 6;

    // An import is begun with the database and killed twice; a third kill would be one too many for it to be taken up again.
    private const int ImportEnds = 2;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private readonly Random _random = new(20260731);

    [Test]
    public async Task Writes_InterruptedByKills_AreKeptOnceAndNoneAcknowledgedIsLost()
    {
        var cycles = int.Parse(Environment.GetEnvironmentVariable(CyclesVariable) ?? $"{(kind == DatabaseKind.Sqlite ? CyclesDefault : CyclesDefaultOfShared)}", CultureInfo.InvariantCulture);
        var (writes, retries, interruptions) = (0, 0, 0);
        for (var begun = 0; begun < cycles; begun += CyclesOfADatabase)
        {
            var (kept, again, interrupted) = await KillOneDatabase(Math.Min(CyclesOfADatabase, cycles - begun));
            (writes, retries, interruptions) = (writes + kept, retries + again, interruptions + interrupted);
            if (cycles > CyclesDefault)
                await TestContext.Progress.WriteLineAsync($"{begun + CyclesOfADatabase} of {cycles} kills");
        }

        Assert.That(interruptions, Is.GreaterThanOrEqualTo((cycles + CyclesOfADatabase - 1) / CyclesOfADatabase), "the import of each database is killed in its midst");
        await TestContext.Out.WriteLineAsync(
            $"{cycles} kills, {writes} acknowledged writes, none lost; {retries} interrupted ones sent again, none doubled; imports of {InterruptedImport.Rows} rows were interrupted {interruptions} times.");
    }

    /// <returns>Acknowledged writes, those that were interrupted and sent again, and interruptions of the import.</returns>
    private async Task<(int Writes, int Retries, int Interruptions)> KillOneDatabase(int cycles)
    {
        using var folder = new TemporaryFolder();
        var address = await kind.Address(folder.Path);
        var environment = new Dictionary<string, string?> { [AdminKeys.FromSettingName] = TestServer.AdminKey, [Settings.DatabaseName] = address };
        var settings = new Settings(folder.Path, Demo: false, null, "") { Postgres = address is null ? null : PostgresAddress.Parse(address) };
        var import = new InterruptedImport();
        var acknowledged = new Dictionary<string, string>(StringComparer.Ordinal);
        var retries = 0;
        var died = new WriteLoad();
        for (var cycle = 0; cycle <= cycles; cycle++)
        {
            using var server = ServerProcess.Start(folder.Path, environment);
            using var client = new HttpClient { BaseAddress = await server.Address() };
            client.DefaultRequestHeaders.Authorization = new("Bearer", TestServer.AdminKey);
            var admin = new ApiClient(client, TestServer.AdminKey);

            var found = await CrashState.Read(settings);
            found.CheckSound();
            found.CheckKept(acknowledged);
            CheckOnlySent(found, acknowledged, died);
            await WriteLoad.Retry(client, died, found.Names());
            retries += died.InFlight.Count;
            foreach (var (name, id) in died.Acknowledged)
                acknowledged[name] = id;
            if (cycle == 0)
                await import.Upload(admin);
            else
                await import.Check(admin);
            if (cycle == Math.Min(ImportEnds, cycles))
                await import.Finish(admin);

            // After the last kill nothing more is written: everything is read once more, over HTTP too.
            if (cycle == cycles)
            {
                await CheckLists(admin, settings, acknowledged);
                await server.Kill();
                break;
            }

            // The first kill comes when the import is in its midst, the others at any moment.
            died = await WriteUntilKilled(server, client, cycle, cycle == 0 ? import.Begun(admin, _patience) : Task.Delay(_random.Next(20, 300)));
            if (cycle < ImportEnds)
                await import.Killed(settings);
            foreach (var (name, id) in died.Acknowledged)
                Assert.That(acknowledged.TryAdd(name, id), Is.True);
        }

        await kind.Drop(folder.Path);
        return (acknowledged.Count, retries, import.Interruptions);
    }

    private static async Task<WriteLoad> WriteUntilKilled(ServerProcess server, HttpClient client, int cycle, Task moment)
    {
        var load = new WriteLoad();
        var writers = Enumerable.Range(0, Writers).Select(w => load.Run(client, $"c{cycle}-w{w}")).ToList();
        await Task.WhenAny(load.FirstAcknowledged, Task.WhenAll(writers)).WaitAsync(_patience);
        await moment;
        await server.Kill();
        await Task.WhenAll(writers).WaitAsync(_patience);
        Assert.That(load.Acknowledged, Is.Not.Empty);
        Assert.That(load.InFlight, Has.Count.EqualTo(Writers), "each writer is interrupted");
        return load;
    }

    /// <summary>Nothing is there that nobody sent.</summary>
    private static void CheckOnlySent(CrashState found, Dictionary<string, string> acknowledged, WriteLoad died)
    {
        var sent = acknowledged.Keys.Concat(died.InFlight.Select(p => p.Name));
        Assert.That(found.Names().Keys.Except(sent), Is.Empty);
    }

    private static async Task CheckLists(ApiClient admin, Settings settings, Dictionary<string, string> acknowledged)
    {
        var listed = (await admin.ListAsync("/startups")).Concat(await admin.ListAsync("/financing-requests")).Select(i => i.Text("id"));
        var kept = await CrashState.Read(settings);
        kept.CheckSound();
        kept.CheckKept(acknowledged);
        InterruptedImport.CheckRows(kept.Imported);
        Assert.That(kept.Names(), Is.EquivalentTo(acknowledged), "after the repetitions, what is there is what was acknowledged");
        Assert.That(listed, Is.EquivalentTo(kept.KeptIds));
    }
}
