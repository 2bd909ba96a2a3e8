using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Services;

/// <summary>
/// Reads a large market into memory when the program starts, follows its changes so that no ranking has to, and arranges anew what many changes have scattered.
/// A small market costs nothing until somebody ranks.
/// </summary>
internal sealed class MarketUpkeep(IDatabase database, MarketCache markets, BackgroundPace pace, ILogger<MarketUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(1);

    private readonly ChangeSignal _changed = new(database.Changes, ChangeCounters.Market);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var changed = _changed.Next();
                await database.Read(
                    async db =>
                    {
                        await markets.Warm(db);
                        return true;
                    },
                    stoppingToken);
                await markets.Merge(stoppingToken);
                await Task.Delay(pace.Market, stoppingToken);
                await changed.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The stop itself.
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The requests could not be read into memory; trying again");
                await Task.Delay(_between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
