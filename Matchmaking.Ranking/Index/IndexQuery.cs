using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Index;

/// <summary>Which requests are candidates.</summary>
public enum IndexScope
{
    /// <summary>Open ones: what a fund may know of.</summary>
    Open,

    /// <summary>All that are kept; those that are not open are counted as excluded.</summary>
    All,
}

/// <summary>A ranking of requests for a fund that is asked of an index.</summary>
/// <param name="Fund">For whom.</param>
/// <param name="Context">Day, base rates, vetoes, preferences.</param>
/// <param name="Model">Scores; one that the index can do (<see cref="IndexSnapshot.CanRank"/>).</param>
public sealed record IndexQuery(FundProfile Fund, RankingContext Context, IRankingModel Model)
{
    public IndexScope Scope { get; init; } = IndexScope.Open;

    /// <summary>That may work at once; the result does not depend on it.</summary>
    public int Threads { get; init; } = 1;
}
