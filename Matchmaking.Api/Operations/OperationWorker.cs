using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Operations;

/// <summary>Does the operations, in lanes that run beside each other: an import of seconds does not wait for a training of minutes.</summary>
internal sealed class OperationWorker(
    IDatabase database, Surroundings now, OperationSignals signals, IEnumerable<IOperationHandler> handlers, ILogger<OperationWorker> log) : BackgroundService
{
    private readonly LaneWorker[] _lanes = [.. Enum.GetValues<OperationLane>().Select(lane => new LaneWorker(lane, database, now, signals, handlers, log))];

    /// <summary>Ends an operation early if it is one that is running; its cancellation has been stored.</summary>
    public void Cancel(OperationId id)
    {
        foreach (var lane in _lanes)
            lane.Cancel(id);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var lanes = Array.ConvertAll(_lanes, lane => lane.Work(ended.Token));
        // A lane that ends before the stop is broken: the others end too, so that the host is told now.
        await Task.WhenAny(lanes);
        await ended.CancelAsync();
        await Task.WhenAll(lanes);
    }
}
