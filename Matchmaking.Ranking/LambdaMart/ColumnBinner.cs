using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Finds the bins of features and puts the rows' values into them, a few features at a time; one thread's room for it.</summary>
/// <param name="matrix">Rows x features.</param>
/// <param name="bins">At most so many a feature.</param>
/// <param name="together">How many features are read in one go (<see cref="TogetherOn"/>).</param>
internal sealed class ColumnBinner(FeatureMatrix matrix, int bins, int together)
{
    /// <summary>Half a cache line of single-precision numbers.</summary>
    private const int Most = 8;

    private const int Least = 2;

    private readonly float[][] _columns = [.. Enumerable.Range(0, Math.Min(together, matrix.Features)).Select(_ => new float[matrix.Rows])];
    private readonly uint[] _keys = new uint[matrix.Rows];
    private readonly uint[] _room = new uint[matrix.Rows];

    /// <summary>How many features a thread reads in one go: all threads together have room for as many columns as one has alone.</summary>
    public static int TogetherOn(int threads) => Math.Clamp(Most / Math.Max(1, threads), Least, Most);

    /// <param name="first">The first of the features that are read in this go.</param>
    /// <param name="bounds">Set for these.</param>
    /// <param name="records">Rows x features, row-major; set for these.</param>
    public void Bin(int first, BinBounds[] bounds, byte[] records)
    {
        var count = Math.Min(together, matrix.Features - first);
        for (var row = 0; row < matrix.Rows; row++)
        {
            var values = matrix.Row(row).Slice(first, count);
            for (var c = 0; c < values.Length; c++)
                _columns[c][row] = values[c];
        }

        for (var c = 0; c < count; c++)
            bounds[first + c] = Bin(_columns[c], first + c, records);
    }

    private BinBounds Bin(float[] column, int feature, byte[] records)
    {
        var present = 0;
        foreach (var value in column)
        {
            if (!float.IsNaN(value))
                _keys[present++] = FloatKeys.Of(value);
        }

        var bounds = BinBounds.Of(_keys.AsSpan(0, present), _room.AsSpan(0, present), bins);
        var at = feature;
        foreach (var value in column)
        {
            records[at] = bounds.BinOf(value);
            at += matrix.Features;
        }

        return bounds;
    }
}
