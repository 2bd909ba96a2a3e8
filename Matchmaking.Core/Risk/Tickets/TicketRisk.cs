using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Tickets;

/// <summary>What one more ticket does to a fund.</summary>
/// <param name="ExpectedLoss">Of the ticket itself.</param>
/// <param name="ExpectedLossAfter">Of the fund in the end, the ticket included.</param>
/// <param name="LossRatioAfter">Realised loss over all that is invested then; null when that is nothing.</param>
/// <param name="BreachProbabilityAfter">Of losing more than the allowance in the end, to 12 decimals; null when losses are not judged.</param>
/// <param name="BreachProbabilityChange">Against the fund without the ticket; it may fall, since more is invested. Null when losses are not judged.</param>
/// <param name="HeadroomAfter">Loss still allowed once the ticket is invested; null when losses are not judged.</param>
/// <param name="IsTolerated">Whether the probability is within what the fund accepts; true when losses are not judged.</param>
public readonly record struct TicketRisk(
    Money ExpectedLoss,
    Money ExpectedLossAfter,
    decimal? LossRatioAfter,
    double? BreachProbabilityAfter,
    double? BreachProbabilityChange,
    SignedMoney? HeadroomAfter,
    bool IsTolerated);
