using Matchmaking.Core.Common;
using Matchmaking.Core.Funds;

namespace Matchmaking.Core.Risk;

/// <summary>
/// What a position cost, all cash that came back, and what the rest is worth on one day. The fair value of a
/// closed position counts as zero whatever it says.
/// </summary>
public readonly record struct PositionState(Money Cost, Money Proceeds, Money FairValue, bool Closed)
{
    /// <summary>
    /// The position as it stood at the end of a day, by the newest valuation up to then (of two for the same day the later entered);
    /// before the first one it is worth its cost. Null when it is void or was made later.
    /// </summary>
    public static PositionState? AsOf(Position position, DateOnly asOf)
    {
        if (position.VoidedReason is not null || position.InvestedOn > asOf)
            return null;
        Valuation? newest = null;
        foreach (var valuation in position.Valuations)
        {
            if (valuation.ValuedOn <= asOf && (newest is null || valuation.ValuedOn >= newest.ValuedOn))
                newest = valuation;
        }

        var closed = position.ClosedOn <= asOf;
        var fairValue = closed ? Money.Zero : newest?.FairValueCny ?? position.CostCny;
        return new(position.CostCny, newest?.ProceedsCny ?? Money.Zero, fairValue, closed);
    }
}
