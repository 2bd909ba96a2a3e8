using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Core.Outcomes;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training;

namespace Matchmaking.Benchmarks.Rank;

/// <summary>A model over all features, trained on made-up outcomes of funds with tastes: as real models are, and none of random trees.</summary>
internal static class RankModel
{
    private const int Funds = 200;
    private const int RequestsAFund = 150;
    private const int Group = 10;

    public static LearnedModel Train(RankFunds funds, RequestFacts[] facts, MarketBase market, int trees, int leaves)
    {
        var random = new SplitMix64(17);
        var groups = new List<(TrainingSession Session, int Number)>();
        for (var start = 0; start < Funds; start += Group)
        {
            // Apart from the funds that are measured.
            int[] numbers = [.. Enumerable.Range(100_000 + start, Group)];
            RequestFacts[] requests = [.. Enumerable.Range(0, RequestsAFund).Select(_ => facts[random.Below(facts.Length)]).DistinctBy(f => f.Id)];
            groups.Add((Session(funds, numbers, requests, market, ref random), start));
        }

        ModelPart[] parts =
        [
            .. Enum.GetValues<RankingDirection>().Select(direction =>
            {
                var features = FeatureSet.Of(direction);
                var set = TrainingGroup.Set([.. groups.SelectMany(g => SnapshotGroups.Of(g.Session, direction, []))], features.Count);
                var options = new BoostingOptions { Trees = trees, Leaves = leaves, MinRowsInLeaf = 20, Monotone = [.. features.Infos.Select(i => i.Monotone)] };
                return new ModelPart(LearnedModel.PartOf(direction), [.. features.Infos.Select(i => i.Id)], TreeTrainers.Default.Train(set, options).Ensemble, []);
            }),
        ];
        return new(new() { Version = "rank", Parts = parts });
    }

    private static TrainingSession Session(RankFunds funds, int[] numbers, RequestFacts[] requests, MarketBase market, ref SplitMix64 random)
    {
        var outcomes = new List<OutcomeDetails>();
        FundFacts[] facts = [.. numbers.Select(funds.Everything)];
        for (var f = 0; f < numbers.Length; f++)
        {
            var likings = new (double Liking, RequestFacts Request)[requests.Length];
            for (var r = 0; r < requests.Length; r++)
                likings[r] = (funds.Liking(numbers[f], requests[r]) + (random.Below(1_000) + random.Below(1_000) - 1_000) / 700.0, requests[r]);
            foreach (var (rank, (_, request)) in likings.OrderByDescending(l => l.Liking).Index().TakeWhile(l => l.Index < 40))
            {
                outcomes.Add(new()
                {
                    FundId = facts[f].Mandate.Id,
                    FinancingRequestId = request.Id,
                    OccurredOn = RankMarket.Day,
                    Result = rank switch { < 4 => OutcomeResult.Invested, < 9 => OutcomeResult.DueDiligence, < 18 => OutcomeResult.Interested, _ => OutcomeResult.Met },
                });
            }
        }

        return new()
        {
            Month = Month.Of(RankMarket.Day),
            Snapshot = new() { ModelVersion = "prior-2", AsOf = RankMarket.Day, Market = market, Funds = facts, Requests = requests },
            Labels = new(outcomes, RankMarket.Day),
        };
    }
}
