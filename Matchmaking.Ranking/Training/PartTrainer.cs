using Matchmaking.Ranking.Calibration;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Training;

/// <summary>
/// Trains the part of a model for one direction. On the earliest sessions it learns how many trees the next ones bear and how sure their scores are, and is measured on the latest. The
/// trees that serve are then grown anew, as many, on all sessions, and so are the refits on resampled groups: what is measured is the recipe, without the newest outcomes.
/// </summary>
public static class PartTrainer
{
    /// <summary>From here on a label says that the candidate was wanted: interested, or more.</summary>
    public const int WantedLabel = 2;

    /// <param name="name">Of the part.</param>
    /// <param name="features">Its columns.</param>
    /// <param name="split">The groups.</param>
    /// <param name="recipe">How to train, and from which seed.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1, rising.</param>
    /// <param name="cancel">Ends the training between two steps.</param>
    /// <exception cref="TrainingDataException">The rows cannot be learned from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedPart Train(
        string name, FeatureSet features, SessionSplit split, TrainingRecipe recipe, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var steps = new Steps(recipe, progress);
        var tuning = TrainingGroup.Set(split.Tuning, features.Count);
        var measuring = TrainingGroup.Set(split.Measuring, features.Count);
        var options = recipe.Options with { Monotone = [.. features.Infos.Select(i => i.Monotone)] };
        var first = steps.Do(step => recipe.Trainer.Train(TrainingGroup.Set(split.Teaching, features.Count), options, tuning, step, cancel));
        var scaling = Scaling(first, tuning);
        var measured = SetMetrics.Of(measuring, new BatchScorer(first.Ensemble).Score(measuring.Matrix));

        var all = TrainingGroup.Set(split.All, features.Count);
        // Each on one thread: several on one training of some thousand rows mostly wait for each other.
        var each = options with { Trees = Math.Max(1, first.Ensemble.Trees.Count), Threads = 1 };
        // Where no tree made the order of later sessions better, none serves.
        var prepared = first.Ensemble.Trees.Count == 0 ? null : recipe.Trainer.Prepare(all, options, cancel);
        TreeEnsemble Grow(BoostingOptions how) =>
            Folded(scaling, steps.Do(step => prepared is null ? first : prepared.Train(how, null, step, cancel)));

        // The one that serves, and the refits.
        var grown = new TreeEnsemble[1 + recipe.Refits];
        options.Parallelism.For(
            grown.Length,
            () => each,
            (i, how) => grown[i] = Grow(i == 0 ? how : how with { GroupWeights = Bootstrap.Weights(all.Groups, recipe.Seed + (ulong)(i - 1)) }),
            cancel: cancel);
        return new(new(name, [.. features.Infos.Select(i => i.Id)], grown[0], grown[1..]), first.Ensemble, scaling, measured);
    }

    private static PlattScaling Scaling(TrainedTrees trees, RankingSet set)
    {
        var wanted = new bool[set.Rows];
        for (var row = 0; row < wanted.Length; row++)
            wanted[row] = set.Labels[row] >= WantedLabel;
        return PlattScaling.Fit(Array.ConvertAll(new BatchScorer(trees.Ensemble).Score(set.Matrix), trees.ScoreOf), wanted);
    }

    /// <summary>The slope is of the trainer's own scores.</summary>
    private static TreeEnsemble Folded(PlattScaling scaling, TrainedTrees trees) => (scaling with { Slope = Math.ScaleB(scaling.Slope, -trees.Exponent) }).Fold(trees.Ensemble);

    /// <summary>Makes one progress of many trainings, also of some at the same time.</summary>
    private sealed class Steps(TrainingRecipe recipe, IProgress<double>? progress)
    {
        private readonly Lock _gate = new();
        private readonly double _all = (2.0 + recipe.Refits) * recipe.Options.Trees;
        private long _trees;

        /// <summary>One training; fewer trees than the most count as all when it ends.</summary>
        public T Do<T>(Func<IProgress<int>, T> training)
        {
            var step = new Step(this, recipe.Options.Trees);
            var done = training(step);
            step.Report(recipe.Options.Trees);
            return done;
        }

        // Told within the lock: a share that was told later must not be a smaller one.
        private void Add(int trees)
        {
            lock (_gate)
                progress?.Report((_trees += trees) / _all);
        }

        private sealed class Step(Steps steps, int most) : IProgress<int>
        {
            private int _told;

            public void Report(int value)
            {
                var trees = Math.Min(value, most);
                steps.Add(trees - _told);
                _told = trees;
            }
        }
    }
}
