namespace Matchmaking.Ranking.Models;

/// <summary>Best and worst rank that are plausible: over the refits of a model on resampled groups, and its own. Where it is wide the order is a coin flip.</summary>
public sealed record RankInterval(int Best, int Worst);
