using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>A set whose rows were put into bins.</summary>
/// <param name="set">What to learn from.</param>
/// <param name="rows">The same in bins.</param>
/// <param name="bins"><see cref="BoostingOptions.Bins"/> that they were made with.</param>
internal sealed class BinnedSet(RankingSet set, BinnedRows rows, int bins) : IPreparedSet
{
    public TrainedTrees Train(BoostingOptions options, RankingSet? validation = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        options.Check(set, bins);
        validation?.CheckFeatures(rows.Features);
        var boosting = new Boosting(rows, options);
        var early = validation is null ? null : new EarlyStopping(validation, options.Patience);
        var trees = new List<RegressionTree>(options.Trees);
        while (trees.Count < options.Trees && early is not { IsOver: true })
        {
            cancel.ThrowIfCancellationRequested();
            if (boosting.Next() is not { } tree)
                break;
            trees.Add(tree);
            early?.Add(tree);
            progress?.Report(trees.Count);
        }

        return new(new(rows.Features, 0, early is null ? trees : trees[..early.Best]), trees.Count);
    }
}
