using Matchmaking.Core.Events;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Audit;

namespace Matchmaking.Api.Events;

/// <summary>Reads events out of the audit log, in its order, whoever may see them.</summary>
internal static class EventReader
{
    /// <param name="db">A read.</param>
    /// <param name="position">Number of the row behind which to begin.</param>
    /// <param name="take">Rows to look at, at most.</param>
    /// <param name="resourceId">Rows about this thing alone; null: all.</param>
    public static async Task<EventBatch> After(Db db, long position, int take, Guid? resourceId = null)
    {
        // The head is of the same snapshot, so that nothing lies between the last row and it.
        var head = (await AuditLog.Head(db)).Sequence;
        IReadOnlyList<ListFilter> filters = resourceId is { } id ? [new ListFilter("resource_id", id.ToString("D"))] : [];
        var rows = await AuditLog.List(db, new AuditQuery(filters, null, null, NewestFirst: false, position, take));
        var isEnd = rows.Count < take;
        return new EventBatch([.. rows.Select(EventProjection.Of).OfType<ProjectedEvent>()], isEnd ? Math.Max(position, head) : rows[^1].Sequence, isEnd);
    }
}

/// <param name="Events">Those of the rows that were looked at.</param>
/// <param name="Position">Number of the last row that was looked at, or that cannot be an event of those asked for.</param>
/// <param name="IsEnd">There is nothing behind.</param>
internal sealed record EventBatch(IReadOnlyList<ProjectedEvent> Events, long Position, bool IsEnd);
