using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Trainers;

/// <summary>
/// Rows to learn a ranking from: features, a graded label each, and consecutive groups of rows that were candidates of one
/// fund in one session. Only rows of one group are compared. Immutable.
/// </summary>
public sealed class RankingSet
{
    /// <summary>Labels are 0..4; the gain of a label is 2^label - 1.</summary>
    public const int LargestLabel = 4;

    /// <summary>The largest winner weight.</summary>
    public const float LargestWinnerWeight = 1000;

    /// <summary>Counts of rows share a 64-bit sum with hessians (<see cref="LambdaMart.HistogramCell"/>).</summary>
    public const int MostRows = (1 << 24) - 1;

    private readonly byte[] _labels;
    private readonly int[] _starts;

    private readonly float[] _winnerWeights;

    private RankingSet(FeatureMatrix matrix, byte[] labels, int[] starts, float[] winnerWeights) =>
        (Matrix, _labels, _starts, _winnerWeights) = (matrix, labels, starts, winnerWeights);

    public FeatureMatrix Matrix { get; }

    public int Rows => _labels.Length;

    public int Groups => _starts.Length - 1;

    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>The first row of each group, and at the end the number of rows.</summary>
    public ReadOnlySpan<int> GroupStarts => _starts;

    /// <summary>What a pair of rows counts by its row with the higher label; empty where each counts 1.</summary>
    public ReadOnlySpan<float> WinnerWeights => _winnerWeights;

    /// <param name="matrix">Features; NaN where missing.</param>
    /// <param name="labels">One a row, whole numbers from 0 to <see cref="LargestLabel"/>.</param>
    /// <param name="groupSizes">Rows of each group, in order; each at least 1, together all rows.</param>
    /// <param name="winnerWeights">
    /// One a row, above 0 and up to <see cref="LargestWinnerWeight"/>: what a pair counts by its row with the higher label, as the inverse of how likely
    /// that one was seen (<see cref="LambdaMart.PositionBias"/>). Null: each counts 1.
    /// </param>
    /// <exception cref="TrainingDataException">
    /// <c>no-rows, too-many-rows, label-count, label-out-of-range, group-sizes, infinite-value, winner-weight</c>.
    /// </exception>
    public static RankingSet Create(
        FeatureMatrix matrix, IReadOnlyList<double> labels, IReadOnlyList<int> groupSizes, IReadOnlyList<double>? winnerWeights = null)
    {
        if (matrix.Rows == 0)
            throw new TrainingDataException("no-rows", "There are no rows.");
        if (matrix.Rows > MostRows)
            throw new TrainingDataException("too-many-rows", $"{matrix.Rows} rows are more than {MostRows}.");
        if (labels.Count != matrix.Rows)
            throw new TrainingDataException("label-count", $"{labels.Count} labels for {matrix.Rows} rows.");
        CheckValues(matrix);
        return new(matrix, Checked(labels), Starts(groupSizes, matrix.Rows), CheckedWeights(winnerWeights ?? [], matrix.Rows));
    }

    /// <exception cref="TrainingDataException">
    /// <c>one-group, one-class, all-missing</c>: there is nothing to learn from.
    /// </exception>
    internal void CheckLearnable()
    {
        if (Groups < 2)
            throw new TrainingDataException("one-group", "All rows are one group: a ranking is learned from at least two.");
        if (!Enumerable.Range(0, Groups).Any(HasPair))
            throw new TrainingDataException("one-class", "In no group do two rows have different labels: there is no order to learn.");
        if (Array.TrueForAll(Matrix.Values, float.IsNaN))
            throw new TrainingDataException("all-missing", "Every feature is missing in every row.");
    }

    /// <exception cref="TrainingDataException"><c>feature-count</c>: rows to measure on are not like those that are learned from.</exception>
    internal void CheckFeatures(int features)
    {
        if (Matrix.Features != features)
            throw new TrainingDataException("feature-count", $"Validation rows have {Matrix.Features} features, training rows {features}.");
    }

    /// <summary>Whether two rows of a group have different labels.</summary>
    internal bool HasPair(int group) => _labels.AsSpan(_starts[group].._starts[group + 1]).ContainsAnyExcept(_labels[_starts[group]]);

    private static void CheckValues(FeatureMatrix matrix)
    {
        var at = Array.FindIndex(matrix.Values, float.IsInfinity);
        if (at >= 0)
            throw new TrainingDataException("infinite-value", $"Row {at / matrix.Features}, feature {at % matrix.Features} is infinite.");
    }

    private static byte[] Checked(IReadOnlyList<double> labels)
    {
        var bytes = new byte[labels.Count];
        for (var row = 0; row < bytes.Length; row++)
        {
            var label = labels[row];
            if (!(label is >= 0 and <= LargestLabel && label == Math.Truncate(label)))
                throw new TrainingDataException("label-out-of-range", $"Row {row} has the label {label}, not a whole number from 0 to {LargestLabel}.");
            bytes[row] = (byte)label;
        }

        return bytes;
    }

    private static float[] CheckedWeights(IReadOnlyList<double> weights, int rows)
    {
        if (weights.Count > 0 && weights.Count != rows)
            throw new TrainingDataException("winner-weight", $"{weights.Count} winner weights for {rows} rows.");
        var floats = new float[weights.Count];
        for (var row = 0; row < floats.Length; row++)
        {
            floats[row] = (float)weights[row];
            if (!(floats[row] is > 0 and <= LargestWinnerWeight))
                throw new TrainingDataException("winner-weight", $"Row {row} has the winner weight {weights[row]}, not one above 0 and up to {LargestWinnerWeight}.");
        }

        return floats;
    }

    private static int[] Starts(IReadOnlyList<int> sizes, int rows)
    {
        var starts = new int[sizes.Count + 1];
        long sum = 0;
        for (var group = 0; group < sizes.Count; group++)
        {
            if (sizes[group] < 1)
                throw new TrainingDataException("group-sizes", $"Group {group} has {sizes[group]} rows.");
            sum += sizes[group];
            starts[group + 1] = (int)Math.Min(sum, int.MaxValue);
        }

        return sum == rows ? starts : throw new TrainingDataException("group-sizes", $"The groups have {sum} rows together, not {rows}.");
    }
}
