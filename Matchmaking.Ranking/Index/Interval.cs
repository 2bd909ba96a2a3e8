namespace Matchmaking.Ranking.Index;

/// <summary>Between which bounds, both included, a feature lies in a block, and whether it may be missing. The lower is above the upper where it always is.</summary>
internal readonly record struct Interval(double Lower, double Upper, bool Missing = false)
{
    /// <summary>Far above the rounding of a few sums and logarithms, far below what tells candidates apart.</summary>
    private const double Slack = 1e-8;

    /// <summary>Of no value.</summary>
    public static readonly Interval None = new(double.PositiveInfinity, double.NegativeInfinity, Missing: true);

    /// <summary>Nothing is known.</summary>
    public static readonly Interval Any = new(double.NegativeInfinity, double.PositiveInfinity, Missing: true);

    /// <summary>Of one value; NaN is missing.</summary>
    public static Interval Of(double value) => double.IsNaN(value) ? None : new(value, value);

    /// <summary>A little wider: where the bounds themselves were rounded.</summary>
    public static Interval Around(double lower, double upper) => new(lower - Slack * (1 + Math.Abs(lower)), upper + Slack * (1 + Math.Abs(upper)));

    public Interval With(double value) => double.IsNaN(value)
        ? this with { Missing = true }
        : new(Math.Min(Lower, value), Math.Max(Upper, value), Missing);

    /// <summary>The bounds of two together.</summary>
    public Interval With(Interval other) => new(Math.Min(Lower, other.Lower), Math.Max(Upper, other.Upper), Missing || other.Missing);
}
