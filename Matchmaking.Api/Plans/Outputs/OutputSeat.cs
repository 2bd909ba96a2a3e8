using Matchmaking.Api.Contracts;

namespace Matchmaking.Api.Plans.Outputs;

/// <summary>A seat of a plan.</summary>
/// <param name="Table">From 1.</param>
/// <param name="Side">Null at round tables.</param>
/// <param name="Seat">From 1 on its side or around its table.</param>
/// <param name="Party">Who sits there; null: somebody whom the caller may not know of.</param>
internal sealed record OutputSeat(int Table, TableSide? Side, int Seat, OutputParty? Party);
