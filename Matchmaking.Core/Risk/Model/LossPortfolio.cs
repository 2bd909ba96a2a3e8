using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Core.Risk.Model;

/// <summary>
/// All that the loss model computes from: the exposures that can lose something, in one order whatever order they came in, and the parameters.
/// Two portfolios with the same <see cref="Key"/> have the same distribution to the bit.
/// </summary>
public sealed class LossPortfolio
{
    /// <param name="exposures">Live positions in any order; those with nothing at risk are left out.</param>
    /// <param name="parameters">The set to use.</param>
    /// <exception cref="OverflowException">The sum leaves the range of half fen in a <see cref="long"/>.</exception>
    public LossPortfolio(IEnumerable<LiveExposure> exposures, LossParameters parameters)
    {
        Exposures = [.. exposures.Where(e => e.AtRisk > Money.Zero).Order()];
        Parameters = parameters;
        foreach (var exposure in Exposures)
            DoubledExpectation += parameters.Of(exposure.Stage).DoubledExpectation(exposure.AtRisk.Fen);
        AtRisk = Exposures.Aggregate(Money.Zero, (sum, e) => sum + e.AtRisk);
        _ = checked(2 * AtRisk.Fen);
        Key = Fingerprint.Of(new { parameters.Version, parameters.Stages, parameters.Correlation, Exposures });
    }

    /// <summary>By chain, stage and amount.</summary>
    public IReadOnlyList<LiveExposure> Exposures { get; }

    public LossParameters Parameters { get; }

    /// <summary>What all may lose together.</summary>
    public Money AtRisk { get; }

    /// <summary>SHA-256 of exposures and parameters.</summary>
    public string Key { get; }

    /// <summary>The expected loss, exact but for the last rounding to the nearest fen.</summary>
    public Money ExpectedLoss => StageLoss.Expected(DoubledExpectation);

    /// <summary>20,000 times the expected loss, in fen.</summary>
    internal Int128 DoubledExpectation { get; }
}
