using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Index;

/// <summary>The lines of a scorecard for one fund: from slots, or the same for all candidates. Sums run in the order of the lines.</summary>
internal sealed class ScorecardTerms
{
    private readonly (ScorecardLine Line, int Slot, double Constant)[] _lines;
    private readonly ScorecardLine?[] _lineOf = new ScorecardLine?[FeatureSlots.Count];

    /// <param name="lines">In the order in which they are added.</param>
    /// <param name="tables">Of the fund.</param>
    public ScorecardTerms(IEnumerable<ScorecardLine> lines, FundTables tables)
    {
        _lines = [.. lines.Select(l => FeatureSlots.Of(l.Feature.Info) is { } slot ? (l, (int)slot, 0.0) : (l, -1, l.Contribution(tables.Constant(l.Feature))))];
        Constant = _lines.Sum(l => l.Constant);
        foreach (var (line, slot, _) in _lines.Where(l => l.Slot >= 0))
            _lineOf[slot] = line;
    }

    public static IEnumerable<FeatureSlot> Slots(IEnumerable<ScorecardLine> lines) => lines.Select(l => FeatureSlots.Of(l.Feature.Info)).OfType<FeatureSlot>();

    public double Raw(ReadOnlySpan<double> values)
    {
        var raw = 0.0;
        foreach (var (line, slot, constant) in _lines)
            raw += slot < 0 ? constant : line.Contribution(values[slot]);
        return raw;
    }

    /// <summary>What the lines that read no slot add.</summary>
    public double Constant { get; }

    /// <summary>What one feature adds; 0 where no line reads it.</summary>
    public double Of(FeatureSlot slot, double value) => _lineOf[(int)slot] is { } line ? line.Contribution(value) : 0;

    /// <summary>What the features of an entry add together.</summary>
    public double Of((FeatureSlot Slot, double Value)[] values)
    {
        var sum = 0.0;
        foreach (var (slot, value) in values)
            sum += Of(slot, value);
        return sum;
    }

    /// <summary>Bounds of what one feature adds; 0 where no line reads it.</summary>
    public Interval Of(FeatureSlot slot, Interval bounds)
    {
        if (_lineOf[(int)slot] is not { } line)
            return new(0, 0);
        var (least, most) = Between(line, bounds);
        return new(least, most);
    }

    /// <summary>Rounding never turns an order round, so that sums of bounds in the same order are bounds of the sums.</summary>
    public Interval Bounds(ReadOnlySpan<Interval> bounds)
    {
        var (lower, upper) = (0.0, 0.0);
        foreach (var (line, slot, constant) in _lines)
        {
            var (least, most) = slot < 0 ? (constant, constant) : Between(line, bounds[slot]);
            (lower, upper) = (lower + least, upper + most);
        }

        return new(lower, upper);
    }

    private static (double Least, double Most) Between(ScorecardLine line, Interval bounds)
    {
        if (bounds.Lower > bounds.Upper)
            return (0, 0);
        var (a, b) = (line.Contribution(bounds.Lower), line.Contribution(bounds.Upper));
        var (least, most) = (Math.Min(a, b), Math.Max(a, b));
        return bounds.Missing ? (Math.Min(least, 0), Math.Max(most, 0)) : (least, most);
    }
}
