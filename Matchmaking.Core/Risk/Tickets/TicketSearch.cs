using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;

namespace Matchmaking.Core.Risk.Tickets;

/// <summary>
/// The largest ticket whose probability of a breach is tolerated. That probability is a step function of the ticket that goes up and down, so it is
/// never bisected: from the largest ticket on, every step is evaluated until one is low enough.
/// </summary>
internal static class TicketSearch
{
    /// <param name="table">Of the candidate's chain.</param>
    /// <param name="threshold">Of the fund.</param>
    /// <param name="stage">Of the candidate.</param>
    /// <param name="low">The smallest ticket that may be proposed.</param>
    /// <param name="high">The largest.</param>
    /// <param name="tolerates">Whether a probability is low enough.</param>
    /// <returns>Null where every ticket from low to high is too risky.</returns>
    public static Money? Largest(CandidateTable table, LossThreshold threshold, Stage stage, Money low, Money high, Func<double, bool> tolerates)
    {
        var grid = table.Portfolio.Grid;
        for (var x = high.Fen; x >= low.Fen;)
        {
            var none = threshold.HalfFen(x);
            if (tolerates(table.Above(stage, none - 2 * x, none - x, none)))
                return Money.FromFen(x);
            // With a smaller ticket less may be lost: where the live positions alone are too risky, they stay so all the way down.
            if (!tolerates(table.Portfolio.Above(none)))
                return null;
            // The next smaller ticket at which any of the three look-ups falls into another cell.
            var next = -1L;
            for (var multiple = 0; multiple <= 2; multiple++)
                next = Math.Max(next, NextBelow(threshold, grid, multiple, none - multiple * x));
            x = next;
        }

        return null;
    }

    private static long NextBelow(LossThreshold threshold, LossGrid grid, int multiple, long halfFen)
    {
        var cell = grid.LastWithin(halfFen);
        // Below a ticket a falling value grows: it leaves the cell at the top; a rising one at the bottom. Beyond the first and the last cell nothing changes any more.
        if (threshold.Falls(multiple))
            return cell >= grid.Cells - 1 ? -1 : threshold.LastAcross(multiple, (Int128)(cell + 1) * grid.Unit) ?? -1;
        return cell < 0 ? -1 : threshold.LastAcross(multiple, (Int128)cell * grid.Unit) ?? -1;
    }
}
