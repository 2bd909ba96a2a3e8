using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk;

namespace Matchmaking.Api.Contracts;

/// <summary>
/// A fund's losses against its allowance. Ratio, headroom, safe ticket and status use the realised loss on the fund's basis;
/// the amounts of both bases are shown. No figure says that anybody is exempt from anything.
/// </summary>
internal sealed record RiskView
{
    public required FundId FundId { get; init; }

    public required DateOnly AsOf { get; init; }

    public required LossBasis LossBasis { get; init; }

    /// <summary>Cost of all positions.</summary>
    public required Money InvestedCny { get; init; }

    /// <summary>Gross: losses of closed positions; gains of others do not count.</summary>
    public required Money RealisedLossCny { get; init; }

    /// <summary>Gross: realised, and what live positions have lost at their fair value.</summary>
    public required Money MarkedLossCny { get; init; }

    /// <summary>Net: losses of closed positions less gains of closed positions, not below 0.</summary>
    public required Money NetRealisedLossCny { get; init; }

    /// <summary>Net: all costs less all proceeds and fair values, not below 0.</summary>
    public required Money NetLossCny { get; init; }

    /// <summary>Realised loss on the fund's basis over all that was invested; null before the first investment.</summary>
    public required decimal? LossRatio { get; init; }

    /// <summary>The highest ratio allowed; null: losses are not judged.</summary>
    public required Ratio? Allowance { get; init; }

    /// <summary>The loss still allowed; negative when the allowance is breached.</summary>
    public required SignedMoney? HeadroomCny { get; init; }

    /// <summary>The largest ticket that keeps the fund inside its allowance even if it is wholly lost. Advice, never a limit.</summary>
    public required Money? SafeTicketCny { get; init; }

    /// <summary>Commitment less what was invested.</summary>
    public required Money? UncalledCommitmentCny { get; init; }

    /// <summary>Where the fund stands.</summary>
    public required LossStatus Status { get; init; }

    /// <summary>What the live positions may still lose.</summary>
    public required LossModelView Model { get; init; }

    public static RiskView Of(FundLedger ledger, DateOnly asOf, LossModelView model)
    {
        var (fund, account) = (ledger.Fund, ledger.Account);
        return new()
        {
            FundId = fund.Id,
            AsOf = asOf,
            LossBasis = fund.LossBasis,
            InvestedCny = account.Invested,
            RealisedLossCny = account.RealisedLoss,
            MarkedLossCny = account.MarkedLoss,
            NetRealisedLossCny = account.NetRealisedLoss,
            NetLossCny = account.NetLoss,
            LossRatio = account.LossRatio,
            Allowance = account.Allowance,
            HeadroomCny = account.Headroom,
            SafeTicketCny = account.SafeTicket,
            UncalledCommitmentCny = account.UncalledCommitment,
            Status = account.Status == LossStatus.Within && model.BreachProbability is { } probability && !ledger.Losses.IsTolerated(probability)
                ? LossStatus.WatchModel
                : account.Status,
            Model = model,
        };
    }
}
