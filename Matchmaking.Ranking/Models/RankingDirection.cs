namespace Matchmaking.Ranking.Models;

/// <summary>Who is ranked for whom.</summary>
public enum RankingDirection
{
    /// <summary>A fund's candidates, from all that is known.</summary>
    FundToRequests,

    /// <summary>A request's candidates, from public facts only.</summary>
    RequestToFunds,
}
