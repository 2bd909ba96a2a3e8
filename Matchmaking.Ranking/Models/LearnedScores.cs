using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Models;

/// <summary>Scores of a trained model for one ranking; keeps the rows, and explains a pair when somebody asks.</summary>
/// <param name="trees">Of the direction.</param>
/// <param name="rows">Pairs x features, row-major.</param>
/// <param name="scores">By pair, in steps of 2^-32.</param>
internal sealed class LearnedScores(LearnedDirection trees, float[] rows, long[] scores) : IScoredPairs
{
    public double Baseline => trees.Shap.Baseline;

    public double RawScore(int pair) => FixedScore.ToDouble(scores[pair]);

    public IReadOnlyList<FeatureContribution> Contributions(int pair) => new LazyList<FeatureContribution>(trees.Features.Count, () => Explain(pair));

    public IReadOnlyList<RankInterval>? Intervals()
    {
        if (trees.Refits.Count == 0)
            return null;
        var own = Ranks(scores);
        var (best, worst) = (own.ToArray(), own);
        foreach (var refit in trees.Refits)
        {
            var refitted = new long[scores.Length];
            refit.Score(rows, refitted);
            var ranks = Ranks(refitted);
            for (var i = 0; i < ranks.Length; i++)
                (best[i], worst[i]) = (Math.Min(best[i], ranks[i]), Math.Max(worst[i], ranks[i]));
        }

        return [.. best.Zip(worst, (b, w) => new RankInterval(b, w))];
    }

    /// <summary>From 1, by falling score; equal ones in the order of the pairs.</summary>
    private static int[] Ranks(long[] scores)
    {
        var ranks = new int[scores.Length];
        var next = 1;
        foreach (var pair in Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]))
            ranks[pair] = next++;
        return ranks;
    }

    private FeatureContribution[] Explain(int pair)
    {
        var row = rows.AsSpan(pair * trees.Features.Count, trees.Features.Count);
        var contributions = new double[row.Length];
        trees.Shap.Explain(row, contributions);
        var explained = new FeatureContribution[row.Length];
        for (var f = 0; f < explained.Length; f++)
            explained[f] = new(trees.Features.Infos[f].Name, float.IsNaN(row[f]) ? null : row[f], contributions[f]);
        return explained;
    }
}
