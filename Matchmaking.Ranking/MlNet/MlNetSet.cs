using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.MlNet;

/// <summary>A set whose missing values were replaced.</summary>
/// <param name="trainer">Who fits.</param>
/// <param name="set">What to learn from.</param>
/// <param name="bins"><see cref="BoostingOptions.Bins"/>, the same in each training.</param>
internal sealed class MlNetSet(MlNetTrainer trainer, RankingSet set, int bins) : IPreparedSet
{
    /// <summary>ML.NET keeps gains, thread counts and pools for the whole process: one fit at a time.</summary>
    private static readonly Lock _oneFit = new();

    private readonly MlNetRows _rows = new(set);

    public TrainedTrees Train(BoostingOptions options, RankingSet? validation = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        options.Check(set, bins);
        validation?.CheckFeatures(set.Matrix.Features);
        cancel.ThrowIfCancellationRequested();
        if (Fit(options, progress, cancel) is not { } fit)
            return new(new(set.Matrix.Features, 0, []), 0);
        cancel.ThrowIfCancellationRequested();
        var conversion = new TreeConversion(fit.Ensemble, _rows.Missing, options.Monotone);
        int[] places = [.. _rows.Places(options.GroupWeights)];
        var trees = new RegressionTree[fit.Ensemble.Trees.Count];
        options.Parallelism.For(
            trees.Length,
            () => 0,
            (i, _) => trees[i] = MonotoneTree.Of(conversion.Convert(fit.Ensemble.Trees[i], fit.Ensemble.TreeWeights[i], tree => LeafRows(tree, places)), options.Monotone),
            cancel: cancel);
        var kept = validation is null ? trees.Length : Best(trees, validation, options.Patience, cancel);
        progress?.Report(trees.Length);
        return new(new(set.Matrix.Features, conversion.Steps(fit.Ensemble.Bias), trees[..kept]), trees.Length) { Exponent = conversion.Exponent };
    }

    /// <summary>ML.NET's own model of the rows; null where no division of them gains anything.</summary>
    public MlNetFit? Fit(BoostingOptions options, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        lock (_oneFit)
        {
            cancel.ThrowIfCancellationRequested();
            return _rows.HasPair(options.GroupWeights) ? trainer.Fit(_rows, options, progress, cancel) : null;
        }
    }

    /// <summary>How many of the trees ordered the held-out groups best; with ML.NET's own early stopping trees would end by another measure for each trainer.</summary>
    private static int Best(RegressionTree[] trees, RankingSet validation, int patience, CancellationToken cancel)
    {
        var early = new EarlyStopping(validation, patience);
        foreach (var tree in trees)
        {
            cancel.ThrowIfCancellationRequested();
            early.Add(tree);
            if (early.IsOver)
                break;
        }

        return early.Best;
    }

    private int[] LeafRows(RegressionTree tree, int[] places)
    {
        var rows = new int[tree.Leaves.Length];
        foreach (var place in places)
            rows[tree.LeafOf(set.Matrix.Row(place))]++;
        return rows;
    }
}
