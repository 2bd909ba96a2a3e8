using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>A program beside a newer one: it goes on where the newer one has only added what need not be known, and refuses where it would do harm.</summary>
internal sealed class UpgradeTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private int Known => Migrations.Of(Database.Dialect)[^1].Number;

    [Test]
    public async Task Newer_ThatOnlyAdds_IsWorkedWithAsBefore()
    {
        await Write(db => db.Execute("ALTER TABLE startups ADD COLUMN of_the_future TEXT DEFAULT 'x'"));
        await Journal(Known + 1, leastProgram: Known);
        await Journal(Known + 2, leastProgram: Known);

        Assert.That(await Database.Migrate(TimeProvider.System, CancellationToken.None), Is.EqualTo(new MigrationOutcome(0, Created: false)));
        var health = await Database.CheckHealth(CancellationToken.None);
        Assert.That((health.IsCurrent, health.Schema.Version, health.ExpectedSchemaVersion), Is.EqualTo((true, Known + 2, Known)));
        await Write(db => StartupStore.Entities.Insert(db, Samples.FullStartup(1)));
        Assert.That(Facts.Of(await Read(db => StartupStore.Entities.Find(db, Samples.FullStartup(1).Id.Value))), Is.EqualTo(Facts.Of(Samples.FullStartup(1))));
    }

    [TestCase(0, TestName = "Newer_ThatMustBeKnown_IsRefused")]
    [TestCase(1, TestName = "Newer_ThatNeedsToBeKnownOfANewerOne_IsRefused")]
    public async Task Newer_WithBreak_IsRefused(int further)
    {
        for (var n = 1; n <= further; n++)
            await Journal(Known + n, leastProgram: Known);
        await Journal(Known + further + 1, leastProgram: further == 0 ? null : Known + 1);

        Assert.That(() => Database.Migrate(TimeProvider.System, CancellationToken.None), Throws.TypeOf<MigrationException>().With.Message.Contains("newer version"));
        Assert.That((await Database.CheckHealth(CancellationToken.None)).IsCurrent, Is.False);
    }

    [Test]
    public async Task Missing_IsNotCurrent()
    {
        await Write(db => db.Execute("DELETE FROM schema_migrations WHERE number = @Known", new { Known }));

        Assert.That((await Database.CheckHealth(CancellationToken.None)).IsCurrent, Is.False);
    }

    [Test]
    public void Migration_WithTheMark_TellsTheLeastProgram()
    {
        Assert.That(new Migration(20, "more", "-- least program: 14\nCREATE TABLE more (id TEXT);\n").LeastProgram, Is.EqualTo(14));
        Assert.That(new Migration(20, "more", "-- least program: 9\r\nCREATE TABLE more (id TEXT);\r\n").LeastProgram, Is.EqualTo(9));
        Assert.That(new Migration(20, "other", "CREATE TABLE other (id TEXT);").LeastProgram, Is.EqualTo(20));
    }

    private Task Journal(int number, int? leastProgram) => Write(db => db.Execute(
        "INSERT INTO schema_migrations (number, name, sha256, applied_at, least_program) VALUES (@number, 'future', 'x', 0, @leastProgram)", new { number, leastProgram }));
}
