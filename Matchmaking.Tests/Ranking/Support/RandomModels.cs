using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Models of random trees over the features of this build.</summary>
internal static class RandomModels
{
    public static ModelFile File(int seed, int refits = 5)
    {
        var random = new Random(seed);
        return new()
        {
            Version = $"learned-{seed}",
            Parts = [Part(random, RankingDirection.FundToRequests, FeatureSet.All, refits), Part(random, RankingDirection.RequestToFunds, FeatureSet.Public, refits)],
        };
    }

    /// <summary>A model that knows fewer features, in an order of its own.</summary>
    /// <param name="seed">Of the trees.</param>
    /// <param name="ofFunds">Columns of the direction fund to requests.</param>
    /// <param name="ofRequests">Columns of the other.</param>
    public static ModelFile Of(int seed, string[] ofFunds, string[] ofRequests)
    {
        var random = new Random(seed);
        return new()
        {
            Version = $"learned-{seed}",
            Parts = [Part(random, RankingDirection.FundToRequests, ofFunds, 1), Part(random, RankingDirection.RequestToFunds, ofRequests, 1)],
        };
    }

    private static ModelPart Part(Random random, RankingDirection direction, FeatureSet features, int refits) =>
        Part(random, direction, [.. features.Infos.Select(i => i.Id)], refits);

    private static ModelPart Part(Random random, RankingDirection direction, string[] ids, int refits) => new(
        LearnedModel.PartOf(direction),
        ids,
        RandomTrees.Ensemble(random, ids.Length, 40, 12),
        [.. Enumerable.Range(0, refits).Select(_ => RandomTrees.Ensemble(random, ids.Length, 10, 6))]);
}
