using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Instances;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Postgres;

/// <summary>A newer program starts beside an older one that is running: not where it would take the tables away from it.</summary>
[CancelAfter(60_000)]
internal sealed class LivingInstanceTests
{
    private static readonly Instance _older = new(Samples.Key(SampleKind.Startup, 1), DateTimeOffset.UnixEpoch, "0.9.0", 1);

    private string _name = "";
    private PostgresDatabase _database = null!;

    [SetUp]
    public async Task OpenOlderDatabase()
    {
        _name = await SharedPostgres.NewDatabase();
        _database = PostgresDatabase.Open(PostgresAddress.Parse((await SharedPostgres.Cluster()).Address(_name)));
        // As before the migration that programs of today must know.
        await Write("DROP INDEX operations_finished");
        await Write("DELETE FROM schema_migrations WHERE number = 14");
        await Write("ALTER TABLE schema_migrations DROP COLUMN least_program");
        await _database.Write<bool>(DatabaseWrites.Origin, async db =>
        {
            await InstanceStore.Insert(db, _older);
            return true;
        }, CancellationToken.None);
    }

    [TearDown]
    public async Task CloseDatabase()
    {
        await _database.DisposeAsync();
        await (await SharedPostgres.Cluster()).DropDatabase(_name);
    }

    [Test]
    public async Task Migrate_WhileAnOlderInstanceBeats_IsRefusedAndChangesNothing()
    {
        using var ends = new CancellationTokenSource();
        var beating = Task.Run(async () =>
        {
            while (!ends.IsCancellationRequested)
            {
                await _database.Write<bool>(DatabaseWrites.Origin, async db => await InstanceStore.Beat(db, _older.Id), CancellationToken.None);
                await Task.Delay(50);
            }
        });

        Assert.That(() => _database.Migrate(TimeProvider.System, CancellationToken.None), Throws.TypeOf<MigrationException>().With.Message.Contains("version 0.9.0").And.Message.Contains("Stop the older instances"));

        await ends.CancelAsync();
        await beating;
        Assert.That((await _database.Read(Migrations.State, CancellationToken.None)).Version, Is.EqualTo(13));
    }

    [Test]
    public async Task Migrate_WhenTheListedOneIsDead_GoesOnAfterAWhile()
    {
        var outcome = await _database.Migrate(TimeProvider.System, CancellationToken.None);

        Assert.That(outcome, Is.EqualTo(new MigrationOutcome(Migrations.Of(_database.Dialect).Count - 13, Created: false)));
        Assert.That((await _database.CheckHealth(CancellationToken.None)).IsCurrent, Is.True);
    }

    private async Task Write(string sql) => await _database.Write<int>(DatabaseWrites.Origin, async db => await db.Execute(sql), CancellationToken.None);
}
