using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;
using Matchmaking.Core.Taxonomies;

namespace Matchmaking.Core.Risk;

/// <summary>A position of a fund as it stood on a day, with what it may still lose; nothing when it is closed.</summary>
public readonly record struct LedgerPosition(Position Position, PositionState State, LiveExposure? Exposure);

/// <summary>A fund's positions on a day: what they cost and lost, and what those that live may still lose. Void and later ones count nowhere.</summary>
public sealed class FundLedger
{
    private FundLedger(Fund fund, IReadOnlyList<LedgerPosition> positions, LossAccount account, LossParameters parameters)
    {
        (Fund, Positions, Account, Parameters) = (fund, positions, account, parameters);
        Losses = new(account.Invested, account.RealisedBalance, fund.LossAllowance, fund.BreachTolerance);
    }

    public Fund Fund { get; }

    /// <summary>In the order in which they were given.</summary>
    public IReadOnlyList<LedgerPosition> Positions { get; }

    public LossAccount Account { get; }

    /// <summary>The fund's own, or the default.</summary>
    public LossParameters Parameters { get; }

    public FundLosses Losses { get; }

    /// <summary>The positions that live.</summary>
    public IEnumerable<LiveExposure> Exposures => Positions.Where(p => p.Exposure is not null).Select(p => p.Exposure!.Value);

    /// <param name="fund">The fund.</param>
    /// <param name="positions">All of its positions.</param>
    /// <param name="asOf">The day.</param>
    /// <param name="taxonomy">Says which chain a sector belongs to: a position's chain is its first sector's.</param>
    public static FundLedger Of(Fund fund, IReadOnlyList<Position> positions, DateOnly asOf, Taxonomy taxonomy)
    {
        var held = new List<LedgerPosition>(positions.Count);
        foreach (var position in positions)
        {
            if (PositionState.AsOf(position, asOf) is { } state)
                held.Add(new(position, state, ExposureOf(position, state, taxonomy)));
        }

        return Of(fund, held);
    }

    /// <summary>The same with more positions, at their cost and with nothing come back yet.</summary>
    public FundLedger With(IEnumerable<LiveExposure> added) =>
        Of(Fund, [.. Positions, .. added.Select(e => new LedgerPosition(new() { Stage = e.Stage, CostCny = e.AtRisk }, new(e.AtRisk, Money.Zero, e.AtRisk, Closed: false), e))]);

    /// <summary>The chain of what has these sectors: the first one's; null where it has none.</summary>
    public static string? ChainOf(IReadOnlyList<string> sectors, Taxonomy taxonomy) => sectors is [var first, ..] ? taxonomy.ChainOf(first) : null;

    private static FundLedger Of(Fund fund, IReadOnlyList<LedgerPosition> held) => new(
        fund,
        held,
        LossAccounting.Compute([.. held.Select(h => h.State)], fund.LossAllowance, fund.LossBasis, fund.CommitmentCny, fund.ConcentrationCap),
        LossParameters.Of(fund.LossParameters));

    private static LiveExposure? ExposureOf(Position position, PositionState state, Taxonomy taxonomy) => state.Closed
        ? null
        : new(ChainOf(position.Sectors, taxonomy), position.Stage, Money.FromFen(Math.Max(0, (state.Cost - state.Proceeds).Fen)));
}
