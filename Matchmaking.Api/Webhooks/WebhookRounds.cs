using System.Collections.Concurrent;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Webhooks;

namespace Matchmaking.Api.Webhooks;

/// <summary>
/// One step of the work of webhooks: events become deliveries, and lanes that are due begin. A lane that is slow keeps its own place and no other's; those of
/// receivers that fail have half of the places at most, so that a hundred of them cannot hold up those that answer.
/// </summary>
internal sealed class WebhookRounds(IDatabase database, EventSpreader spreader, DeliveryLane lane, WebhookSettings settings, Surroundings now, ILogger<WebhookRounds> log)
{
    /// <summary>Batches of events in one round; what is behind waits for the next, so that sending does not wait for an import.</summary>
    private const int BatchesMost = 10;

    private readonly ConcurrentDictionary<WebhookId, bool> _running = new();

    /// <summary>Takes one step and waits until everything that it began has ended.</summary>
    /// <returns>Attempts made.</returns>
    public async Task<int> Run(CancellationToken stopping) => (await Task.WhenAll(await Begin(stopping))).Sum();

    /// <summary>Takes one step.</summary>
    /// <returns>The lanes that it began.</returns>
    public async Task<IReadOnlyList<Task<int>>> Begin(CancellationToken stopping)
    {
        for (var batch = 0; batch < BatchesMost && await spreader.Spread(stopping) > 0; batch++)
        {
            // The next batch.
        }

        var lanes = new List<Task<int>>();
        foreach (var (webhook, isFailing) in await database.Read(Due, stopping))
        {
            var isFull = _running.Count >= settings.Places || (isFailing && _running.Values.Count(failing => failing) >= settings.Places / 2);
            if (!isFull && _running.TryAdd(webhook, isFailing))
                lanes.Add(Run(webhook, stopping));
        }

        return lanes;
    }

    private async Task<IReadOnlyList<(WebhookId, bool)>> Due(Db db)
    {
        var due = new List<(WebhookId, bool)>();
        // Those that fail may be many and first: behind them stand the others.
        foreach (var webhook in await WebhookProgressStore.Due(db, now.Time, settings.Places * 8))
            due.Add((webhook, await WebhookProgressStore.Find(db, webhook) is { FailingSince: not null }));
        return due;
    }

    private async Task<int> Run(WebhookId webhook, CancellationToken stopping)
    {
        try
        {
            return await lane.Run(webhook, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception failure)
        {
            // The claim ends by itself, and the delivery is tried again. The address of the receiver is in no message of ours.
            log.LogError(failure, "Deliveries of webhook {Webhook} were interrupted", webhook);
            return 0;
        }
        finally
        {
            _running.TryRemove(webhook, out _);
        }
    }
}
