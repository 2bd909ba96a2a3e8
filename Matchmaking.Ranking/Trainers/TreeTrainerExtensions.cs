using System.Diagnostics;

namespace Matchmaking.Ranking.Trainers;

public static class TreeTrainerExtensions
{
    /// <summary>Makes a set ready and trains on it once.</summary>
    /// <param name="trainer">Who grows the trees.</param>
    /// <param name="set">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Where given, the trees end where the order of these groups was best.</param>
    /// <param name="progress">Told the number of trees that were grown, rising.</param>
    /// <param name="cancel">Ends the training between two steps.</param>
    /// <exception cref="TrainingDataException">Nothing can be learned from the rows (<c>one-group, one-class, all-missing, feature-count</c>).</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedTrees Train(
        this ITreeTrainer trainer, RankingSet set, BoostingOptions options, RankingSet? validation = null, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var started = Stopwatch.GetTimestamp();
        var prepared = trainer.Prepare(set, options, cancel);
        var preparation = Stopwatch.GetElapsedTime(started);
        return prepared.Train(options, validation, progress, cancel) with { Preparation = preparation };
    }
}
