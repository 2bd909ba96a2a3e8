using Matchmaking.Core.Sessions;
using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;

namespace Matchmaking.Ranking.Training;

/// <summary>At which ranks the candidates of a session were shown, and with which scores: out of its frozen rankings.</summary>
public sealed class ShownRanks
{
    private readonly Dictionary<(RankingDirection, FundId, FinancingRequestId), (int Rank, double RawScore)> _shown = [];

    /// <param name="rankings">Of one freeze.</param>
    public ShownRanks(IEnumerable<RankingBody> rankings)
    {
        foreach (var ranking in rankings)
        {
            var ofFund = ranking.Subject.Type == RankingSubject.Fund;
            foreach (var item in ranking.Items)
            {
                var key = ofFund
                    ? (RankingDirection.FundToRequests, new FundId(ranking.Subject.Id), item.FinancingRequestId!.Value)
                    : (RankingDirection.RequestToFunds, item.FundId!.Value, new FinancingRequestId(ranking.Subject.Id));
                _shown[key] = (item.Rank, item.RawScore);
            }
        }
    }

    /// <summary>From 1; null where the candidate was not shown.</summary>
    public int? Rank(RankingDirection direction, FundId fund, FinancingRequestId request) =>
        _shown.TryGetValue((direction, fund, request), out var shown) ? shown.Rank : null;

    /// <summary>What came of those that were shown, in no order.</summary>
    public IEnumerable<ShownOutcome> Outcomes(RankingDirection direction, OutcomeLabels labels) =>
        _shown.Where(s => s.Key.Item1 == direction).Select(s => new ShownOutcome(s.Value.Rank, s.Value.RawScore, Dcg.Gain(labels[s.Key.Item2, s.Key.Item3])));
}
