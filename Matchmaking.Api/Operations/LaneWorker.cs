using System.Globalization;
using Matchmaking.Api.Instances;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Operations;

namespace Matchmaking.Api.Operations;

/// <summary>
/// Does the operations of one lane, one after another, in the order in which they were asked for. One that was running when its instance
/// ended goes on from its checkpoint, here or wherever somebody looks first; one that brings the program down, or fails with the database, again and again without getting further is given up.
/// </summary>
internal sealed class LaneWorker(
    OperationLane lane, IDatabase database, Surroundings now, InstanceRegistry instance, OperationSignals signals, IEnumerable<IOperationHandler> handlers, ILogger log)
{
    private const int AttemptsMax = 3;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Lock _guard = new();
    private readonly Dictionary<string, IOperationHandler> _handlers = handlers.Where(h => h.Lane == lane).ToDictionary(h => h.Kind, StringComparer.Ordinal);
    private (OperationId Id, CancellationTokenSource Cancel)? _running;

    private IReadOnlyList<string> Kinds => [.. _handlers.Keys];

    /// <summary>Ends an operation early if it is the one that is running; its cancellation has been stored.</summary>
    public void Cancel(OperationId id)
    {
        lock (_guard)
        {
            if (_running is { } running && running.Id == id)
                running.Cancel.Cancel();
        }
    }

    /// <summary>Works until the program stops.</summary>
    public async Task Work(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var operation = await Attempt(() => Next(stopping), stopping);
            if (operation is null)
                await signals.AwaitWork(lane, _patience, stopping);
            else
                await Run(operation, stopping);
        }
    }

    /// <summary>Begins the operation whose turn it is; null: there is none.</summary>
    private async Task<Operation?> Next(CancellationToken stopping)
    {
        // Most looks find nothing, and a read holds up nobody.
        if (!await database.Read(IsAnythingToDo, stopping))
            return null;
        return await Write(
            async db =>
            {
                await Recover(db);
                return await Begin(db);
            },
            stopping);
    }

    private async Task<bool> IsAnythingToDo(Db db) =>
        await OperationStore.Oldest(db, OperationStatus.Queued, Kinds) is not null || await OperationStore.Orphans(db, Kinds) is not [];

    /// <summary>What was running in this lane of an instance that has ended goes back into the queue, or is given up; other lanes' go on meanwhile.</summary>
    private async Task Recover(Db db)
    {
        foreach (var operation in await OperationStore.Orphans(db, Kinds))
            await Requeue(db, operation);
    }

    private async Task Requeue(Db db, Operation operation)
    {
        var queued = operation with { Version = operation.Version + 1, UpdatedAt = now.Time, Status = OperationStatus.Queued, Holder = null };
        await OperationStore.Update(
            db,
            operation,
            operation.CancelRequested ? Finished(queued, OperationStatus.Cancelled, null)
            : operation.Attempts >= AttemptsMax ? Finished(queued, OperationStatus.Failed, new DomainError(ErrorKind.Unavailable, Codes.OperationInterrupted, ("attempts", operation.Attempts)))
            : queued);
    }

    private async Task<Operation?> Begin(Db db)
    {
        if (await OperationStore.Oldest(db, OperationStatus.Queued, Kinds) is not { } waiting)
            return null;
        var begun = waiting with
        {
            Version = waiting.Version + 1,
            UpdatedAt = now.Time,
            Status = OperationStatus.Running,
            StartedAt = waiting.StartedAt ?? now.Time,
            Attempts = waiting.Attempts + 1,
            Holder = instance.Id,
        };
        await OperationStore.Update(db, waiting, begun);
        return begun;
    }

    private async Task Run(Operation operation, CancellationToken stopping)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        lock (_guard)
            _running = (operation.Id, cancel);
        try
        {
            var refused = await _handlers[operation.Kind].Run(new OperationRun(operation, database, now, cancel), cancel.Token);
            await Finish(operation.Id, refused is null ? OperationStatus.Succeeded : OperationStatus.Failed, refused, stopping);
        }
        catch (OperationTakenOverException)
        {
            // This instance was taken for dead: whoever has it now goes on from the last step that was stored.
            log.LogWarning("Operation {Id} ({Kind}) was taken over by another instance", operation.Id, operation.Kind);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It stays "running": the next start, or another instance, takes it up from its checkpoint.
        }
        catch (OperationCanceledException)
        {
            await Finish(operation.Id, OperationStatus.Cancelled, null, stopping);
        }
        catch (Exception failure) when (database.Dialect.FaultOf(failure) is { } fault)
        {
            // It goes on from its checkpoint once the database can be written, as after a restart.
            log.LogWarning("Operation {Id} ({Kind}) was interrupted: the database is unavailable ({Fault}): {Message}", operation.Id, operation.Kind, fault, failure.Message);
            await ChangeOwn(operation.Id, Requeue, stopping);
        }
        catch (Exception bug)
        {
            log.LogError(bug, "Operation {Id} ({Kind}) failed", operation.Id, operation.Kind);
            await Finish(operation.Id, OperationStatus.Failed, new DomainError(ErrorKind.Invalid, Codes.InternalError), stopping);
        }
        finally
        {
            lock (_guard)
                _running = null;
        }
    }

    private Task<bool> Finish(OperationId id, OperationStatus status, DomainError? error, CancellationToken stopping) => ChangeOwn(
        id,
        (db, current) => OperationStore.Update(db, current, Finished(current with { Version = current.Version + 1, UpdatedAt = now.Time }, status, error)),
        stopping);

    /// <summary>Changes an operation that this instance does; nothing where another has taken it over.</summary>
    private Task<bool> ChangeOwn(OperationId id, Func<Db, Operation, Task> change, CancellationToken stopping) => Attempt(
        () => Write(
            async db =>
            {
                var current = (await OperationStore.Find(db, id))!;
                if (current.Holder == instance.Id)
                    await change(db, current);
                return true;
            },
            stopping),
        stopping);

    private static Operation Finished(Operation operation, OperationStatus status, DomainError? error) => operation with
    {
        Status = status,
        Holder = null,
        FinishedAt = operation.UpdatedAt,
        // It has served.
        Checkpoint = null,
        Error = error is null ? null : OperationTexts.Keep(error),
    };

    private async Task<T> Write<T>(Func<Db, Task<T>> useCase, CancellationToken stopping) =>
        (await database.Write<T>(Origin.System("operations", now.Time), async db => await useCase(db), stopping)).Value;

    /// <summary>Tries again while the database cannot: an operation must not be forgotten because a disk was full for a moment.</summary>
    private async Task<T?> Attempt<T>(Func<Task<T>> step, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                return await step();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "The state of operations could not be stored; trying again in {Seconds} s", _patience.TotalSeconds.ToString(CultureInfo.InvariantCulture));
                await Task.Delay(_patience, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return default;
            }
        }

        return default;
    }
}
