namespace Matchmaking.Core.Plans.Explaining;

/// <summary>Somebody who sits elsewhere afterwards.</summary>
public readonly record struct MovedSeat(SeatRow Before, SeatRow After);
