using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// A portfolio's positions by the factors that they share, with everything that is computed once for all of them. Chains of a single position need no
/// factor of their own: they stand together with the positions that have no chain.
/// </summary>
internal sealed class LossGroups
{
    private readonly Lazy<StateProbabilities> _singleStates;
    private readonly Lazy<StateProbabilities> _chainStates;

    public LossGroups(LossPortfolio portfolio, LossGrid grid, FactorLattice lattice, Parallelism parallelism)
    {
        (Portfolio, Grid, Lattice, Parallelism) = (portfolio, grid, lattice, parallelism);
        _singleStates = new(() => StateProbabilities.OfSingle(portfolio.Parameters, lattice));
        _chainStates = new(() => StateProbabilities.OfChain(portfolio.Parameters, lattice));
    }

    public LossPortfolio Portfolio { get; }

    public LossGrid Grid { get; }

    public FactorLattice Lattice { get; }

    public Parallelism Parallelism { get; }

    /// <summary>At the nodes of the common factor.</summary>
    public StateProbabilities SingleStates => _singleStates.Value;

    /// <summary>At the lattice points.</summary>
    public StateProbabilities ChainStates => _chainStates.Value;

    /// <summary>All groups but one chain, in the order of the portfolio.</summary>
    /// <param name="room">Gives the arrays.</param>
    /// <param name="without">The chain to leave out; null: none.</param>
    public IReadOnlyList<LossGroup> All(RentedArrays room, string? without = null)
    {
        var groups = new List<LossGroup>();
        var singles = new List<LiveExposure>();
        foreach (var chain in Portfolio.Exposures.GroupBy(e => e.Chain, StringComparer.Ordinal))
        {
            LiveExposure[] exposures = [.. chain];
            if (without is not null && string.Equals(chain.Key, without, StringComparison.Ordinal))
                continue;
            if (chain.Key is null || exposures.Length == 1 || Lattice.ChainWeights.Length == 1)
                singles.AddRange(exposures);
            else
                groups.Add(Chain(exposures, room));
        }

        if (singles.Count > 0)
            groups.Add(new(singles, false, ConditionalLosses.Of(singles, Grid, SingleStates, Lattice.CommonNodes, Parallelism, room)));
        return groups;
    }

    /// <summary>The positions of one chain; null when there are none, or chains share nothing of their own.</summary>
    public LossGroup? Of(string? chain, RentedArrays room)
    {
        if (chain is null || Lattice.ChainWeights.Length == 1)
            return null;
        LiveExposure[] exposures = [.. Portfolio.Exposures.Where(e => string.Equals(e.Chain, chain, StringComparison.Ordinal))];
        return exposures.Length == 0 ? null : Chain(exposures, room);
    }

    /// <summary>Spectra of the losses of some groups together, given the common factor: a product, since they are independent then.</summary>
    public SpectrumTable Spectra(IReadOnlyList<LossGroup> groups, FourierTransform transform, RentedArrays room)
    {
        var table = new SpectrumTable(transform, Lattice.CommonNodes, room);
        if (groups.Count == 0)
        {
            // Nothing is lost for certain: a one at no loss, whose spectrum is 1 everywhere.
            Array.Fill(table.Re, 1.0);
            Array.Clear(table.Im);
        }

        var longest = groups.Select(g => g.Losses.Stride).DefaultIfEmpty(0).Max();
        Parallelism.For(groups.Count == 0 ? 0 : table.Batches, () => new SpectrumWork(transform, longest, room), (batch, work) =>
        {
            for (var g = 0; g < groups.Count; g++)
            {
                Transform(groups[g], batch, work);
                table.Take(work.Data, batch, multiply: g > 0);
            }
        });
        return table;
    }

    /// <summary>Transforms the losses of one group, given the common factor, at one batch of its nodes.</summary>
    public void Transform(LossGroup group, int batch, SpectrumWork work) =>
        work.Forward(batch, Lattice.CommonNodes, group.Losses.Cells, (node, sequence) => group.Mix(node, Lattice, sequence));

    private LossGroup Chain(LiveExposure[] exposures, RentedArrays room) =>
        new(exposures, true, ConditionalLosses.Of(exposures, Grid, ChainStates, Lattice.Points, Parallelism, room));
}
