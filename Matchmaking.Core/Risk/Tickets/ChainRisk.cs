using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Core.Risk.Tickets;

/// <summary>Judges one more ticket of a fund in one industry chain, by three look-ups in the chain's table. Immutable, safe to share.</summary>
public sealed class ChainRisk
{
    private readonly FundRisk _fund;
    private readonly LossThreshold? _threshold;
    private readonly CandidateTable _table;
    private readonly double? _before;

    internal ChainRisk(FundRisk fund, LossThreshold? threshold, CandidateTable table) =>
        (_fund, _threshold, _table, _before) = (fund, threshold, table, fund.BreachProbability);

    /// <summary>What a ticket does to the fund.</summary>
    public TicketRisk Of(Stage stage, Money ticket)
    {
        var losses = _fund.Losses;
        var invested = losses.Invested + ticket;
        var realised = Money.FromFen(Math.Max(0, losses.Realised.Fen));
        var after = BreachProbability(stage, ticket);
        return new(
            _fund.Model.Portfolio.Parameters.Of(stage).ExpectedOf(ticket),
            ExpectedLoss(stage, ticket),
            LossAccounting.LossRatio(realised, invested),
            after,
            Change(after),
            losses.Allowance is { } allowance ? LossAccounting.Headroom(allowance, invested, realised) : null,
            after is not { } probability || _fund.Losses.IsTolerated(probability));
    }

    /// <summary>Of losing more than the allowance in the end with the ticket, to 12 decimals; null when losses are not judged.</summary>
    public double? BreachProbability(Stage stage, Money ticket)
    {
        if (_threshold is not { } threshold)
            return null;
        var none = threshold.HalfFen(ticket.Fen);
        return FundRisk.Rounded(_table.Above(stage, none - 2 * ticket.Fen, none - ticket.Fen, none));
    }

    /// <summary>By how much a ticket raises the probability of a breach, as <see cref="Of"/> says; null when losses are not judged.</summary>
    public double? BreachProbabilityChange(Stage stage, Money ticket) => Change(BreachProbability(stage, ticket));

    /// <summary>
    /// Between which bounds <see cref="BreachProbability"/> lies for every ticket from one to another; null when losses are not judged. Where the two are the
    /// same the bounds are the value, up to the last of its decimals.
    /// </summary>
    public (double Lower, double Upper)? BreachProbabilityBetween(Stage stage, Money low, Money high)
    {
        if (_threshold is not { } threshold)
            return null;
        // Each of the three thresholds is monotone in the ticket: it lies between its values at the two ends.
        var (none, noneHigh) = (threshold.HalfFen(low.Fen), threshold.HalfFen(high.Fen));
        var (lower, upper) = _table.AboveBetween(
            stage, (none - 2 * low.Fen, noneHigh - 2 * high.Fen), (none - low.Fen, noneHigh - high.Fen), (none, noneHigh));
        return (FundRisk.Rounded(lower) - FundRisk.Noise, FundRisk.Rounded(upper) + FundRisk.Noise);
    }

    /// <summary>The probability of a breach without any ticket; null when losses are not judged.</summary>
    public double? BreachProbabilityBefore => _before;

    /// <summary>Whether a probability of a breach is within what the fund accepts.</summary>
    public bool IsTolerated(double breachProbability) => _fund.Losses.IsTolerated(breachProbability);

    /// <summary>The largest ticket within two bounds that the fund tolerates; null when there is none.</summary>
    public Money? LargestTolerated(Stage stage, Money low, Money high)
    {
        if (low > high)
            return null;
        return _threshold is { } threshold
            ? TicketSearch.Largest(_table, threshold, stage, low, high, p => _fund.Losses.IsTolerated(FundRisk.Rounded(p)))
            : high;
    }

    /// <summary>The worst 5% of the fund's loss in the end with the ticket.</summary>
    public LossTail Tail(Stage stage, Money ticket) =>
        LossTail.Of(TailRisk.Of(_table.Atoms(stage, ticket.Fen, _fund.Shift), FundRisk.TailLevel, 2 * (_fund.Model.Portfolio.AtRisk + ticket).Fen, _fund.Shift));

    private double? Change(double? after) => after is { } with && _before is { } without ? FundRisk.Rounded(with - without) : null;

    private Money ExpectedLoss(Stage stage, Money ticket)
    {
        if (_fund.Losses.Realised.Fen < 0)
            return TailRisk.ToMoney(TailRisk.Mean(_table.Atoms(stage, ticket.Fen, _fund.Shift)));
        var portfolio = _fund.Model.Portfolio;
        var doubled = portfolio.DoubledExpectation + portfolio.Parameters.Of(stage).DoubledExpectation(ticket.Fen);
        return Money.FromFen(_fund.Losses.Realised.Fen) + StageLoss.Expected(doubled);
    }
}
