using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// Learns a sum of trees that orders the rows of each group by their labels: gradient boosting (J. Friedman, 2001) on a
/// pairwise ranking loss (<see cref="LambdaPairs"/>), known as LambdaMART (C. Burges, MSR-TR-2010-82, section 7).
/// </summary>
public sealed class LambdaMartTrainer : ITreeTrainer
{
    public string Name => "lambdamart";

    public IPreparedSet Prepare(RankingSet set, BoostingOptions options, CancellationToken cancel = default)
    {
        options.Check(set);
        set.CheckLearnable();
        return new BinnedSet(set, BinnedRows.Of(set, options.Bins, options.Parallelism, cancel), options.Bins);
    }
}
