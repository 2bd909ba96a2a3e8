using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Tests.Core.Risk.Support;

/// <summary>Seeded portfolios, amounts and parameters of all kinds.</summary>
internal sealed class RandomPortfolios(int seed)
{
    private static readonly string?[] _chains = [null, "a", "b", "c"];

    // CA5394: reproducible test data, no secrets.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public LossPortfolio Portfolio(int positions) => new(Exposures(positions), Parameters());

    public LiveExposure[] Exposures(int positions) => [.. Enumerable.Range(0, positions).Select(_ => Exposure())];

    public LiveExposure Exposure() => new(Chain(), Stage(), Money.FromFen(_random.Next(0, 30)));

    public string? Chain() => _chains[_random.Next(_chains.Length)];

    public Stage Stage() => (Stage)_random.Next(Enum.GetValues<Stage>().Length);

    public int Next(int least, int most) => _random.Next(least, most + 1);

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    /// <summary>Half of the time the default; else one factor, no factor, chains alone, or any probabilities.</summary>
    public LossParameters Parameters()
    {
        var parameters = LossParameters.Default;
        return _random.Next(8) switch
        {
            0 => parameters with { Correlation = Correlation(1_200, 1_200) },
            1 => parameters with { Correlation = Correlation(0, 0) },
            2 => parameters with { Correlation = Correlation(0, 2_000) },
            3 => parameters with { Stages = [.. parameters.Stages.Select(AnyLoss)], Correlation = Correlation(_random.Next(100, 3_000), _random.Next(3_100, 5_000)) },
            _ => parameters,
        };
    }

    public T[] Shuffled<T>(IEnumerable<T> items)
    {
        var copy = items.ToArray();
        _random.Shuffle(copy);
        return copy;
    }

    private StageLoss AnyLoss(StageLoss of)
    {
        var total = _random.Next(10) == 0 ? 0 : _random.Next(0, 8_001);
        return of with { TotalLoss = Ratio.FromBasisPoints(total), HalfLoss = Ratio.FromBasisPoints(_random.Next(0, 10_001 - total)) };
    }

    private static LossCorrelation Correlation(int across, int within) =>
        new() { Across = Ratio.FromBasisPoints(across), Within = Ratio.FromBasisPoints(within) };
#pragma warning restore CA5394
}
