using System.Text.Json;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Http;
using Matchmaking.Api.Messages;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Common;
using Matchmaking.Core.Operations;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Operations;

namespace Matchmaking.Api.Operations;

/// <summary>Takes on, shows and cancels operations.</summary>
internal sealed class OperationService(
    IDatabase database, Surroundings now, IEnumerable<IOperationHandler> handlers)
{
    /// <summary>Operations that may wait, of all lanes together; more are refused rather than queued without bound.</summary>
    public const int QueueMax = 100;

    /// <summary>Takes on work: it is stored with the answer 202 that promises it.</summary>
    /// <param name="effects">The request that asks for it.</param>
    /// <param name="caller">Whose rights count.</param>
    /// <param name="kind">The kind of an <see cref="IOperationHandler"/>.</param>
    /// <param name="input">What to do.</param>
    /// <param name="content">What was uploaded for it, or null.</param>
    /// <param name="check">What must hold when it is taken on; or null.</param>
    public async Task<IResult> Start<TInput>(
        Effects effects, Caller caller, string kind, TInput input, byte[]? content, Func<Db, Task<DomainError?>>? check = null)
    {
        return await effects.Write<Operation>(
            async db =>
            {
                if (check is not null && await check(db) is { } refused)
                    return refused;
                if (await OperationStore.Count(db, OperationStatus.Queued) >= QueueMax)
                    return new DomainError(ErrorKind.Unavailable, Codes.TooManyOperations, ("max", QueueMax));
                var operation = new Operation
                {
                    Id = now.Ids.Next<Operation>(),
                    Version = 1,
                    CreatedAt = now.Time,
                    UpdatedAt = now.Time,
                    Kind = kind,
                    Progress = new OperationProgress(0, 0, "queued"),
                    Origin = effects.Origin,
                    SubjectIds = caller.SubjectIds,
                    Input = JsonSerializer.Serialize(input, WireJson.Options),
                };
                await OperationStore.Insert(db, operation, content);
                return operation;
            },
            operation => Reply.Accepted($"/v1/operations/{operation.Id}", View(operation, Language.En)));
    }

    /// <summary>An operation that this caller may see: its own; staff see all.</summary>
    public async Task<Operation?> Find(Caller caller, string id, CancellationToken cancel) =>
        await database.Read(db => FindVisible(db, caller, id), cancel);

    /// <summary>Cancels: one that waits ends at once, one that runs after the step that it is in. What it has done until then stays.</summary>
    public async Task<IResult> Cancel(Effects effects, Caller caller, string id, Language language)
    {
        return await effects.Write<Operation>(
            async db =>
            {
                if (await FindVisible(db, caller, id) is not { } operation)
                    return DomainError.NotFound("operation");
                if (operation.Status == OperationStatus.Cancelled || (operation.CancelRequested && !operation.IsFinished))
                    return operation;
                if (operation.IsFinished)
                    return DomainError.Conflict(Codes.OperationFinished, ("status", operation.Status.Kebab()));
                var next = operation with { Version = operation.Version + 1, UpdatedAt = now.Time, CancelRequested = true };
                if (operation.Status == OperationStatus.Queued)
                    next = next with { Status = OperationStatus.Cancelled, FinishedAt = now.Time };
                await OperationStore.Update(db, operation, next);
                return next;
            },
            operation => Reply.Changed(ETags.Of(operation.Version), View(operation, language)));
    }

    public OperationView View(Operation operation, Language language) => new(
        operation.Id,
        operation.Kind,
        operation.Status,
        operation.Progress,
        operation.Result is { } result
            ? Handler(operation.Kind).View(JsonSerializer.Deserialize<JsonElement>(result, WireJson.Options), language)
            : null,
        operation.Error is { } error ? OperationTexts.Tell(error, language) : null,
        operation.CancelRequested,
        operation.CreatedAt,
        operation.UpdatedAt,
        operation.StartedAt,
        operation.FinishedAt);

    private IOperationHandler Handler(string kind) => handlers.Single(h => h.Kind == kind);

    private static async Task<Operation?> FindVisible(Db db, Caller caller, string text) =>
        Id<Operation>.TryParse(text, out var id) && await OperationStore.Find(db, id) is { } found && (caller.IsStaff || found.Origin.KeyId == caller.KeyId)
            ? found
            : null;
}
