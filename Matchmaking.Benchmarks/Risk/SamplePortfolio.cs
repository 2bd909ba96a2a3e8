using Matchmaking.Core.Common;
using Matchmaking.Core.Risk;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Benchmarks.Risk;

/// <summary>Seeded portfolios of a size: stages evenly drawn, positions dealt to the chains in turn.</summary>
internal static class SamplePortfolio
{
    /// <param name="positions">How many.</param>
    /// <param name="chains">In so many chains.</param>
    /// <param name="least">Smallest amount, in units.</param>
    /// <param name="most">Largest amount, in units.</param>
    /// <param name="unitFen">Of the amounts; what is at risk is a multiple of it.</param>
    /// <param name="seed">Of the draws.</param>
    public static LossPortfolio Of(int positions, int chains, int least, int most, long unitFen, int seed)
    {
        // CA5394: reproducible input of a measurement, no secrets.
#pragma warning disable CA5394
        var random = new Random(seed);
        return new(
            Enumerable.Range(0, positions).Select(i =>
                new LiveExposure($"chain-{i % chains}", (Stage)random.Next(Enum.GetValues<Stage>().Length), Money.FromFen(random.Next(least, most + 1) * unitFen))),
            LossParameters.Default);
#pragma warning restore CA5394
    }

    /// <summary>The fund that holds it: nothing realised, allowance 60%.</summary>
    public static FundRisk Fund(LossModel model) =>
        new(new(model.Portfolio.AtRisk, SignedMoney.FromFen(0), Ratio.FromBasisPoints(6_000), Ratio.FromBasisPoints(5_000)), model);
}
