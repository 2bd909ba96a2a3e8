namespace Matchmaking.Core.Plans.Solving;

/// <summary>A limit that could be lifted: of a participant (startups first, then funds), of a pinned pair, or of the room (-1).</summary>
internal readonly record struct ConflictLimit(PlanLimit Kind, int Participant, PairKey Pair, long Amount);
