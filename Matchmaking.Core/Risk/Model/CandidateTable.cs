using Matchmaking.Core.Common;
using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// The joint distribution of the portfolio's loss and of the end of one more position in one chain, for every stage: the probability that the
/// portfolio loses more than so many cells and the candidate all, or half. What the candidate's amount is does not matter to it, so that a candidate is
/// judged by three look-ups. Immutable.
/// </summary>
public sealed class CandidateTable
{
    private const int StatesKept = 2;

    // By stage and state: the probability of more than x - 1 cells, x from 0.
    private readonly double[][] _above;

    private CandidateTable(LossDistribution portfolio, double[][] above) => (Portfolio, _above) = (portfolio, above);

    /// <summary>Of the portfolio without the candidate.</summary>
    public LossDistribution Portfolio { get; }

    /// <summary>Memory taken, in bytes.</summary>
    public long Bytes => _above.Sum(a => (long)a.Length * sizeof(double));

    /// <summary>
    /// P(portfolio's loss + candidate's > threshold), summed over the candidate's three ends; not below 0, not above 1.
    /// </summary>
    /// <param name="stage">Of the candidate.</param>
    /// <param name="ifTotal">Threshold less the candidate's whole amount, half fen.</param>
    /// <param name="ifHalf">Threshold less half of it.</param>
    /// <param name="ifNone">Threshold.</param>
    public double Above(Stage stage, long ifTotal, long ifHalf, long ifNone)
    {
        var grid = Portfolio.Grid;
        var (none, half, total) = (grid.LastWithin(ifNone) + 1, grid.LastWithin(ifHalf) + 1, grid.LastWithin(ifTotal) + 1);
        var (totals, halves) = (_above[StatesKept * (int)stage], _above[StatesKept * (int)stage + 1]);
        var sum = totals[total] + halves[half] + (Portfolio.Above(ifNone) - totals[none] - halves[none]);
        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>
    /// Between which bounds <see cref="Above"/> lies while each threshold lies between two values, in either order. Each of its three parts falls as its
    /// threshold grows.
    /// </summary>
    internal (double Lower, double Upper) AboveBetween(Stage stage, (long A, long B) ifTotal, (long A, long B) ifHalf, (long A, long B) ifNone)
    {
        var grid = Portfolio.Grid;
        var (totals, halves) = (_above[StatesKept * (int)stage], _above[StatesKept * (int)stage + 1]);
        var (totalA, totalB) = (totals[grid.LastWithin(ifTotal.A) + 1], totals[grid.LastWithin(ifTotal.B) + 1]);
        var (halfA, halfB) = (halves[grid.LastWithin(ifHalf.A) + 1], halves[grid.LastWithin(ifHalf.B) + 1]);
        var (noneA, noneB) = (None(ifNone.A), None(ifNone.B));
        return (
            Math.Clamp(Math.Min(totalA, totalB) + Math.Min(halfA, halfB) + Math.Min(noneA, noneB), 0, 1),
            Math.Clamp(Math.Max(totalA, totalB) + Math.Max(halfA, halfB) + Math.Max(noneA, noneB), 0, 1));

        double None(long halfFen)
        {
            var cell = grid.LastWithin(halfFen) + 1;
            return Portfolio.Above(halfFen) - totals[cell] - halves[cell];
        }
    }

    /// <summary>The losses that the portfolio with the candidate can have, from the smallest.</summary>
    /// <param name="stage">Of the candidate.</param>
    /// <param name="amountFen">Its amount.</param>
    /// <param name="shift">Added to each, in half fen; what is then below 0 is no loss.</param>
    internal IReadOnlyList<LossAtom> Atoms(Stage stage, long amountFen, long shift)
    {
        var grid = Portfolio.Grid;
        var (totals, halves) = (_above[StatesKept * (int)stage], _above[StatesKept * (int)stage + 1]);
        var atoms = new List<LossAtom>(3 * grid.Cells);
        for (var cell = 0; cell < grid.Cells; cell++)
        {
            // Of the last cell nothing is above.
            var (total, half) = (At(totals, cell), At(halves, cell));
            var loss = grid.Unit * cell + shift;
            atoms.Add(new(Math.Max(0, loss), Portfolio.Probabilities[cell] - total - half));
            atoms.Add(new(Math.Max(0, loss + amountFen), half));
            atoms.Add(new(Math.Max(0, loss + 2 * amountFen), total));
        }

        // The sort is stable: equal losses stay in the order of the grid.
        return [.. atoms.OrderBy(a => a.HalfFen)];
    }

    private static double At(double[] above, int cell) => above[cell] - above[cell + 1];

    /// <param name="groups">The portfolio at the nodes that were enough for it.</param>
    /// <param name="portfolio">Its distribution.</param>
    /// <param name="chain">The candidate's chain; null, or one that the portfolio does not hold: it shares the common factor alone.</param>
    internal static CandidateTable Of(LossGroups groups, LossDistribution portfolio, string? chain)
    {
        var cells = portfolio.Grid.Cells;
        var transform = FourierTransform.For(cells);
        using var room = new RentedArrays();
        var own = groups.Of(chain, room);
        var rest = groups.Spectra(groups.All(room, own is null ? null : chain), transform, room);
        var nodes = own is null ? new CandidateNodes(rest, groups.Lattice) : new CandidateNodes(rest, groups.Lattice, own, groups.Parallelism, room);
        var states = own is null ? groups.SingleStates : groups.ChainStates;
        double[][] weights =
        [
            .. Enum.GetValues<Stage>().SelectMany(stage => new[] { nodes.Padded(states.Total(stage)), nodes.Padded(states.Half(stage)) }),
        ];
        var joint = new SpectrumTable(transform, weights.Length, room);
        groups.Parallelism.For(rest.Frequencies, nodes.MakeRow, (k, row) =>
        {
            nodes.Read(k, row);
            Span<(double, double)> sums = stackalloc (double, double)[weights.Length];
            for (var i = 0; i < weights.Length; i++)
                sums[i] = NodeSum.Of(row.Re, row.Im, weights[i]);
            joint.Set(k, sums);
        });
        return new(portfolio, [.. joint.RestoreAll(cells, room).Select(p => WithAll(Tails.Above(p), p))]);
    }

    /// <summary>In front, the probability of more than -1 cells.</summary>
    private static double[] WithAll(double[] above, double[] probabilities) => [above[0] + probabilities[0], .. above];
}
