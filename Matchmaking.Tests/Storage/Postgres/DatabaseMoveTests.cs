using System.Text.Json.Nodes;
using Matchmaking.Core.Storage.Moves;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.Postgres;
using Npgsql;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Postgres;

/// <summary>From the embedded database to PostgreSQL: all of it, once, or nothing that a server would serve.</summary>
internal sealed class DatabaseMoveTests
{
    private static int _made;

    private readonly List<string> _databases = [];

    private TestServer? _server;
    private DirectoryInfo _folder = null!;

    [TearDown]
    public async Task Drop()
    {
        if (_server is not null)
            await _server.StopAsync();
        _server = null;
        foreach (var name in _databases)
            await (await SharedPostgres.Cluster()).DropDatabase(name);
        _databases.Clear();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Run_ASeason_FreezesReplayAndTheAuditLogIsWholeAndWritingGoesOn()
    {
        var (session, freeze, fund) = await Fill();
        var before = (await _server!.Admin.GetAsync($"/funds/{fund}/ranking?sessionId={session}")).Expect(200).Text;
        var startups = (await _server.Admin.GetAsync("/startups?q=Seeker&limit=200")).Expect(200).Text;
        await Stop();
        var address = await NewDatabase();

        var report = await Move(address);

        Assert.That(report.Tables.Single(t => t.Table == "startups").Rows, Is.EqualTo(4));
        Assert.That(report.Tables.Where(t => t.Rows > 0).Select(t => t.Table), Is.SupersetOf(Strings.Of("audit_log", "freezes", "frozen_rankings", "funds", "idempotency_keys", "plans", "registrations")));
        _server = await TestServer.StartAsync(folder: _folder, change: s => s with { Postgres = PostgresAddress.Parse(address) });
        Assert.That((await _server.Admin.GetAsync($"/funds/{fund}/ranking?sessionId={session}")).Expect(200).Text, Is.EqualTo(before));
        Assert.That((await _server.Admin.GetAsync("/startups?q=Seeker&limit=200")).Expect(200).Text, Is.EqualTo(startups), "the index is made anew");
        Assert.That((await _server.Admin.PostAsync($"/sessions/{session}/rankings/{freeze}/replay")).Expect(200).Json["identical"]!.GetValue<bool>(), Is.True);
        Assert.That((await _server.Admin.GetAsync("/audit/verification")).Expect(200).Json["intact"]!.GetValue<bool>(), Is.True);
        Assert.That((await Post("again")).Headers.Contains("Idempotency-Replayed"), Is.True);
        await _server.Admin.CreateStartup(Bodies.Startup("Seeker after the move"));
        Assert.That((await _server.Admin.ListAsync("/startups?q=Seeker")).Count, Is.EqualTo(4));
        Assert.That((await _server.Admin.GetAsync("/audit/verification")).Expect(200).Json["intact"]!.GetValue<bool>(), Is.True);
    }

    [Test]
    public async Task Run_CutShortAnywhere_GoesOnAndEndsTheSame()
    {
        await Fill();
        await Stop();
        var whole = await Move(await NewDatabase());
        var address = await NewDatabase();
        var cuts = 0;
        MoveReport? report = null;
        while (report is null)
        {
            using var cut = new CancellationTokenSource();
            var steps = ++cuts;
            try
            {
                report = await Move(address, new Steps(() =>
                {
                    if (--steps == 0)
                        cut.Cancel();
                }), cut.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.That(async () => await Start(address), Throws.TypeOf<UnsupportedDatabaseException>().With.Message.Contains("move-database"), "half of it is not served");
            }
        }

        Assert.That(cuts, Is.GreaterThan(10));
        Assert.That(report.Tables, Is.EqualTo(whole.Tables));
    }

    [Test]
    public async Task Run_ATargetThatIsNotEmpty_IsRefusedAndLeftAlone()
    {
        await Fill();
        await Stop();
        var address = await NewDatabase();
        await Move(address);

        Assert.That(async () => await Move(address), Throws.TypeOf<MoveException>().With.Message.Contains("not empty"));
        Assert.That(async () => await Start(address), Throws.Nothing);
    }

    [Test]
    public async Task Run_ARowThatDiffersInTheEnd_IsRefusedAndNotServed()
    {
        await Fill();
        await Stop();
        var address = await NewDatabase();
        using var cut = new CancellationTokenSource();

        // Startups are copied, for registrations refer to them; then somebody changes one.
        Assert.That(
            async () => await Move(address, new Steps(() => cut.Cancel(), what: "registrations"), cut.Token), Throws.InstanceOf<OperationCanceledException>());
        await Execute(address, "UPDATE startups SET summary = 'x' WHERE id = (SELECT MIN(id) FROM startups)");

        Assert.That(async () => await Move(address), Throws.TypeOf<MoveException>().With.Message.Contains("startups differs"));
        Assert.That(async () => await Start(address), Throws.TypeOf<UnsupportedDatabaseException>());
    }

    [Test]
    public async Task Run_ASourceThatWasWrittenToSince_IsRefused()
    {
        await Fill();
        await Stop();
        var address = await NewDatabase();
        using var cut = new CancellationTokenSource();
        Assert.That(async () => await Move(address, new Steps(() => cut.Cancel()), cut.Token), Throws.InstanceOf<OperationCanceledException>());
        _server = await TestServer.StartAsync(folder: _folder, kind: DatabaseKind.Sqlite);
        await _server.Admin.CreateStartup();
        await Stop();

        Assert.That(async () => await Move(address), Throws.TypeOf<MoveException>().With.Message.Contains("written to since"));
    }

    private async Task<(string Session, string Freeze, string Fund)> Fill()
    {
        _server = await TestServer.StartAsync(kind: DatabaseKind.Sqlite);
        _folder = new DirectoryInfo(_server.Folder);
        var session = (await _server.Admin.CreateSession()).Id;
        var fund = await _server.Admin.CreateInvestor("武汉基金", session);
        await _server.Admin.CreatePosition(fund.FundId);
        for (var n = 1; n <= 3; n++)
            await _server.Admin.CreateSeeker($"Seeker {n}", session);
        await Post("again");
        var freeze = (await _server.Admin.Freeze(session)).Id;
        await _server.Admin.Plan(session, new JsonObject { ["objective"] = "total" });
        return (session, freeze, fund.FundId);
    }

    private Task<Answer> Post(string key) => _server!.Admin.PostAsync("/startups", Bodies.Startup("Asked twice"), ("Idempotency-Key", key));

    private async Task Stop()
    {
        await _server!.StopAsync();
        _server = null;
    }

    private async Task<string> NewDatabase()
    {
        var name = FormattableString.Invariant($"move_{Interlocked.Increment(ref _made)}");
        _databases.Add(name);
        var cluster = await SharedPostgres.Cluster();
        await cluster.CreateDatabase(name);
        return cluster.Address(name);
    }

    private async Task<MoveReport> Move(string address, IProgress<MoveProgress>? progress = null, CancellationToken cancel = default)
    {
        await using var source = SqliteDatabase.Open(_folder.FullName);
        await using var target = PostgresDatabase.Open(PostgresAddress.Parse(address));
        return await new DatabaseMove(source, target, TimeProvider.System).Run(progress ?? new Steps(() => { }), cancel);
    }

    private static async Task Start(string address)
    {
        await using var database = PostgresDatabase.Open(PostgresAddress.Parse(address));
        await database.Migrate(TimeProvider.System, CancellationToken.None);
    }

    private static async Task Execute(string address, string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresAddress.Parse(address).Settings(poolMost: 0));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Calls at each step, or at those of one table.</summary>
    private sealed class Steps(Action step, string? what = null) : IProgress<MoveProgress>
    {
        public void Report(MoveProgress value)
        {
            if (what is null || value.What == what)
                step();
        }
    }
}
