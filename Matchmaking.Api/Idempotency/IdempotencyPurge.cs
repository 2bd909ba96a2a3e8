using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Idempotency;

namespace Matchmaking.Api.Idempotency;

/// <summary>Forgets, once an hour, answers that are no longer given again.</summary>
internal sealed class IdempotencyPurge(IDatabase database, Surroundings now, TimeProvider clock, ILogger<IdempotencyPurge> log) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await database.Write<int>(Origin.System("idempotency-purge", now.Time), async db => await IdempotencyStore.Purge(db, now.Time), stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next hour tries again; a full disk must not end the program for this.
                log.LogError(failure, "Answers of old idempotency keys could not be deleted");
            }
        }
    }
}
