namespace Matchmaking.Ranking.Histories;

/// <summary>An offer that became known on a day, with those who joined.</summary>
/// <param name="Offer">What was offered.</param>
/// <param name="Day">From the day after it may be known to a ranking.</param>
/// <param name="Investors">Each once, in any order; may be empty.</param>
public sealed record Round(Offer Offer, DateOnly Day, IReadOnlyList<string> Investors);
