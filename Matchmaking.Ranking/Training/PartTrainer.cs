using Matchmaking.Ranking.Calibration;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.LambdaMart;
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
        var first = LambdaMartTrainer.Train(TrainingGroup.Set(split.Teaching, features.Count), options, tuning, steps, cancel).Ensemble;
        steps.Next();
        var scaling = Scaling(first, tuning);
        var measured = SetMetrics.Of(measuring, Scores(first, measuring));

        var all = TrainingGroup.Set(split.All, features.Count);
        options = options with { Trees = Math.Max(1, first.Trees.Count) };
        TreeEnsemble Grow(LambdaMartOptions how)
        {
            // Where no tree made the order of later sessions better, none serves.
            var trees = first.Trees.Count == 0 ? first : LambdaMartTrainer.Train(all, how, null, steps, cancel).Ensemble;
            steps.Next();
            return scaling.Fold(trees);
        }

        var ensemble = Grow(options);
        var refits = Enumerable.Range(0, recipe.Refits)
            .Select(i => Grow(options with { GroupWeights = Bootstrap.Weights(all.Groups, recipe.Seed + (ulong)i) }))
            .ToArray();
        return new(new(name, [.. features.Infos.Select(i => i.Id)], ensemble, refits), first, scaling, measured);
    }

    private static PlattScaling Scaling(TreeEnsemble ensemble, RankingSet set)
    {
        var wanted = new bool[set.Rows];
        for (var row = 0; row < wanted.Length; row++)
            wanted[row] = set.Labels[row] >= WantedLabel;
        return PlattScaling.Fit(Array.ConvertAll(Scores(ensemble, set), FixedScore.ToDouble), wanted);
    }

    private static long[] Scores(TreeEnsemble ensemble, RankingSet set)
    {
        var scores = new long[set.Rows];
        new BatchScorer(ensemble).Score(set.Matrix.Slice(0, set.Rows), scores);
        return scores;
    }

    /// <summary>Makes one progress of many trainings.</summary>
    private sealed class Steps(TrainingRecipe recipe, IProgress<double>? progress) : IProgress<int>
    {
        private int _done;

        public void Report(int value) => progress?.Report((_done + Math.Min(1.0, (double)value / recipe.Options.Trees)) / (2 + recipe.Refits));

        public void Next()
        {
            _done++;
            Report(0);
        }
    }
}
