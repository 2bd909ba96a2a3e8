namespace Matchmaking.Core.Plans;

/// <summary>Which side of the table a participant sits on.</summary>
public enum MeetingSide
{
    Startup,
    Fund,
}

/// <summary>A startup or a fund of a <see cref="MeetingProblem"/>.</summary>
/// <param name="Id">The id of its registration; unique over both sides.</param>
/// <param name="Min">Fewest meetings it must get, 0..<see cref="MeetingProblem.MaxRounds"/>. More than <paramref name="Max"/> makes the problem infeasible, not wrong.</param>
/// <param name="Max">Most meetings it may get, at least 0; the number of rounds bounds it too.</param>
/// <param name="Available">Rounds (from 1, ascending) it can meet in; null means all of them.</param>
public sealed record MeetingParticipant(Guid Id, int Min, int Max, IReadOnlyList<int>? Available = null);
