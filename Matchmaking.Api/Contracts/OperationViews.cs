using Matchmaking.Api.Operations;
using Matchmaking.Core.Operations;

namespace Matchmaking.Api.Contracts;

/// <summary>Long work: how far it is, and what came of it.</summary>
/// <param name="Id">Made by the server; never changes.</param>
/// <param name="Kind">What is done, in kebab-case.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Result">What came of it; grows while it runs and depends on the kind.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="CancelRequested">Somebody asked to cancel it.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="UpdatedAt">When it last got further.</param>
/// <param name="StartedAt">When it began; null: it waits.</param>
/// <param name="FinishedAt">When it ended, however it did; null: it has not.</param>
internal sealed record OperationView(
    OperationId Id,
    string Kind,
    OperationStatus Status,
    OperationProgress Progress,
    object? Result,
    OperationErrorView? Error,
    bool CancelRequested,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);
