using Matchmaking.Api.Operations;
using Matchmaking.Core.Operations;

namespace Matchmaking.Api.Contracts;

/// <summary>
/// Long work: how far it is, and what came of it. <c>result</c> grows while it runs and depends on the kind; <c>error</c> says why it failed.
/// </summary>
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
