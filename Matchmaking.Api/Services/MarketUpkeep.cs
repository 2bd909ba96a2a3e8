using Matchmaking.Api.Setup;
using Matchmaking.Api.Upkeep;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Services;

/// <summary>
/// Reads a large market into memory when the program starts, follows its changes so that no ranking has to, and arranges anew what many changes have scattered.
/// A small market costs nothing until somebody ranks.
/// </summary>
internal sealed class MarketUpkeep(IDatabase database, MarketCache markets, BackgroundPace pace, ILogger<MarketUpkeep> log) : BackgroundLoop("Reading the requests into memory", pace.Market, log)
{
    private readonly ChangeSignal _changed = new(database.Changes, ChangeCounters.Market);

    // What came before the first step is read by it.
    private Task _next = Task.CompletedTask;

    protected override async Task Step(CancellationToken stopping)
    {
        await _next.WaitAsync(stopping);
        var changed = _changed.Next();
        await database.Read(
            async db =>
            {
                await markets.Warm(db);
                return true;
            },
            stopping);
        await markets.Merge(stopping);
        _next = changed;
    }
}
