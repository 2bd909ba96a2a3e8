using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.MlNet;

/// <summary>
/// Stands a number below the range of a feature in for its missing values. FastTree leaves out every row that holds a NaN, silently, and which way LightGBM sends one is not public; a
/// number goes left of every division that has rows on both sides, which is what <see cref="TreeNode.MissingRight"/> can say.
/// </summary>
internal sealed class MissingValues
{
    private readonly float[] _least;
    private readonly float[] _standIns;

    /// <param name="matrix">The rows that are learned from.</param>
    public MissingValues(FeatureMatrix matrix)
    {
        _least = new float[matrix.Features];
        var most = new float[matrix.Features];
        Array.Fill(_least, float.PositiveInfinity);
        Array.Fill(most, float.NegativeInfinity);
        for (var row = 0; row < matrix.Rows; row++)
        {
            var values = matrix.Row(row);
            for (var f = 0; f < values.Length; f++)
            {
                if (!float.IsNaN(values[f]))
                    (_least[f], most[f]) = (Math.Min(_least[f], values[f]), Math.Max(most[f], values[f]));
            }
        }

        _standIns = [.. _least.Zip(most, StandIn)];
    }

    /// <summary>The smallest number of a feature among the rows; infinite where all are missing.</summary>
    public float Least(int feature) => _least[feature];

    /// <summary>Copies a row with its missing values replaced.</summary>
    public void Fill(ReadOnlySpan<float> row, Span<float> filled)
    {
        for (var f = 0; f < row.Length; f++)
            filled[f] = float.IsNaN(row[f]) ? _standIns[f] : row[f];
    }

    /// <summary>As far below the smallest number as the largest is above it, and at least 1: a bound between it and them is far from both.</summary>
    private static float StandIn(float least, float most)
    {
        if (float.IsInfinity(least))
            return 0;
        var below = (double)least - Math.Max(1, (double)most - least);
        // Where 1 is less than the space between floating-point numbers of that size.
        return Math.Max(float.MinValue, Math.Min((float)below, float.BitDecrement(least)));
    }
}
