using System.Text.Json;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Audit;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Operations;

namespace Matchmaking.Api.Operations;

/// <summary>An operation under way, as its handler sees it.</summary>
internal sealed class OperationRun(Operation operation, IDatabase database, Surroundings now, CancellationTokenSource cancel)
{
    /// <summary>Whose rights count: those of the key that asked.</summary>
    public Caller Caller { get; } = new(operation.Origin.KeyId ?? default, operation.Origin.Role!.Value, operation.SubjectIds);

    /// <summary>The effects happen now, in the name of who asked.</summary>
    public Origin Origin => operation.Origin with { At = now.Time };

    public T Input<T>() => JsonSerializer.Deserialize<T>(operation.Input, WireJson.Options)!;

    /// <summary>What was uploaded.</summary>
    public Task<byte[]> Content() => database.Read(db => OperationStore.Content(db, operation.Id), cancel.Token);

    /// <summary>Where an earlier attempt got to; null at the beginning.</summary>
    public T? Checkpoint<T>() where T : class => operation.Checkpoint is { } json ? JsonSerializer.Deserialize<T>(json, WireJson.Options) : null;

    /// <summary>Tells how far it is, without effects.</summary>
    public Task Report(OperationProgress progress) => Write(db => Advance(db, progress, null));

    /// <summary>
    /// Runs a use case in one transaction with the checkpoint that it answers with: after a crash, the work goes on exactly
    /// behind the effects that were kept.
    /// </summary>
    /// <param name="useCase">The effects; its value is the checkpoint and, until there is a better one, the result.</param>
    /// <param name="progress">How far that is.</param>
    /// <param name="rehearse">Undo the effects and keep the checkpoint.</param>
    public async Task<Result<T>> Commit<T>(Func<Db, Task<Result<T>>> useCase, Func<T, OperationProgress> progress, bool rehearse = false)
    {
        if (rehearse)
        {
            var tried = await database.Rehearse(Origin, useCase, cancel.Token);
            if (tried.TryGet(out var value, out _))
                await Write(db => Advance(db, progress(value), Json(value)));
            return tried;
        }

        return await database.Write<T>(
            Origin,
            async db =>
            {
                var result = await useCase(db);
                if (result.TryGet(out var value, out _))
                    await Advance(db, progress(value), Json(value));
                return result;
            },
            cancel.Token);
    }

    /// <summary>
    /// Keeps what has been found when the work is ended early on request: the effects and the result stay although it was cancelled.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody asked to cancel: the program is stopping, and the work begins anew at the next start.</exception>
    public async Task<Result<T>> KeepCancelled<T>(Func<Db, Task<Result<T>>> useCase)
    {
        return await database.Write<T>(
            Origin,
            async db =>
            {
                var current = await Own(db);
                if (!current.CancelRequested)
                    throw new OperationCanceledException(cancel.Token);
                var result = await useCase(db);
                if (result.TryGet(out var value, out _))
                    await OperationStore.Update(db, current, current with { Version = current.Version + 1, UpdatedAt = now.Time, Result = Json(value) });
                return result;
            },
            CancellationToken.None);
    }

    private Task<Result<bool>> Write(Func<Db, Task> useCase) => database.Write<bool>(
        Origin,
        async db =>
        {
            await useCase(db);
            return true;
        },
        cancel.Token);

    /// <summary>As it is now.</summary>
    /// <exception cref="OperationTakenOverException">Another instance does it.</exception>
    private async Task<Operation> Own(Db db)
    {
        var current = (await OperationStore.Find(db, operation.Id))!;
        return current.Holder == operation.Holder ? current : throw new OperationTakenOverException(operation.Id);
    }

    private async Task Advance(Db db, OperationProgress progress, string? checkpoint)
    {
        var current = await Own(db);
        // Asked for while this waited for its turn: whatever wrote this is undone with it.
        if (current.CancelRequested)
        {
            await cancel.CancelAsync();
            throw new OperationCanceledException(cancel.Token);
        }

        var next = current with { Version = current.Version + 1, UpdatedAt = now.Time, Progress = progress };
        await OperationStore.Update(db, current, checkpoint is null ? next : next with { Checkpoint = checkpoint, Result = checkpoint, Attempts = 1 });
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, WireJson.Options);
}
