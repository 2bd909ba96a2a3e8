using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Features;

/// <summary>Likeness to the most alike of the investor's rounds in other companies: ln(likeness + 1e-4).</summary>
internal sealed class NearestRound : IFeature
{
    public FeatureInfo Info { get; } = new("nearest-round", "ln of a likeness", "-9.3..0.1", "no earlier round", false);

    public double Value(in FeaturePair pair) =>
        pair is { Investor.Rounds.Count: > 0, Candidate: not null } ? Of(pair.Likeness.Largest) : double.NaN;

    internal static double Of(double largest) => PortableMath.Log(largest + 1e-4);
}
