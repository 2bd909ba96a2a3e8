namespace Matchmaking.Ranking.Trainers;

/// <summary>A set that a trainer made ready. Immutable; trainings may run at the same time.</summary>
public interface IPreparedSet
{
    /// <param name="options">How to train.</param>
    /// <param name="validation">Where given, the trees end where the order of these groups was best (<see cref="BoostingOptions.Patience"/>).</param>
    /// <param name="progress">Told the number of trees that were grown, rising.</param>
    /// <param name="cancel">Ends the training between two steps.</param>
    /// <exception cref="TrainingDataException">Validation rows have other features (<c>feature-count</c>).</exception>
    /// <exception cref="ArgumentException">An option is outside its range, or the number of bins is not the one that the set was made ready with.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    TrainedTrees Train(BoostingOptions options, RankingSet? validation = null, IProgress<int>? progress = null, CancellationToken cancel = default);
}
