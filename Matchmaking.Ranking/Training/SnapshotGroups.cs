using Matchmaking.Core.Common;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Ranking.Snapshots;

namespace Matchmaking.Ranking.Training;

/// <summary>
/// Groups to learn from, out of what a session's freeze kept. The rows are computed from the facts of the freeze by the code that ranks, so that nothing that happened later can
/// reach a feature; outcomes give the labels alone.
/// </summary>
public static class SnapshotGroups
{
    /// <summary>One group for each subject with a candidate that passes the limits, in the order of ids.</summary>
    /// <param name="session">What was known, and what came of it.</param>
    /// <param name="direction">Funds as subjects, or requests.</param>
    /// <param name="references">Models that score the candidates too.</param>
    /// <param name="winnerWeight">What a pair counts where it wins (<see cref="LambdaMart.PositionBias"/>); null: 1.</param>
    public static IReadOnlyList<TrainingGroup> Of(
        TrainingSession session,
        RankingDirection direction,
        IReadOnlyList<IRankingModel> references,
        Func<FundId, FinancingRequestId, double>? winnerWeight = null)
    {
        var profiles = new SnapshotProfiles(session.Snapshot);
        var groups = direction == RankingDirection.FundToRequests
            ? profiles.Funds.Select(f => Group(
                CandidatePool.OfFund(f, profiles.Requests, profiles.Context, includeExcluded: false, withHistories: true),
                session.FundKinds.GetValueOrDefault(f.Mandate.Facts.Id),
                i => (f.Mandate.Facts.Id, i.FinancingRequestId!.Value)))
            : profiles.Requests.Select(r => Group(
                CandidatePool.OfRequest(r, profiles.Mandates, profiles.Context, includeExcluded: false),
                r.Facts.Stage?.Kebab(),
                i => (i.FundId!.Value, r.Facts.Id)));
        return [.. groups.Where(g => g.Labels.Count > 0)];

        TrainingGroup Group(CandidatePool pool, string? slice, Func<RankedItem, (FundId Fund, FinancingRequestId Request)> pairOf)
        {
            var pairs = pool.Items.Select(pairOf).ToArray();
            return new(
                session.Month,
                FeatureSet.Of(direction).Rows(pool.Pairs),
                [.. pairs.Select(p => session.Labels[p.Fund, p.Request])],
                winnerWeight is null ? [] : [.. pairs.Select(p => winnerWeight(p.Fund, p.Request))])
            {
                Slice = slice,
                References = [.. references.Select(m => Scores(m, pool))],
            };
        }

        double[] Scores(IRankingModel model, CandidatePool pool)
        {
            var scores = model.Score(pool.Pairs, direction);
            return [.. Enumerable.Range(0, pool.Items.Count).Select(scores.RawScore)];
        }
    }
}
