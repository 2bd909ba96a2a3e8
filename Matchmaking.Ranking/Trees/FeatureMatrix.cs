namespace Matchmaking.Ranking.Trees;

/// <summary>
/// Rows x features, row-major. NaN: missing. Values are single precision: training and serving round a feature the same way,
/// at this door, and compare it with thresholds of the same type.
/// </summary>
public sealed class FeatureMatrix
{
    /// <param name="values">Rows x features, row-major; kept, not copied.</param>
    /// <param name="features">At least 1.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the number of features.</exception>
    public FeatureMatrix(float[] values, int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (values.Length % features != 0)
            throw new ArgumentException($"{values.Length} values are no whole number of rows with {features} features.", nameof(values));
        Values = values;
        Features = features;
    }

    public int Features { get; }

    public int Rows => Values.Length / Features;

    internal float[] Values { get; }

    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Features, Features);

    /// <summary>Consecutive rows, row-major.</summary>
    public ReadOnlySpan<float> Slice(int start, int count) => Values.AsSpan(start * Features, count * Features);
}
