using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage.Postgres;

[CancelAfter(120_000)]
internal sealed class PostgresFaultTests
{
    private const string StopWaiting = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    [Test]
    public async Task Write_WhenTheServerStopsWaitingForItsStandby_IsNotAcknowledged()
    {
        await using var cluster = await PostgresCluster.Start("synchronous_commit = local");
        await cluster.CreateDatabase("lonely");
        await using var database = PostgresDatabase.Open(PostgresAddress.Parse(cluster.Address("lonely")));
        await database.Migrate(TimeProvider.System, CancellationToken.None);
        await cluster.Execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await cluster.Execute("ALTER SYSTEM SET synchronous_commit = 'on'");
        await cluster.Execute("SELECT pg_reload_conf()");

        // The server takes up its settings in its own time: until then nobody waits for a standby.
        var (write, kept) = (Count(database), 0L);
        while (!write.IsCompleted || write.IsCompletedSuccessfully)
        {
            if (write.IsCompletedSuccessfully)
                (write, kept) = (Count(database), (await write).Value);
            await cluster.Execute(StopWaiting);
            await Task.Delay(20);
        }

        var unsure = Assert.CatchAsync(() => write)!;
        Assert.That(database.Dialect.FaultOf(unsure), Is.EqualTo(DatabaseFault.Unreachable), unsure.ToString());

        await cluster.Execute("ALTER SYSTEM SET synchronous_standby_names = ''");
        await cluster.Execute("SELECT pg_reload_conf()");
        Assert.That((await Count(database)).Value, Is.EqualTo(kept + 2), "it was kept there all the same, and the next is sure again");
    }

    private static Task<Result<long>> Count(PostgresDatabase database) => database.Write(
        Origin.System("probe", DateTimeOffset.UnixEpoch),
        async db =>
        {
            await db.Execute("INSERT INTO change_counters (name, value) VALUES ('probe', 1) ON CONFLICT (name) DO UPDATE SET value = change_counters.value + 1");
            return (Result<long>)await db.QuerySingleOrDefault<long>("SELECT value FROM change_counters WHERE name = 'probe'");
        },
        CancellationToken.None);
}
