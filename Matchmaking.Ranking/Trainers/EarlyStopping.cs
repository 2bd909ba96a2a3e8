using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Trainers;

/// <summary>Watches how well the trees so far order groups that they were not grown on.</summary>
internal sealed class EarlyStopping
{
    private readonly RankingSet _set;
    private readonly int _patience;
    private readonly long[] _scores;
    private int _trees;
    private double _best = double.NegativeInfinity;

    /// <param name="set">Groups held out.</param>
    /// <param name="patience">After so many trees without a better order it is over.</param>
    public EarlyStopping(RankingSet set, int patience)
    {
        (_set, _patience, _scores) = (set, patience, new long[set.Rows]);
        _best = Ndcg();
    }

    /// <summary>With how many trees the order was best; of equal ones the fewest. 0 where no tree made it better.</summary>
    public int Best { get; private set; }

    public bool IsOver => _trees - Best >= _patience;

    public void Add(RegressionTree tree)
    {
        for (var row = 0; row < _scores.Length; row++)
            _scores[row] += tree.Leaves[tree.LeafOf(_set.Matrix.Row(row))];
        _trees++;
        if (Ndcg() is var ndcg && ndcg > _best)
            (_best, Best) = (ndcg, _trees);
    }

    /// <summary>Mean NDCG at 10 over the groups that have one.</summary>
    private double Ndcg() => QueryMetrics.Mean(SetMetrics.Of(_set, _scores), q => q.Ndcg10);
}
