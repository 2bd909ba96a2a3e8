using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Api.Plans;

/// <summary>The scores that the rankings of funds were frozen with, and whom they know.</summary>
internal sealed class FrozenScores
{
    private readonly Dictionary<FundId, List<(FinancingRequestId Request, double Score)>> _ranked = [];
    private readonly HashSet<FinancingRequestId> _requests = [];

    private FrozenScores()
    {
    }

    public static FrozenScores Of(IEnumerable<FrozenRanking> rankings)
    {
        var scores = new FrozenScores();
        foreach (var ranking in rankings.Where(r => r.Subject == RankingSubject.Fund))
        {
            var body = RankingBodyCodec.Read(ranking.Body);
            scores._ranked[new(ranking.SubjectId)] = [.. body.Items.Select(i => (i.FinancingRequestId!.Value, i.Score))];
            scores._requests.UnionWith(body.Items.Select(i => i.FinancingRequestId!.Value));
            scores._requests.UnionWith((body.Excluded ?? []).Select(e => e.FinancingRequestId!.Value));
        }

        return scores;
    }

    public bool Knows(FundId fund) => _ranked.ContainsKey(fund);

    public bool Knows(FinancingRequestId request) => _requests.Contains(request);

    /// <summary>What a fund may meet, in the order of its ranking.</summary>
    public IReadOnlyList<(FinancingRequestId Request, double Score)> Of(FundId fund) => _ranked.TryGetValue(fund, out var items) ? items : [];

    /// <summary>These scores, and those of a later freeze for pairs in which somebody was not known here.</summary>
    public FrozenScores Append(FrozenScores later)
    {
        var both = new FrozenScores();
        foreach (var (fund, items) in later._ranked)
            both._ranked[fund] = Knows(fund) ? [.. Of(fund), .. items.Where(i => !Knows(i.Request))] : items;
        foreach (var (fund, items) in _ranked)
            both._ranked.TryAdd(fund, items);
        both._requests.UnionWith(_requests);
        both._requests.UnionWith(later._requests);
        return both;
    }
}
