using System.Text.Json;
using Matchmaking.Api.Messages;
using Matchmaking.Core.Common;

namespace Matchmaking.Api.Operations;

/// <summary>One kind of long work: how it is done and how its result is told.</summary>
internal interface IOperationHandler
{
    /// <summary>In kebab-case; stored with each operation, so it never changes.</summary>
    string Kind { get; }

    /// <summary>What it takes turns for. Not stored: waiting operations move with their kind.</summary>
    OperationLane Lane { get; }

    /// <summary>
    /// Does the work, from the beginning or from the last checkpoint. Its effects go through <see cref="OperationRun.Commit{T}"/>;
    /// what it answers with in the end has been committed there as the result.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled, or the program is stopping.</exception>
    Task<DomainError?> Run(OperationRun run, CancellationToken cancel);

    /// <summary>The stored result as it is shown, in a language.</summary>
    object View(JsonElement result, Language language);
}
