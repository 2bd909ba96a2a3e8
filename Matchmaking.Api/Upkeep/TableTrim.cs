using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Idempotency;
using Matchmaking.Core.Storage.Operations;
using Matchmaking.Core.Storage.Webhooks;

namespace Matchmaking.Api.Upkeep;

/// <summary>
/// Deletes what is kept for a while only: answers under idempotency keys, deliveries of webhooks, operations that ended. What they did stays in the audit log. Of several instances each does it:
/// what is deleted already costs nothing.
/// </summary>
internal sealed class TableTrim(IDatabase database, BackgroundPace pace, Surroundings now, ILogger<TableTrim> log) : BackgroundLoop("Deleting what was kept long enough", pace.Trim, log)
{
    /// <summary>One after the other, so that nobody waits for all of them to write.</summary>
    public async Task Trim(CancellationToken cancel)
    {
        foreach (var delete in new Func<Db, DateTimeOffset, Task<int>>[] { IdempotencyStore.Purge, DeliveryStore.Trim, OperationStore.Trim })
            await database.Write<int>(Origin.System("trim", now.Time), async db => await delete(db, now.Time), cancel);
    }

    protected override Task Step(CancellationToken stopping) => Trim(stopping);
}
