namespace Matchmaking.Ranking.LambdaMart;

/// <summary>What came of a candidate that was shown in a ranking.</summary>
/// <param name="Rank">Where it stood, from 1.</param>
/// <param name="Score">The score that it was shown with; scores of different rankings compare.</param>
/// <param name="Gain">What came of it, at least 0.</param>
public readonly record struct ShownOutcome(int Rank, double Score, double Gain);
