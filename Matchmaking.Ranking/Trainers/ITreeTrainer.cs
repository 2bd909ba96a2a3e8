namespace Matchmaking.Ranking.Trainers;

/// <summary>
/// Learns trees from rows with graded labels. Whoever grows them, the engine serves them: scoring, explanations, model files and replay see only
/// <see cref="Trees.TreeEnsemble"/>. Stateless and safe to share.
/// </summary>
public interface ITreeTrainer
{
    /// <summary>Kebab-case and unique; stands in the versions of the models that it made.</summary>
    string Name { get; }

    /// <summary>Makes a set ready, once, for any number of trainings that weigh its groups differently.</summary>
    /// <param name="set">What to learn from.</param>
    /// <param name="options">How; the number of bins stays the same in each training.</param>
    /// <param name="cancel">Ends it between two steps.</param>
    /// <exception cref="TrainingDataException">Nothing can be learned from the rows (<c>one-group, one-class, all-missing</c>).</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    IPreparedSet Prepare(RankingSet set, BoostingOptions options, CancellationToken cancel = default);
}
