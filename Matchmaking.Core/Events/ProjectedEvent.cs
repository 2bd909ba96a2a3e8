namespace Matchmaking.Core.Events;

/// <summary>An event with the row that it was read from, by which it is judged who may be told.</summary>
public sealed record ProjectedEvent(ChangeEvent Event, AuditChange Change)
{
    public long Sequence => Change.Row.Sequence;
}
