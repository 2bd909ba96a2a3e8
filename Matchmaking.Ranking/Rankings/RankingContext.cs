using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Rankings;

/// <summary>What a ranking depends on beside subject and candidates.</summary>
public sealed record RankingContext(DateOnly AsOf, MarketProfile Market, VetoSet Vetoes)
{
    /// <summary>What funds say themselves of the requests; rankings of requests do not look at it.</summary>
    public PreferenceSet Preferences { get; init; } = PreferenceSet.Empty;

    /// <summary>
    /// Whether a fund's ranking hashes its candidates as a set (<see cref="Index.CandidateDigest"/>), which an index keeps up to date, instead of one by one. Kept rankings
    /// hash them one by one, and the funds of a request's ranking are always hashed so.
    /// </summary>
    public bool HashesSet { get; init; }

    /// <summary>The layout of the rankings; an earlier one where kept rankings are computed again.</summary>
    public int Format { get; init; } = RankingBody.CurrentFormat;
}
