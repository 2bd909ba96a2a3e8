using System.Diagnostics;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Learns a sum of trees that orders the rows of each group by their labels: gradient boosting (J. Friedman, 2001) on a
/// pairwise ranking loss (<see cref="LambdaPairs"/>), known as LambdaMART (C. Burges, MSR-TR-2010-82, section 7).
/// </summary>
public static class LambdaMartTrainer
{
    /// <param name="set">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Where given, the trees end where the order of these groups was best (<see cref="LambdaMartOptions.Patience"/>).</param>
    /// <param name="progress">Told the number of trees after each one.</param>
    /// <param name="cancel">Ends the training between two steps.</param>
    /// <exception cref="TrainingDataException">Nothing can be learned from the rows (<c>one-group, one-class, all-missing, feature-count</c>).</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedTrees Train(
        RankingSet set, LambdaMartOptions options, RankingSet? validation = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        var binned = BinnedSet.Of(set, options, cancel);
        var binning = Stopwatch.GetElapsedTime(started);
        return Train(binned, options, validation, progress, cancel) with { Binning = binning };
    }

    /// <param name="set">What to learn from, made with as many bins as the options name.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Where given, the trees end where the order of these groups was best (<see cref="LambdaMartOptions.Patience"/>).</param>
    /// <param name="progress">Told the number of trees after each one.</param>
    /// <param name="cancel">Ends the training between two steps.</param>
    /// <exception cref="TrainingDataException">Validation rows have other features (<c>feature-count</c>).</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedTrees Train(
        BinnedSet set, LambdaMartOptions options, RankingSet? validation = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        options.Check(set.Set);
        if (options.Bins != set.Bins)
            throw new ArgumentException($"The rows are in {set.Bins} bins, not {options.Bins}.", nameof(options));
        var features = set.Rows.Features;
        if (validation is not null && validation.Matrix.Features != features)
            throw new TrainingDataException("feature-count", $"Validation rows have {validation.Matrix.Features} features, training rows {features}.");
        var boosting = new Boosting(set.Rows, options);
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

        return new(new(features, 0, early is null ? trees : trees[..early.Best]), trees.Count, TimeSpan.Zero);
    }
}

/// <summary>What training gave.</summary>
/// <param name="Ensemble">The trees that are kept.</param>
/// <param name="Grown">How many were grown.</param>
/// <param name="Binning">How long it took to put the rows into bins; zero where they were before.</param>
public sealed record TrainedTrees(TreeEnsemble Ensemble, int Grown, TimeSpan Binning);
