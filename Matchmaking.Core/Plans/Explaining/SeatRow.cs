using Matchmaking.Core.Plans.Tables;

namespace Matchmaking.Core.Plans.Explaining;

/// <summary>Where somebody sits, by the id of the registration.</summary>
/// <param name="ParticipantId">Whose seat.</param>
/// <param name="Table">From 1.</param>
/// <param name="Side">Null at round tables.</param>
/// <param name="Seat">From 1.</param>
public readonly record struct SeatRow(Guid ParticipantId, int Table, TableSide? Side, int Seat);
