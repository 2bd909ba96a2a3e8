namespace Matchmaking.Api.Operations;

/// <summary>An operation is not this instance's any more; what it was about to store is undone.</summary>
internal sealed class OperationTakenOverException(OperationId id) : Exception($"Operation {id} was taken over by another instance.");
