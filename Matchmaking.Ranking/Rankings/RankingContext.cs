using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Rankings;

/// <summary>What a ranking depends on beside subject and candidates.</summary>
public sealed record RankingContext(DateOnly AsOf, MarketProfile Market, VetoSet Vetoes);
