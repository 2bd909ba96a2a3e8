using Matchmaking.Api.Instances;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;

namespace Matchmaking.Api.Operations;

/// <summary>Does the operations, in lanes that run beside each other: an import of seconds does not wait for a training of minutes.</summary>
internal sealed class OperationWorker(
    IDatabase database, Surroundings now, InstanceRegistry instance, OperationSignals signals, IEnumerable<IOperationHandler> handlers, ILogger<OperationWorker> log) : BackgroundService
{
    private readonly LaneWorker[] _lanes = [.. Enum.GetValues<OperationLane>().Select(lane => new LaneWorker(lane, database, now, instance, signals, handlers, log))];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        database.Changes.Listen(Hear);
        return base.StartAsync(cancellationToken);
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

    private void Hear(ChangeSet changes)
    {
        if (changes.Has(ChangeTopics.OperationsQueued))
            signals.Wake();
        foreach (var ended in ChangeTopics.OperationsToCancel(changes))
        {
            foreach (var lane in _lanes)
                lane.Cancel(ended);
        }
    }
}
