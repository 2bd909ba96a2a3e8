using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Training;

/// <summary>Resampling of groups with replacement (B. Efron, "Bootstrap methods: another look at the jackknife", 1979), as weights.</summary>
public static class Bootstrap
{
    /// <summary>How often each group is drawn in as many draws as there are groups.</summary>
    /// <param name="groups">At least 1.</param>
    /// <param name="seed">The same seed draws the same.</param>
    /// <returns>Whole numbers that add up to the number of groups.</returns>
    public static double[] Weights(int groups, ulong seed)
    {
        var random = new SplitMix64(seed);
        var weights = new double[groups];
        for (var draw = 0; draw < groups; draw++)
            weights[random.Below(groups)]++;
        return weights;
    }
}
