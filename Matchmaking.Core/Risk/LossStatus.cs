namespace Matchmaking.Core.Risk;

/// <summary>Where a fund stands against its loss allowance; where several apply, the first of these: no-investment, irrecoverable, breached, at-limit, watch-marked, watch-model, within.</summary>
public enum LossStatus
{
    /// <summary>Nothing invested yet, so there is no ratio to judge.</summary>
    NoInvestment,

    Within,

    /// <summary>The realised loss takes up the whole allowance, to the fen; that is still allowed.</summary>
    AtLimit,

    /// <summary>Over the allowance if every live position ended at its fair value; the realised loss is not.</summary>
    WatchMarked,

    /// <summary>Within, but the loss model says that a breach is likelier than the fund tolerates. Not produced by the accounting.</summary>
    WatchModel,

    /// <summary>The realised loss is over the allowance.</summary>
    Breached,

    /// <summary>Breached, and investing all of the uncalled commitment without any further loss would not mend it.</summary>
    Irrecoverable,
}
