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
            after is { } with && _before is { } without ? FundRisk.Rounded(with - without) : null,
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

    private Money ExpectedLoss(Stage stage, Money ticket)
    {
        if (_fund.Losses.Realised.Fen < 0)
            return TailRisk.ToMoney(TailRisk.Mean(_table.Atoms(stage, ticket.Fen, _fund.Shift)));
        var portfolio = _fund.Model.Portfolio;
        var doubled = portfolio.DoubledExpectation + portfolio.Parameters.Of(stage).DoubledExpectation(ticket.Fen);
        return Money.FromFen(_fund.Losses.Realised.Fen) + StageLoss.Expected(doubled);
    }
}
