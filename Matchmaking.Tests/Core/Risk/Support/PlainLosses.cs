using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Tests.Core.Risk.Support;

/// <summary>
/// Slow oracle: every combination of ends of a small portfolio with its probability, from a quadrature within a quadrature. Shares no code with the product:
/// its own normal distribution, its own nodes, no grid, no lattice, no transform.
/// </summary>
internal sealed class PlainLosses
{
    private const int Nodes = 41;
    private const double End = 8;
    private const double Step = 2 * End / (Nodes - 1);

    /// <param name="exposures">At most eight or so.</param>
    /// <param name="parameters">Probabilities and correlations.</param>
    public PlainLosses(IReadOnlyList<LiveExposure> exposures, LossParameters parameters)
    {
        Exposures = exposures;
        Ends = new byte[(int)Math.Pow(3, exposures.Count)][];
        for (var i = 0; i < Ends.Length; i++)
            Ends[i] = [.. Digits(i, exposures.Count)];
        Probabilities = new double[Ends.Length];
        Integrate(parameters);
    }

    public IReadOnlyList<LiveExposure> Exposures { get; }

    /// <summary>Of each combination: 0 nothing, 1 half, 2 all of it lost, by exposure.</summary>
    public byte[][] Ends { get; }

    public double[] Probabilities { get; }

    /// <summary>Loss of an end, in half fen.</summary>
    public long Loss(byte[] ends) => ends.Select((end, i) => end * Exposures[i].AtRisk.Fen).Sum();

    public double Above(long halfFen) => Ends.Select((e, i) => Loss(e) > halfFen ? Probabilities[i] : 0).Sum();

    /// <summary>VaR, CVaR and each exposure's part of it, in half fen.</summary>
    public (long Var, double Cvar, double[] Contributions) Tail(double level)
    {
        var byLoss = Enumerable.Range(0, Ends.Length).OrderByDescending(i => Loss(Ends[i])).ToList();
        var (taken, cvar, contributions, var) = (0.0, 0.0, new double[Exposures.Count], 0L);
        foreach (var group in byLoss.GroupBy(i => Loss(Ends[i])))
        {
            var probability = group.Sum(i => Probabilities[i]);
            if (probability < 1e-15)
                continue;
            var share = Math.Min(1, (1 - level - taken) / probability);
            // Where whole losses fill the tail to the last bit, the next smaller loss is the smallest that is not exceeded.
            var = group.Key;
            if (1 - level - taken <= 1e-12)
                break;
            foreach (var i in group)
            {
                cvar += share * Probabilities[i] * group.Key;
                for (var e = 0; e < contributions.Length; e++)
                    contributions[e] += share * Probabilities[i] * Ends[i][e] * Exposures[e].AtRisk.Fen;
            }

            taken += share * probability;
            if (share < 1)
                break;
        }

        return (var, cvar / (1 - level), [.. contributions.Select(c => c / (1 - level))]);
    }

    private void Integrate(LossParameters parameters)
    {
        var (across, within) = ((double)parameters.Correlation.Across.Value, (double)parameters.Correlation.Within.Value);
        // Without a chain a position is a chain of its own.
        var chains = Exposures.Select((e, i) => (Key: e.Chain ?? $"#{i}", i)).GroupBy(x => x.Key, x => x.i).Select(g => g.ToArray()).ToList();
        var commonNodes = across == 0 ? 1 : Nodes;
        var chainNodes = within == across ? 1 : Nodes;
        for (var g = 0; g < commonNodes; g++)
        {
            var (common, weight) = Node(g, commonNodes);
            var given = chains.Select(chain => OfChain(chain, common, chainNodes, across, within, parameters)).ToList();
            for (var i = 0; i < Ends.Length; i++)
            {
                var probability = weight;
                for (var c = 0; c < chains.Count; c++)
                    probability *= given[c][Index(Ends[i], chains[c])];
                Probabilities[i] += probability;
            }
        }
    }

    private double[] OfChain(int[] chain, double g, int nodes, double across, double within, LossParameters parameters)
    {
        var mixed = new double[(int)Math.Pow(3, chain.Length)];
        for (var h = 0; h < nodes; h++)
        {
            var (own, weight) = Node(h, nodes);
            var shared = Math.Sqrt(across) * g + Math.Sqrt(within - across) * own;
            var states = chain.Select(e => States(parameters.Of(Exposures[e].Stage), shared, within)).ToArray();
            for (var i = 0; i < mixed.Length; i++)
            {
                var probability = weight;
                var rest = i;
                foreach (var state in states)
                    (probability, rest) = (probability * state[rest % 3], rest / 3);
                mixed[i] += probability;
            }
        }

        return mixed;
    }

    private static double[] States(StageLoss loss, double shared, double within)
    {
        double Below(double p) => p <= 0 ? 0 : p >= 1 ? 1 : PlainNormal.Below((PlainNormal.Quantile(p) - shared) / Math.Sqrt(1 - within));
        var total = Below((double)loss.TotalLoss.Value);
        var any = Below((double)(loss.TotalLoss.Value + loss.HalfLoss.Value));
        return [1 - any, any - total, total];
    }

    private static (double At, double Weight) Node(int i, int count)
    {
        if (count == 1)
            return (0, 1);
        var at = -End + i * Step;
        return (at, Math.Exp(-at * at / 2) / Math.Sqrt(2 * Math.PI) * Step);
    }

    private static int Index(byte[] ends, int[] chain)
    {
        var index = 0;
        for (var i = chain.Length - 1; i >= 0; i--)
            index = 3 * index + ends[chain[i]];
        return index;
    }

    private static IEnumerable<byte> Digits(int number, int count)
    {
        for (var i = 0; i < count; i++, number /= 3)
            yield return (byte)(number % 3);
    }
}
