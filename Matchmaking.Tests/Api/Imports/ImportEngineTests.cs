using System.Text;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Imports;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Tables;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Keys;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Funds;
using Matchmaking.Core.Storage.Sqlite;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>The engine alone: it goes on where it was broken off, stops between blocks, and undoes what it rehearses.</summary>
internal sealed class ImportEngineTests
{
    private const int Rows = 700;

    private DirectoryInfo _folder = null!;
    private SqliteDatabase _database = null!;
    private Surroundings _now = null!;

    private static Origin Origin => Origin.System("test", TestServer.Start);

    [SetUp]
    public async Task SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("matchmaking-import-");
        _database = SqliteDatabase.Open(_folder.FullName);
        await _database.Migrate(TimeProvider.System, CancellationToken.None);
        var clock = new ManualClock(TestServer.Start);
        _now = new Surroundings(clock, new Uuid7Source(clock));
    }

    [TearDown]
    public async Task TearDown()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Test]
    public async Task Run_BrokenOffAfterAnyBlock_GoesOnToTheSameEnd([Values(1, 2)] int blocks)
    {
        var kept = new ImportState();
        Assert.ThrowsAsync<IOException>(() => new ImportEngine(Job(), _now).Run(
            kept,
            async (block, cancel) =>
            {
                if (blocks-- == 0)
                    throw new IOException("The program ends here.");
                var result = await _database.Write(Origin, block, cancel);
                kept = result.Value;
                return result;
            },
            CancellationToken.None));
        Assert.That(kept.Done, Is.Positive.And.LessThan(Rows + 2));

        var end = (await new ImportEngine(Job(), _now).Run(kept, Write, CancellationToken.None)).Value;

        Assert.That((end.Created, end.Failed, end.Done), Is.EqualTo((Rows, 2, Rows + 2)));
        // The repeated key lies behind the break, the first one before it.
        Assert.That(end.Errors.Select(e => (e.Row, e.Code)), Is.EqualTo(((int, string)[])[(3, "required"), (Rows + 3, "duplicate-row")]));
        Assert.That(await CountStartups(), Is.EqualTo(Rows));
    }

    [Test]
    public async Task Run_Cancelled_StopsBehindTheBlock()
    {
        using var cancel = new CancellationTokenSource();
        var state = new ImportState();

        Assert.ThrowsAsync<OperationCanceledException>(() => new ImportEngine(Job(), _now).Run(
            state,
            async (block, _) =>
            {
                var result = await _database.Write(Origin, block, CancellationToken.None);
                state = result.Value;
                await cancel.CancelAsync();
                return result;
            },
            cancel.Token));

        Assert.That(state.Done, Is.EqualTo(ImportEngine.BlockRows));
        Assert.That(await CountStartups(), Is.EqualTo(state.Created));
    }

    [Test]
    public async Task Run_Rehearsed_ComesToTheSameAndKeepsNothing()
    {
        var rehearsed = (await new ImportEngine(Job(), _now).Run(
            new ImportState { DryRun = true }, (block, cancel) => _database.Rehearse(Origin, block, cancel), CancellationToken.None)).Value;

        Assert.That(await CountStartups(), Is.Zero);
        var real = (await new ImportEngine(Job(), _now).Run(new ImportState(), Write, CancellationToken.None)).Value;
        Assert.That((rehearsed.Created, rehearsed.Failed), Is.EqualTo((real.Created, real.Failed)));
    }

    [TestCase("startups", "name,summary", ",")]
    [TestCase("funds", "name,kind,category", ",vc,venture")]
    public async Task Run_NamedBySomebodyBetweenBlocks_SeesTheNewName(string kind, string header, string rest)
    {
        var first = true;
        var names = Enumerable.Range(1, ImportEngine.BlockRows).Select(i => $"Name {i}").Append("Theirs");
        var csv = string.Concat(names.Select(n => n + rest).Prepend(header).Select(line => line + "\n"));

        var state = (await new ImportEngine(Job(csv, kind), _now).Run(
            new ImportState(),
            async (block, cancel) =>
            {
                var result = await _database.Write(Origin, block, cancel);
                if (first)
                    await _database.Write<bool>(Origin, async db => kind == "funds"
                        ? (await FundStore.Entities.Insert(db, TheirFund())).Map(_ => true)
                        : (await StartupStore.Entities.Insert(db, TheirStartup())).Map(_ => true), cancel);
                first = false;
                return result;
            },
            CancellationToken.None)).Value;

        Assert.That((state.Created, state.Unchanged), Is.EqualTo((ImportEngine.BlockRows, 1)));
    }

    private Startup TheirStartup() => new(new StartupDetails { Name = "Theirs" })
    {
        Id = _now.Ids.Next<Startup>(),
        Version = 1,
        CreatedAt = _now.Time,
        UpdatedAt = _now.Time,
    };

    private Fund TheirFund() => new(new FundDetails { Name = "Theirs", Kind = FundKind.Vc, Category = FundCategory.Venture })
    {
        Id = _now.Ids.Next<Fund>(),
        Version = 1,
        CreatedAt = _now.Time,
        UpdatedAt = _now.Time,
    };

    private Task<Result<ImportState>> Write(Func<Db, Task<Result<ImportState>>> block, CancellationToken cancel) => _database.Write(Origin, block, cancel);

    /// <summary>Row 3 has no name, the last repeats the first.</summary>
    private static ImportJob Job() => Job(
        "externalId,name\nE1,First\nE0,\n" + string.Concat(Enumerable.Range(2, Rows - 1).Select(i => $"E{i},Name {i}\n")) + "E1,Again\n");

    private static ImportJob Job(string csv, string kindName = "startups")
    {
        var kind = new SheetKinds(Taxonomy.Load()).Find(kindName)!;
        var sheet = SheetFile.Open(kind, TableFormat.Csv, Encoding.UTF8.GetBytes(csv)).Value;
        return new ImportJob(kind, sheet, null, new Caller(default, Role.Admin, []), Language.En);
    }

    private async Task<int> CountStartups() => (await _database.Read(StartupStore.Names, CancellationToken.None)).Count;
}
