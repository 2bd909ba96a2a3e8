namespace Matchmaking.Ranking.Histories;

/// <summary>A round in the index.</summary>
/// <param name="Number">Its place in the order of adding.</param>
/// <param name="Company">Whose it was.</param>
/// <param name="Day">Day number.</param>
/// <param name="Investors">Who joined.</param>
/// <param name="Traits">By <see cref="Trait"/>, as they were on its day; NaN where unknown.</param>
internal sealed record PastRound(int Number, Company Company, int Day, Investor[] Investors, double[] Traits);
