using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Tags;

/// <summary>
/// What an investor did so far: its earlier investments by tag, and how large they were. Sums are kept in the order of
/// adding; add in a fixed order where the last bit matters.
/// </summary>
public sealed class InvestorHistory
{
    private double _sum;
    private double _squares;

    public TagCounts Counts { get; } = new();

    /// <summary>How many of the investments have a known amount.</summary>
    public int Amounts { get; private set; }

    /// <param name="tags">Tags of the investment.</param>
    /// <param name="amount">Its size in any one currency unit; zero, less or NaN: unknown.</param>
    public void Add(CandidateTags tags, double amount)
    {
        Counts.Add(tags);
        if (!(amount > 0))
            return;
        var log = PortableMath.Log(amount);
        Amounts++;
        _sum += log;
        _squares += log * log;
    }

    /// <summary>Mean of the logarithms of the amounts.</summary>
    public double MeanLogAmount => _sum / Amounts;

    /// <summary>Sum of squared distances of the logarithms from their mean, at least 0.</summary>
    public double SpreadLogAmount => Math.Max(0, _squares - _sum * _sum / Amounts);
}
