using Matchmaking.Core.Common;

namespace Matchmaking.Api.Contracts;

/// <summary>A fund's risk over the size of one more ticket, for a plot.</summary>
internal sealed record RiskCurveView
{
    public required FundId FundId { get; init; }

    public required DateOnly AsOf { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>As it was asked for.</summary>
    public required string? Sector { get; init; }

    /// <summary>The sector's industry chain, whose positions share risks with the ticket.</summary>
    public required string? Chain { get; init; }

    public required RiskParametersView Parameters { get; init; }

    public required Ratio? Allowance { get; init; }

    /// <summary>Highest probability of a breach that the fund accepts.</summary>
    public required Ratio BreachTolerance { get; init; }

    /// <summary>The largest ticket that keeps the fund inside its allowance even if it is wholly lost.</summary>
    public required Money? SafeTicketCny { get; init; }

    /// <summary>The largest ticket of the range whose probability of a breach is accepted, to the fen; null where none is.</summary>
    public required Money? LargestToleratedCny { get; init; }

    /// <summary>Evenly spaced from the smallest to the largest ticket.</summary>
    public required IReadOnlyList<RiskCurvePointView> Points { get; init; }
}

/// <summary>A fund with one ticket.</summary>
/// <param name="TicketCny">Its size.</param>
/// <param name="BreachProbability">Of losing more than the allowance in the end; null when losses are not judged.</param>
/// <param name="ExpectedLossCny">Of the fund in the end, the ticket included.</param>
/// <param name="HeadroomCny">Loss still allowed once it is invested; null when losses are not judged.</param>
internal sealed record RiskCurvePointView(Money TicketCny, double? BreachProbability, Money ExpectedLossCny, SignedMoney? HeadroomCny);
