using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) of round tables: swaps of two seats at random, a loss accepted with probability exp(-loss / T) while T
/// falls geometrically. When two funds change tables, the startups of both are split anew in the best way; without that, 80 funds + 160 startups at 40 tables ended
/// up to 0.6% lower. A step costs about 15 ns, with a split 100 ns. The acceptance compares with T x (-ln u) from a table of <see cref="PortableMath.Log"/>, so every
/// machine makes the same swaps.
/// </summary>
internal sealed class Annealing
{
    /// <summary>Steps at one temperature; progress and cancellation are looked at between them.</summary>
    public const int StepsPerLevel = 4096;

    private const int Draws = 4096;

    private readonly Seating _seating;
    private readonly double[] _surprise = new double[Draws];
    private readonly int _fundEnd;
    private readonly int _startupEnd;
    private readonly int _seatedEnd;
    private readonly bool _loose;
    private SplitMix64 _random;

    public Annealing(SeatingModel model, Seating seating, ulong seed)
    {
        _seating = seating;
        _random = new(seed);
        for (var i = 0; i < Draws; i++)
            _surprise[i] = -PortableMath.Log((i + 0.5) / Draws);
        _fundEnd = model.Funds;
        _startupEnd = model.Funds + model.Startups;
        _seatedEnd = model.Count;

        // Where all tables are full of funds and startups to the limits, only swaps within a kind are possible; guests matter only where somebody minds them.
        _loose = model.Funds < model.MaxFunds * model.Tables || model.Startups < model.MaxStartups * model.Tables
            || model.Apart.Concat(model.Together).Any(p => Math.Max(p.First, p.Second) >= _startupEnd);
        Best = [.. seating.Table];
        BestWorth = seating.Worth;
    }

    /// <summary>The best table of everybody so far, nobodies included.</summary>
    public int[] Best { get; }

    /// <summary>Its worth.</summary>
    public long BestWorth { get; private set; }

    /// <summary>One fall of the temperature, from the seating as it is.</summary>
    /// <param name="steps">Swaps to judge.</param>
    /// <param name="hot">First temperature, on the scale of the weights.</param>
    /// <param name="cold">Last temperature.</param>
    /// <param name="onLevel">Told of the steps taken, now and then; false ends the run.</param>
    public void Run(long steps, double hot, double cold, Func<int, bool> onLevel)
    {
        var levels = Math.Max(1, steps / StepsPerLevel);
        var factor = PortableMath.Exp(PortableMath.Log(cold / hot) / levels);
        var temperature = hot;
        for (long done = 0; done < steps; done += StepsPerLevel)
        {
            var level = (int)Math.Min(StepsPerLevel, steps - done);
            Level(level, temperature);
            if (!onLevel(level))
                return;
            temperature *= factor;
        }
    }

    private void Level(int steps, double temperature)
    {
        var (seating, table) = (_seating, _seating.Table);
        var random = _random;
        for (var i = 0; i < steps; i++)
        {
            var bits = random.Next();
            var anybody = _loose && (bits & 0x7000_0000_0000_0000) == 0;
            var u = (int)(((bits & 0xFFFF) * (ulong)(anybody ? _seatedEnd : _startupEnd)) >> 16);
            var (first, end) = anybody ? (0, table.Length) : u < _fundEnd ? (0, _fundEnd) : (_fundEnd, _startupEnd);
            var v = first + (int)((((bits >> 16) & 0xFFFFF) * (ulong)(end - first)) >> 20);
            if (table[u] == table[v] || !seating.MaySwap(u, v))
                continue;
            var split = u < _fundEnd && v < _fundEnd;
            var delta = split ? seating.DeltaWithSplit(u, v) : seating.Delta(u, v);
            if (delta < 0 && -delta > temperature * _surprise[(int)(bits >> 36) & (Draws - 1)])
                continue;
            if (split)
                seating.SwapWithSplit(u, v);
            else
                seating.Swap(u, v, delta);
            if (seating.Worth > BestWorth)
            {
                BestWorth = seating.Worth;
                table.CopyTo(Best, 0);
            }
        }

        _random = random;
    }
}
