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

    private static ModelPart Part(Random random, RankingDirection direction, FeatureSet features, int refits) => new(
        LearnedModel.PartOf(direction),
        [.. features.Infos.Select(i => i.Id)],
        RandomTrees.Ensemble(random, features.Count, 40, 12),
        [.. Enumerable.Range(0, refits).Select(_ => RandomTrees.Ensemble(random, features.Count, 10, 6))]);
}
