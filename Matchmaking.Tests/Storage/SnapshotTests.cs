using System.Data.Common;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>What a read sees, and that it changes nothing.</summary>
internal sealed class SnapshotTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private const string CountStartups = "SELECT COUNT(*) FROM startups";

    [Test]
    public async Task Read_WhileOthersWrite_SeesTheStateOfItsFirstQuery()
    {
        var seen = await Read(async db =>
        {
            var counts = new List<int> { await db.QuerySingleOrDefault<int>(CountStartups) };
            for (var n = 0; n < 3; n++)
            {
                await Write(w => StartupStore.Entities.Insert(w, Samples.BareStartup(n)));
                counts.Add(await db.QuerySingleOrDefault<int>(CountStartups));
            }

            return counts;
        });

        Assert.That(seen, Is.EqualTo((int[])[0, 0, 0, 0]));
        Assert.That(await Read(db => db.QuerySingleOrDefault<int>(CountStartups)), Is.EqualTo(3));
    }

    [Test]
    public async Task Read_ThatWrites_IsRefusedByTheDatabase()
    {
        await Write(db => StartupStore.Entities.Insert(db, Samples.BareStartup(1)));

        Assert.That(() => Read(db => db.Execute("DELETE FROM startups")), Throws.InstanceOf<DbException>());
        Assert.That(await Read(db => db.QuerySingleOrDefault<int>(CountStartups)), Is.EqualTo(1));
    }
}
