using System.Diagnostics;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Crash;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>The verbs <c>backup</c> and <c>restore</c> as processes beside a server: what is served on, refused, kept.</summary>
internal sealed class BackupVerbTests
{
    private const int Writers = 4;
    private const int Kills = 6;

    private static readonly Dictionary<string, string?> _settings = new() { ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey };

    private TemporaryFolder _folder = null!;

    private string Data => Path.Combine(_folder.Path, "data");

    private string Other => Path.Combine(_folder.Path, "other");

    private string File => Path.Combine(_folder.Path, "backup.db");

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Other);
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Backup_UnderWriteLoad_HoldsEveryWriteAcknowledgedBeforeItAndTheServerGoesOn()
    {
        var load = new WriteLoad();
        List<string> acknowledged;
        using (var server = ServerProcess.Start(Data, _settings))
        {
            using var client = new HttpClient { BaseAddress = await server.Address() };
            client.DefaultRequestHeaders.Authorization = new("Bearer", TestServer.AdminKey);
            var writers = Enumerable.Range(0, Writers).Select(w => load.Run(client, $"w{w}")).ToList();
            await load.FirstAcknowledged;
            acknowledged = [.. load.Acknowledged.Keys];

            var (code, output, errors) = await ServerProcess.Run(Data, _settings, "backup", File);

            Assert.That((code, errors), Is.EqualTo((0, "")));
            Assert.That(output, Does.Contain("sha256").And.Contain("startups").And.Not.Contain("%"), "progress is for terminals");
            Assert.That(writers, Has.None.Property(nameof(Task.IsCompleted)).True, "writing went on");
            Assert.That(load.Acknowledged, Has.Count.GreaterThan(acknowledged.Count));
            await server.Kill();
            await Task.WhenAll(writers);
        }

        Assert.That((await ServerProcess.Run(Other, _settings, "restore", File)).Code, Is.Zero);
        var (names, titles) = await Rows(Other);
        Assert.That(acknowledged, Is.SubsetOf(names.Concat(titles)));
        Assert.That(titles, Is.SubsetOf(names.Select(WriteLoad.RequestOf)), "a request without its startup");
    }

    [Test]
    public async Task Restore_OfFrozenRankings_ServesThemAndReplaysTheSameBytes()
    {
        await using var original = await TestServer.StartAsync();
        var world = await World.Create(original);
        Assert.That((await ServerProcess.Run(original.Folder, _settings, "backup", File)).Code, Is.Zero);

        Assert.That((await ServerProcess.Run(Other, _settings, "restore", File)).Code, Is.Zero);

        using var server = ServerProcess.Start(Other, _settings);
        using var http = new HttpClient { BaseAddress = await server.Address() };
        var restored = new ApiClient(http, TestServer.AdminKey);
        var replay = (await restored.PostAsync($"/sessions/{world.SessionId}/rankings/{world.FreezeId}/replay")).Expect(200).Json;
        Assert.That(replay.Bool("identical"));
        var rows = $"/sessions/{world.SessionId}/rankings/{world.FreezeId}?include=rows,snapshot";
        Assert.That((await restored.GetAsync(rows)).Expect(200).Text, Is.EqualTo((await original.Admin.GetAsync(rows)).Expect(200).Text));
        Assert.That((await restored.GetAsync($"/plans/{world.PlanId}")).Expect(200).ETag, Is.EqualTo((await original.Admin.GetAsync($"/plans/{world.PlanId}")).ETag));
        (await restored.CreateStartup()).Expect(201);
    }

    [Test]
    public async Task Restore_WhileAServerRuns_ExitsOneAndTheServerGoesOn()
    {
        using var server = ServerProcess.Start(Data, _settings);
        using var http = new HttpClient { BaseAddress = await server.Address() };
        Assert.That((await ServerProcess.Run(Data, _settings, "backup", File)).Code, Is.Zero);

        var (code, output, errors) = await ServerProcess.Run(Data, _settings, "restore", File, "--force");

        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.Contain("Another process").And.Contain(Data));
        (await new ApiClient(http, TestServer.AdminKey).CreateStartup()).Expect(201);
    }

    [Test]
    public async Task Restore_RefusedOrForced_ExitsAsItsReasonSays()
    {
        Assert.That((await Verb("backup", File)).Code, Is.EqualTo(1), "there is no database yet");
        Assert.That((await Verb("migrate")).Code, Is.Zero);
        Assert.That((await Verb("backup", File)).Code, Is.Zero);
        Assert.That((await Verb("backup", File)).Code, Is.EqualTo(1), "the file exists");
        Assert.That((await Verb("backup", File, "--force")).Code, Is.Zero);
        Assert.That((await Verb("restore", File)).Code, Is.EqualTo(1), "there is a database");
        var forced = await Verb("restore", File, "--force");
        Assert.That(forced.Code, Is.Zero);
        Assert.That(forced.Output, Does.Contain("before-restore"));

        await System.IO.File.AppendAllTextAsync(File, "x");
        Assert.That((await Verb("restore", File, "--force")).Code, Is.EqualTo(1), "the checksum is another's");
        await System.IO.File.WriteAllTextAsync(File, "Dear all");
        await ChecksumFile.Write(ChecksumFile.PathOf(File), await ChecksumFile.Compute(File, CancellationToken.None), File);
        var foreign = await Verb("restore", File, "--force");
        Assert.That((foreign.Code, foreign.Output), Is.EqualTo((2, "")));
        Assert.That(foreign.Errors, Does.Contain("not a database of this program").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Restore_KilledAtAnyMoment_LeavesTheOldDatabaseOrTheNewOne()
    {
        await Fill(Data, "backed up");
        Assert.That((await Verb("backup", File)).Code, Is.Zero);
        await Fill(Other, "mine");
        // Kills are spread over the time that a restore takes on this machine, however busy it is.
        var watch = Stopwatch.StartNew();
        Assert.That((await ServerProcess.Run(Directory.CreateDirectory(Path.Combine(_folder.Path, "timed")).FullName, _settings, "restore", File)).Code, Is.Zero);
        var whole = watch.Elapsed;
        var random = new Random(20261120);
        var killed = 0;

        for (var cycle = 0; cycle < Kills; cycle++)
        {
            using (var restore = ServerProcess.Start(Other, _settings, "restore", File, "--force"))
            {
                await Task.Delay(whole * random.NextDouble());
                await restore.Kill();
                killed += restore.ExitCode == 0 ? 0 : 1;
            }

            var (names, _) = await Rows(Other);
            Assert.That(names, Is.EqualTo((string[])["backed up"]).Or.EqualTo((string[])["mine"]));
            Assert.That(Directory.GetFiles(Other, "*.restoring*"), Is.Empty);
        }

        Assert.That(killed, Is.Positive);
        Assert.That((await ServerProcess.Run(Other, _settings, "restore", File, "--force")).Code, Is.Zero);
        Assert.That((await Rows(Other)).Names, Is.EqualTo((string[])["backed up"]));
    }

    private Task<(int Code, string Output, string Errors)> Verb(params string[] arguments) => ServerProcess.Run(Data, _settings, arguments);

    /// <summary>A database with one startup of this name, and enough else that copying it takes a moment.</summary>
    private static async Task Fill(string folder, string name)
    {
        using (var server = ServerProcess.Start(folder, _settings))
        {
            using var http = new HttpClient { BaseAddress = await server.Address() };
            await new ApiClient(http, TestServer.AdminKey).CreateStartup(Bodies.Startup(name));
            await server.Kill();
        }

        await using var database = SqliteDatabase.Open(folder);
        var padded = await database.Write<int>(
            async db => await db.Execute("INSERT INTO change_counters (name, value) VALUES (@name, 0)", new { name = new string('x', 32 << 20) }), CancellationToken.None);
        Assert.That(padded.Error, Is.Null);
    }

    /// <summary>Names of startups and titles of requests, read after all that a start does.</summary>
    private static async Task<(IReadOnlyList<string> Names, IReadOnlyList<string> Titles)> Rows(string folder)
    {
        await using var database = SqliteDatabase.Open(folder);
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        return await database.Read(
            async db =>
            {
                Assert.That(await db.Query<string>("PRAGMA integrity_check"), Is.EqualTo((string[])["ok"]));
                return (await db.Query<string>("SELECT name FROM startups"), await db.Query<string>("SELECT title FROM financing_requests"));
            },
            CancellationToken.None);
    }
}
