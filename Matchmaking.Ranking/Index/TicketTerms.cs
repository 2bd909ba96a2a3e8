using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Index;

/// <summary>What a fund makes of tickets: the features that read the ticket, for one and for all between two. Immutable.</summary>
internal sealed class TicketTerms
{
    /// <summary>Between bounds with more amounts of earlier rounds, all of them count.</summary>
    private const int LookedAt = 16;

    private readonly FundTables _tables;
    private readonly IndexQuery _query;
    private readonly (double Middle, double Deviation)? _usual;
    private readonly (long Fen, double Lift)[] _repeated;
    private readonly double _unrepeated;
    private readonly Interval _anyAmount = Interval.None;
    private readonly double[] _usualLogs = [];

    public TicketTerms(IndexQuery query, FundTables tables)
    {
        (_query, _tables) = (query, tables);
        _usual = AmountFit.Usual(query.Fund.Book.History, query.Fund.Mandate.Facts);
        if (tables.Investor is not { Investor: { } own, Knowledge.Index: var index })
        {
            (_repeated, _unrepeated) = ([], double.NaN);
            return;
        }

        _usualLogs = [.. Enum.GetValues<Stage>().Select(s => index.UsualLogAmount(index.Stages.Find(s.Kebab())))];
        _unrepeated = SameAmountHabit.Of(own, index, double.NaN);
        _anyAmount = Interval.Of(_unrepeated);
        _repeated = [.. index.SameAmounts.Keys.Order().Select(a => ((long)a, SameAmountHabit.Of(own, index, a)))];
        foreach (var (_, lift) in _repeated)
            _anyAmount = _anyAmount.With(lift);
    }

    /// <summary>Fills the slots of a ticket, those that read the amount or the chain aside.</summary>
    /// <param name="fen">The ticket, more than 0.</param>
    /// <param name="stage">Of the request.</param>
    /// <param name="values">By slot.</param>
    /// <returns>ln of the ticket.</returns>
    public double Fill(long fen, Stage stage, Span<double> values)
    {
        var log = PortableMath.Log(fen);
        var ticket = Money.FromFen(fen);
        values[(int)FeatureSlot.Amount] = log;
        values[(int)FeatureSlot.AmountFit] = _usual is (var middle, var deviation) ? AmountFit.Fit(log - middle, deviation) : double.NaN;
        values[(int)FeatureSlot.LossHeadroom] = LossHeadroom.Of(_query.Fund.Book, ticket);
        values[(int)FeatureSlot.SameAmountHabit] = SameAmount(fen);
        values[(int)FeatureSlot.AmountDistance] = Distance(Trait.Amount, log);
        values[(int)FeatureSlot.AmountForStageDistance] = Distance(Trait.AmountForStage, log - UsualLog(stage));
        return log;
    }

    /// <summary>The change of the probability of a breach; NaN where losses are not judged, or the model does not look.</summary>
    public double BreachChange(long fen, Stage stage, int chain) =>
        _tables.Needs.Has(FeatureSlot.BreachProbabilityChange) ? _tables.RiskIn(chain)?.BreachProbabilityChange(stage, Money.FromFen(fen)) ?? double.NaN : double.NaN;

    /// <summary>Bounds of the same for all tickets between two, both included.</summary>
    public (double LogLow, double LogHigh) Bound(long low, long high, Stage stage, int chain, Span<Interval> bounds)
    {
        var (logLow, logHigh) = (PortableMath.Log(low), PortableMath.Log(high));
        bounds[(int)FeatureSlot.Amount] = Interval.Around(logLow, logHigh);
        bounds[(int)FeatureSlot.AmountFit] = Fit(logLow, logHigh);
        bounds[(int)FeatureSlot.LossHeadroom] = Headroom(low, high);
        if (_tables.Needs.Has(FeatureSlot.BreachProbabilityChange))
            bounds[(int)FeatureSlot.BreachProbabilityChange] = Breach(low, high, stage, chain);
        bounds[(int)FeatureSlot.SameAmountHabit] = SameAmount(low, high);
        bounds[(int)FeatureSlot.AmountDistance] = Between(Distance(Trait.Amount, logLow), Distance(Trait.Amount, logHigh));
        var usual = UsualLog(stage);
        bounds[(int)FeatureSlot.AmountForStageDistance] =
            Between(Distance(Trait.AmountForStage, logLow - usual), Distance(Trait.AmountForStage, logHigh - usual));
        return (logLow, logHigh);
    }

    private static Interval Between(double lower, double upper) => double.IsNaN(lower) ? Interval.None : Interval.Around(lower, upper);

    private double Distance(Trait trait, double value) => _tables.Investor is { } investor ? investor.Distance(trait, value) : double.NaN;

    private double UsualLog(Stage stage) => _usualLogs.Length == 0 ? double.NaN : _usualLogs[(int)stage];

    private Interval Fit(double logLow, double logHigh)
    {
        if (_usual is not (var middle, var deviation))
            return Interval.None;
        var (low, high) = (AmountFit.Fit(logLow - middle, deviation), AmountFit.Fit(logHigh - middle, deviation));
        return Interval.Around(Math.Min(low, high), logLow < middle && middle < logHigh ? 1 : Math.Max(low, high));
    }

    private Interval Headroom(long low, long high)
    {
        var (a, b) = (LossHeadroom.Of(_query.Fund.Book, Money.FromFen(low)), LossHeadroom.Of(_query.Fund.Book, Money.FromFen(high)));
        // (a (I + x) - L) / x is monotone in x but for the fen that is rounded away.
        return double.IsNaN(a) ? Interval.None : Interval.Around(Math.Min(a, b) - 1.0 / low, Math.Max(a, b) + 1.0 / low);
    }

    private Interval Breach(long low, long high, Stage stage, int chain)
    {
        var risk = _tables.RiskIn(chain);
        return risk?.BreachProbabilityBetween(stage, Money.FromFen(low), Money.FromFen(high)) is (var lower, var upper) && risk.BreachProbabilityBefore is { } before
            ? Interval.Around(lower - before, upper - before)
            : Interval.None;
    }

    private double SameAmount(long fen)
    {
        var at = FirstFrom(fen);
        return at < _repeated.Length && _repeated[at].Fen == fen ? _repeated[at].Lift : _unrepeated;
    }

    private Interval SameAmount(long low, long high)
    {
        if (low == high)
            return Interval.Of(SameAmount(low));
        var (bounds, first) = (Interval.Of(_unrepeated), FirstFrom(low));
        if (first + LookedAt < _repeated.Length && _repeated[first + LookedAt].Fen <= high)
            return _anyAmount;
        for (var at = first; at < _repeated.Length && _repeated[at].Fen <= high; at++)
            bounds = bounds.With(_repeated[at].Lift);
        return bounds;
    }

    private int FirstFrom(long fen)
    {
        var (low, high) = (0, _repeated.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_repeated[middle].Fen < fen)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
