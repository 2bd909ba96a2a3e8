namespace Matchmaking.Core.Storage;

/// <summary>Topics of changes that no counter counts.</summary>
public static class ChangeTopics
{
    /// <summary>The audit log has grown: something was made, changed or deleted.</summary>
    public const string Audit = "audit";

    /// <summary>Some operation has another state.</summary>
    public const string Operations = "operations";

    /// <summary>Some operation waits to be done.</summary>
    public const string OperationsQueued = "operations-queued";

    private const string CancelPrefix = "operation-cancel:";

    /// <summary>An operation that runs somewhere is to end.</summary>
    public static string OperationCancel(OperationId id) => CancelPrefix + id;

    /// <summary>The operations that are to end.</summary>
    public static IEnumerable<OperationId> OperationsToCancel(ChangeSet changes) =>
        changes.Topics.Where(t => t.StartsWith(CancelPrefix, StringComparison.Ordinal)).Select(t => OperationId.Parse(t[CancelPrefix.Length..]));
}
