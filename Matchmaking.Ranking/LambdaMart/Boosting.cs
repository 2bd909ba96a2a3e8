using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Tree after tree, each grown on the derivatives of the loss at the scores that the ones before give.</summary>
internal sealed class Boosting
{
    private readonly BoostingOptions _options;
    private readonly LambdaGradients _gradients;
    private readonly TreeGrower _grower;
    private readonly int[] _all;
    private readonly int[] _rows;
    private readonly int[] _room;
    private readonly long[] _packed;
    private readonly long[] _scores;

    public Boosting(BinnedRows binned, BoostingOptions options)
    {
        _options = options;
        _gradients = new(binned, options);
        _grower = new(binned, options);
        _all = _gradients.Rows;
        (_rows, _room) = (new int[_all.Length], new int[_all.Length]);
        (_packed, _scores) = (new long[binned.Rows], new long[binned.Rows]);
    }

    /// <summary>Null where no division of the rows gains anything any more.</summary>
    public RegressionTree? Next()
    {
        var scale = _gradients.Compute(_scores, _packed);
        _all.CopyTo(_rows, 0);
        if (_grower.Grow(new(_rows, _room, _options.Parallelism), _packed, scale) is not { } tree)
            return null;
        _options.Parallelism.For(tree.Leaves.Count, i =>
        {
            var leaf = tree.Leaves[i];
            foreach (var row in tree.Rows(leaf))
                _scores[row] += leaf.Value;
        });
        return tree.ToTree();
    }
}
