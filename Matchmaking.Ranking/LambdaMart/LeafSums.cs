using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Sums over the rows of a leaf, in the steps of the tree's <see cref="GradientScale"/>.</summary>
internal readonly record struct LeafSums(long Gradient, long Hessian, int Rows)
{
    public static LeafSums Of(Vector128<long> cell) => new(HistogramCell.Gradient(cell), HistogramCell.Hessian(cell), HistogramCell.Count(cell));

    /// <summary>The answer that lowers the loss most, -G / (H + L2), in steps of the scale.</summary>
    public double Answer(double l2) => Hessian + l2 > 0 ? -Gradient / (Hessian + l2) : 0;

    /// <summary>Twice what an answer lowers the loss by, to second order.</summary>
    public double Gain(double answer, double l2) => -(2 * Gradient * answer + (Hessian + l2) * answer * answer);

    public static LeafSums operator -(LeafSums whole, LeafSums part) =>
        new(whole.Gradient - part.Gradient, whole.Hessian - part.Hessian, whole.Rows - part.Rows);
}

/// <summary>What the answers of a leaf and of all below it may be, by the monotone constraints above.</summary>
internal readonly record struct AnswerRange(double Lowest, double Highest)
{
    public static readonly AnswerRange All = new(double.NegativeInfinity, double.PositiveInfinity);

    public bool IsAll => double.IsNegativeInfinity(Lowest) && double.IsPositiveInfinity(Highest);

    public double Hold(double answer) => Math.Min(Math.Max(answer, Lowest), Highest);
}
