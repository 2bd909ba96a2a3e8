using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983): swaps of two seats at random, a loss accepted with probability exp(-loss / T) while T falls
/// geometrically. A step draws one or two numbers and costs about 10 ns. The acceptance compares with T x (-ln u) from a table of
/// <see cref="PortableMath.Log"/>, so every machine makes the same swaps.
/// </summary>
internal sealed class Annealing
{
    private const int Draws = 4096;
    private const int StepsPerTemperature = 4096;

    private readonly SeatingModel _model;
    private readonly double[] _surprise = new double[Draws];
    private readonly int _fundEnd;
    private readonly int _startupEnd;
    private readonly bool _loose;
    private SplitMix64 _random;

    public Annealing(SeatingModel model, Seating seating, ulong seed)
    {
        _model = model;
        Seating = seating;
        _random = new(seed);
        for (var i = 0; i < Draws; i++)
            _surprise[i] = -PortableMath.Log((i + 0.5) / Draws);
        _fundEnd = model.Funds;
        _startupEnd = model.Funds + model.Startups;

        // Where every table is full of funds and startups to the limits, only swaps within a kind are possible.
        _loose = model.Funds < model.MaxFunds * model.Tables || model.Startups < model.MaxStartups * model.Tables || model.Apart.Length + model.Together.Length > 0;
        Best = [.. seating.Table];
        BestWorth = seating.Worth;
    }

    public Seating Seating { get; }

    /// <summary>The best table of everybody so far.</summary>
    public int[] Best { get; }

    public long BestWorth { get; private set; }

    /// <summary>One fall of the temperature, from the seating as it is.</summary>
    /// <param name="steps">Swaps to judge.</param>
    /// <param name="hot">First temperature, on the scale of the weights.</param>
    /// <param name="cold">Last temperature.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>Steps taken.</returns>
    public long Run(long steps, double hot, double cold, CancellationToken cancellation)
    {
        var levels = Math.Max(1, steps / StepsPerTemperature);
        var factor = PortableMath.Exp(PortableMath.Log(cold / hot) / levels);
        var temperature = hot;
        long done = 0;
        while (done < steps && !cancellation.IsCancellationRequested)
        {
            var level = (int)Math.Min(StepsPerTemperature, steps - done);
            Level(level, temperature);
            done += level;
            temperature *= factor;
        }

        return done;
    }

    private void Level(int steps, double temperature)
    {
        var (seating, table, seats) = (Seating, Seating.Table, Seating.Table.Length);
        var random = _random;
        for (var i = 0; i < steps; i++)
        {
            var bits = random.Next();
            var u = (int)(((bits & 0xFFFF) * (ulong)_startupEnd) >> 16);
            var (first, end) = u < _fundEnd ? (0, _fundEnd) : (_fundEnd, _startupEnd);
            if (_loose && (bits & 0x7000_0000_0000_0000) == 0)
                (first, end) = (0, seats);
            var v = first + (int)((((bits >> 16) & 0xFFFFF) * (ulong)(end - first)) >> 20);
            if (table[u] == table[v] || !seating.MaySwap(u, v))
                continue;
            var delta = seating.Delta(u, v);
            if (delta < 0 && -delta > temperature * _surprise[(int)(bits >> 36) & (Draws - 1)])
                continue;
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
