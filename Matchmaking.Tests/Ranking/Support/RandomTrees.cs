using Matchmaking.Ranking.Trees;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Ensembles and rows of every shape, from a seed.</summary>
internal static class RandomTrees
{
    /// <summary>Few distinct numbers, so that values meet thresholds exactly.</summary>
    private static readonly float[] _numbers = [-3f, -1.5f, -0f, 0f, 0.25f, 1f, 2.5f, 1e-20f, 7e6f, float.MaxValue];

    public static TreeEnsemble Ensemble(Random random, int features, int trees, int mostLeaves) => new(
        features,
        FixedScore.Of(random.NextDouble() - 0.5),
        [.. Enumerable.Range(0, trees).Select(_ => Tree(random, features, random.Next(1, mostLeaves + 1)))]);

    public static RegressionTree Tree(Random random, int features, int leaves)
    {
        var nodes = new List<TreeNode>();
        Grow(random, features, leaves, nodes, 0);
        return new(
            nodes,
            [.. Enumerable.Range(0, leaves).Select(_ => FixedScore.Of(random.NextDouble() * 2 - 1))],
            [.. Enumerable.Range(0, leaves).Select(_ => random.Next(1, 100))]);
    }

    public static float[] Rows(Random random, int rows, int features)
    {
        var values = new float[rows * features];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(6) == 0 ? float.NaN : Number(random);
        return values;
    }

    private static float Number(Random random) =>
        random.Next(2) == 0 ? _numbers[random.Next(_numbers.Length)] : (float)(random.NextDouble() * 8 - 4);

    private static int Grow(Random random, int features, int leaves, List<TreeNode> nodes, int firstLeaf)
    {
        if (leaves == 1)
            return ~firstLeaf;
        var at = nodes.Count;
        nodes.Add(default);
        // Every third division is as lopsided as can be: deep chains.
        var lefts = random.Next(3) == 0 ? (random.Next(2) == 0 ? 1 : leaves - 1) : random.Next(1, leaves);
        var left = Grow(random, features, lefts, nodes, firstLeaf);
        var right = Grow(random, features, leaves - lefts, nodes, firstLeaf + lefts);
        nodes[at] = new(random.Next(features), Number(random), random.Next(2) == 0, left, right);
        return at;
    }
}
