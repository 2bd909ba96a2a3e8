using Matchmaking.Api.Instances;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// Takes steps until the program stops. Two of these beside each other send nothing wrong and nothing twice; where several instances share a database, one is
/// enough, and the lease says which.
/// </summary>
internal sealed class WebhookDispatchLoop(WebhookRounds rounds, Leases leases, IDatabase database, BackgroundPace pace, Surroundings now, ILogger<WebhookDispatchLoop> log)
{
    private static readonly TimeSpan _trimEvery = TimeSpan.FromHours(1);

    /// <summary>Works until it is told to stop, and waits for the attempts under way.</summary>
    public async Task Work(CancellationToken stopping)
    {
        var lanes = new List<Task<int>>();
        var trimmed = DateTimeOffset.MinValue;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pace.Dispatch, stopping);
                lanes.RemoveAll(l => l.IsCompleted);
                if (!await leases.Holds(Leases.Webhooks, stopping))
                    continue;
                lanes.AddRange(await rounds.Begin(stopping));
                if (now.Time - trimmed >= _trimEvery)
                {
                    await Trim(stopping);
                    trimmed = now.Time;
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The stop itself.
            }
            catch (Exception failure)
            {
                // The database may be full or busy for a while: nothing is lost, the positions stay where they are.
                log.LogError(failure, "Webhooks could not be worked on; trying again");
            }
        }

        await Task.WhenAll(lanes);
    }

    /// <summary>Forgets old deliveries.</summary>
    public Task Trim(CancellationToken cancel) => database.Write<int>(
        Origin.System("webhooks", now.Time), async db => await DeliveryStore.Trim(db, now.Time - DeliveryQueue.Kept), cancel);
}
