using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk;

/// <summary>A fund's losses against its allowance; all amounts exact in fen. Made by <see cref="LossAccounting"/>.</summary>
public sealed record LossAccount
{
    /// <summary>The cost of all positions ever made, closed ones included.</summary>
    public required Money Invested { get; init; }

    /// <summary>Gross: what closed positions lost, gains of others not set off.</summary>
    public required Money RealisedLoss { get; init; }

    /// <summary>Gross: the realised loss and what live positions would lose at their fair value.</summary>
    public required Money MarkedLoss { get; init; }

    /// <summary>Closed positions alone, gains set off, not below zero.</summary>
    public required Money NetRealisedLoss { get; init; }

    /// <summary>All positions at fair value, gains set off, not below zero.</summary>
    public required Money NetLoss { get; init; }

    /// <summary>The realised loss on the fund's basis: what ratio, headroom and breach are about.</summary>
    public required Money LossOnBasis { get; init; }

    /// <summary>
    /// What the loss of live positions is added to: gross, the realised loss; net, costs less proceeds of closed positions, negative where they gained.
    /// </summary>
    public required SignedMoney RealisedBalance { get; init; }

    /// <summary>The marked loss on the fund's basis.</summary>
    public required Money MarkedOnBasis { get; init; }

    /// <summary><see cref="LossOnBasis"/> / <see cref="Invested"/> to 28 digits, written with at least four decimals; null when nothing is invested.</summary>
    public required decimal? LossRatio { get; init; }

    /// <summary>Null: the fund is not judged.</summary>
    public required Ratio? Allowance { get; init; }

    /// <summary>What may still be lost today, rounded down; negative when breached. Null when not judged.</summary>
    public required SignedMoney? Headroom { get; init; }

    /// <summary>
    /// The largest ticket into a new company that keeps the fund inside its allowance even if it is wholly lost. Null when
    /// not judged, and when nothing limits it (allowance 1, no commitment known). Advice, never a limit.
    /// </summary>
    public required Money? SafeTicket { get; init; }

    /// <summary>Commitment less invested, not below zero; proceeds do not recycle. Null when no commitment is known.</summary>
    public required Money? UncalledCommitment { get; init; }

    public required LossStatus Status { get; init; }

    public bool IsBreached => Status is LossStatus.Breached or LossStatus.Irrecoverable;
}
