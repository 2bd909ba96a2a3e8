namespace Matchmaking.Core.Plans.Explaining;

/// <summary>What becomes of the seats of one seating in another. Everybody is in exactly one of the four lists.</summary>
public sealed record SeatDifference
{
    private SeatDifference(IReadOnlyList<SeatRow> kept, IReadOnlyList<MovedSeat> moved, IReadOnlyList<SeatRow> added, IReadOnlyList<SeatRow> dropped) =>
        (Kept, Moved, New, Dropped) = (kept, moved, added, dropped);

    /// <summary>Same table, side and seat.</summary>
    public IReadOnlyList<SeatRow> Kept { get; }

    /// <summary>Another table, side or seat; in the order of where they sit afterwards.</summary>
    public IReadOnlyList<MovedSeat> Moved { get; }

    /// <summary>Seated afterwards only.</summary>
    public IReadOnlyList<SeatRow> New { get; }

    /// <summary>Seated before only.</summary>
    public IReadOnlyList<SeatRow> Dropped { get; }

    /// <summary>Compares two seatings; each list comes out by table, side and seat, whatever the order of the input.</summary>
    /// <exception cref="ArgumentException">Somebody sits twice in one seating.</exception>
    public static SeatDifference Of(IReadOnlyList<SeatRow> before, IReadOnlyList<SeatRow> after)
    {
        var (was, isNow) = (before.ToDictionary(r => r.ParticipantId), after.ToDictionary(r => r.ParticipantId));
        return new(
            [.. Ordered(after.Where(r => was.TryGetValue(r.ParticipantId, out var old) && old == r))],
            [.. Ordered(after.Where(r => was.TryGetValue(r.ParticipantId, out var old) && old != r)).Select(r => new MovedSeat(was[r.ParticipantId], r))],
            [.. Ordered(after.Where(r => !was.ContainsKey(r.ParticipantId)))],
            [.. Ordered(before.Where(r => !isNow.ContainsKey(r.ParticipantId)))]);
    }

    private static IOrderedEnumerable<SeatRow> Ordered(IEnumerable<SeatRow> rows) =>
        rows.OrderBy(r => r.Table).ThenBy(r => r.Side).ThenBy(r => r.Seat).ThenBy(r => r.ParticipantId);
}
