using Matchmaking.Core.Common;

namespace Matchmaking.Ranking.Limits;

/// <summary>
/// The probability that the fund, with the ticket, loses more than its allowance in the end is within what it tolerates. Not judged without an allowance or a
/// stage, which other limits report.
/// </summary>
internal sealed class BreachProbabilityLimit : ILimit
{
    public LimitReason? Judge(in LimitSignals signals)
    {
        if (signals is not { Book: { } book, Request.Stage: { } stage } || book.RiskIn(signals.Request.Chain) is not { } risk)
            return null;
        return risk.BreachProbability(stage, signals.Tickets.Judged) is { } probability && !risk.IsTolerated(probability)
            ? new(Codes.BreachProbability, LimitValue.Of(probability), LimitValue.Of(book.Facts.Loss!.BreachTolerance))
            : null;
    }
}
