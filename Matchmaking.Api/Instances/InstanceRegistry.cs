using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Instances;

namespace Matchmaking.Api.Instances;

/// <summary>
/// Lists this process among those that serve from the database, lets its beat grow, and strikes off those whose beat stands
/// still: what they were doing, whoever looks for work takes over. One that was struck off and lives (it had been stopped for a while, say)
/// lists itself again; what was taken from it, it finds out when it stores its next step.
/// </summary>
internal sealed class InstanceRegistry(IDatabase database, Surroundings now, TimeProvider clock, ILogger<InstanceRegistry> log) : BackgroundService
{
    private readonly InstanceWatch _watch = new(clock);

    /// <summary>This process.</summary>
    public Guid Id { get; } = now.Ids.Next();

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Write(
            async db =>
            {
                // Where nobody else can be, whoever is listed has ended without a word.
                if (!database.IsShared)
                    await InstanceStore.DeleteOthers(db, Id);
                await Join(db);
            },
            cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Write(db => InstanceStore.Delete(db, Id), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && database.Dialect.FaultOf(failure) is not null)
        {
            // The others find out by themselves.
            log.LogWarning("This instance could not be struck off the list: {Message}", failure.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.IsShared)
            return;
        using var timer = new PeriodicTimer(InstanceWatch.BeatEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Write(Beat, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException && database.Dialect.FaultOf(failure) is not null)
            {
                log.LogWarning("The list of instances could not be kept up: {Message}", failure.Message);
            }
        }
    }

    private async Task Beat(Db db)
    {
        if (!await InstanceStore.Beat(db, Id))
            await Join(db);
        foreach (var dead in _watch.Dead([.. (await InstanceStore.All(db)).Where(i => i.Id != Id)]))
        {
            log.LogWarning("The instance {Id} does not answer any more; what it was doing is taken over", dead);
            await InstanceStore.Delete(db, dead);
        }
    }

    private Task Join(Db db) => InstanceStore.Insert(db, new Instance(Id, now.Time, typeof(InstanceRegistry).Assembly.GetName().Version!.ToString(3), 1));

    private Task<Result<bool>> Write(Func<Db, Task> useCase, CancellationToken cancel) => database.Write<bool>(
        Origin.System("instances", now.Time),
        async db =>
        {
            await useCase(db);
            return true;
        },
        cancel);
}
