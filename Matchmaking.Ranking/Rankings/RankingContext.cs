using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Rankings;

/// <summary>What a ranking depends on beside subject and candidates.</summary>
public sealed record RankingContext(DateOnly AsOf, MarketProfile Market, VetoSet Vetoes)
{
    /// <summary>What funds say themselves of the requests; rankings of requests do not look at it.</summary>
    public PreferenceSet Preferences { get; init; } = PreferenceSet.Empty;

    /// <summary>The layout of the rankings; an earlier one where kept rankings are computed again.</summary>
    public int Format { get; init; } = RankingBody.CurrentFormat;
}
