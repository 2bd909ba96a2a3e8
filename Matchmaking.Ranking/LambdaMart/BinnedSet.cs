namespace Matchmaking.Ranking.LambdaMart;

/// <summary>A set whose rows were put into bins once, for any number of trainings that weigh its groups differently, also at the same time. Immutable.</summary>
public sealed class BinnedSet
{
    private BinnedSet(RankingSet set, BinnedRows rows, int bins) => (Set, Rows, Bins) = (set, rows, bins);

    public RankingSet Set { get; }

    internal BinnedRows Rows { get; }

    /// <summary><see cref="LambdaMartOptions.Bins"/> that they were made with.</summary>
    internal int Bins { get; }

    /// <param name="set">What to learn from.</param>
    /// <param name="options">How many bins, and how many threads may make them.</param>
    /// <param name="cancel">Ends it between two steps.</param>
    /// <exception cref="TrainingDataException">Nothing can be learned from the rows (<c>one-group, one-class, all-missing</c>).</exception>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BinnedSet Of(RankingSet set, LambdaMartOptions options, CancellationToken cancel = default)
    {
        options.Check(set);
        set.CheckLearnable();
        return new(set, BinnedRows.Of(set, options.Bins, options.Parallelism, cancel), options.Bins);
    }
}
