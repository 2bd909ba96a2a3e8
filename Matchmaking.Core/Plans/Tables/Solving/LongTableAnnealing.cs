using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// Simulated annealing of the long table: two of a kind change places, which concerns at most ten pairs of neighbours. A pair apart that
/// become neighbours costs <see cref="Penalty"/>, a pair together that are neighbours earns it.
/// </summary>
internal sealed class LongTableAnnealing
{
    private const int Draws = 4096;
    private const int StepsPerLevel = 4096;

    private readonly LongTableModel _model;
    private readonly int[][] _near;
    private readonly int[][] _units;
    private readonly int[] _bias;
    private readonly int[] _at;
    private readonly double[] _surprise = new double[Draws];
    private SplitMix64 _random;

    public LongTableAnnealing(LongTableModel model, ulong seed)
    {
        _model = model;
        _random = new(seed);
        for (var i = 0; i < Draws; i++)
            _surprise[i] = -PortableMath.Log((i + 0.5) / Draws);
        var places = Enumerable.Range(0, model.Count).ToArray();
        _near = [.. places.Select(a => places.Where(b => a != b && LongTableModel.Units(model.Seat[a], model.Seat[b]) >= 0).ToArray())];
        _units = [.. places.Select(a => _near[a].Select(b => LongTableModel.Units(model.Seat[a], model.Seat[b])).ToArray())];

        // A seating is worth at most eight times the largest weight a fund (opposite 2, diagonal 1 and 1, with room to spare).
        Penalty = (int)Math.Min((8L * model.Weight.DefaultIfEmpty(0).Max() * Math.Max(1, model.Funds)) + 1, 1 << 26);
        _bias = new int[model.Count * model.Count];
        foreach (var (a, b) in model.Apart)
            Bias(a, b, -Penalty);
        foreach (var (a, b) in model.Together)
            Bias(a, b, Penalty);
        _at = [.. places];
        Best = [.. places];
        BestWorth = Worth = Total();
    }

    /// <summary>What a broken pair costs, on the scale of the value.</summary>
    public int Penalty { get; }

    /// <summary>Who sits on each place, in the best seating so far.</summary>
    public int[] Best { get; }

    /// <summary>Its value, less and plus the penalties.</summary>
    public long BestWorth { get; private set; }

    private long Worth { get; set; }

    /// <summary>Starts from a seating, and takes it as the best where it is.</summary>
    public void Set(ReadOnlySpan<int> at)
    {
        at.CopyTo(_at);
        Worth = Total();
        Keep();
    }

    /// <summary>One fall of the temperature (see <see cref="Annealing.Run"/>), from a new order: penalties are too dear to be melted.</summary>
    public void Run(long steps, double hot, double cold, Func<int, bool> onLevel)
    {
        Shuffle();
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
        var random = _random;
        for (var i = 0; i < steps; i++)
        {
            var bits = random.Next();
            var a = (int)(((bits & 0xFFFFF) * (ulong)_model.Count) >> 20);
            var (first, end) = a < _model.Funds ? (0, _model.Funds) : a < _model.Funds + _model.Startups ? (_model.Funds, _model.Funds + _model.Startups) : (_model.Funds + _model.Startups, _model.Count);
            var b = first + (int)((((bits >> 20) & 0xFFFF) * (ulong)(end - first)) >> 16);
            if (a == b)
                continue;
            var delta = Change(a, b) + Change(b, a);
            if (delta < 0 && -delta > temperature * _surprise[(int)(bits >> 36) & (Draws - 1)])
                continue;
            (_at[a], _at[b]) = (_at[b], _at[a]);
            Worth += delta;
            Keep();
        }

        _random = random;
    }

    private void Shuffle()
    {
        var guests = _model.Funds + _model.Startups;
        _random.Choose(_at.AsSpan(0, _model.Funds), _model.Funds);
        _random.Choose(_at.AsSpan(_model.Funds, _model.Startups), _model.Startups);
        _random.Choose(_at.AsSpan(guests), _model.Count - guests);
        Worth = Total();
        Keep();
    }

    private void Keep()
    {
        if (Worth <= BestWorth)
            return;
        BestWorth = Worth;
        _at.CopyTo(Best, 0);
    }

    // What it adds at place a that the one from b comes and the one there goes; the two themselves stay what they are to each other.
    private int Change(int a, int b)
    {
        var (goes, comes) = (_at[a] * _model.Count, _at[b] * _model.Count);
        var (near, units) = (_near[a], _units[a]);
        var delta = 0;
        for (var k = 0; k < near.Length; k++)
        {
            if (near[k] == b)
                continue;
            var other = _at[near[k]];
            delta += (units[k] * (_model.Weight[comes + other] - _model.Weight[goes + other])) + _bias[comes + other] - _bias[goes + other];
        }

        return delta;
    }

    private long Total()
    {
        long twice = 0;
        for (var a = 0; a < _at.Length; a++)
        {
            for (var k = 0; k < _near[a].Length; k++)
            {
                var pair = (_at[a] * _model.Count) + _at[_near[a][k]];
                twice += ((long)_units[a][k] * _model.Weight[pair]) + _bias[pair];
            }
        }

        return twice / 2;
    }

    private void Bias(int a, int b, int by)
    {
        _bias[(a * _model.Count) + b] += by;
        _bias[(b * _model.Count) + a] += by;
    }
}
