using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// How much more alike the candidate is to the investor's rounds than to the market's: ln((sum + k m) / ((n + k) m)) with the likenesses to
/// its n rounds in other companies, the usual likeness m of the candidate and k = 4.
/// </summary>
internal sealed class RoundLikeness : IFeature
{
    private const double Smoothing = 4;

    public FeatureInfo Info { get; } = new("round-likeness", "ln of a ratio", "any", "no earlier round", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor: { Rounds.Count: > 0 and var rounds }, Candidate: { } candidate })
            return double.NaN;
        return Of(pair.Likeness.Sum, candidate.UsualLikeness, rounds);
    }

    internal static double Of(double sum, double usual, int rounds) => PortableMath.Log((sum + Smoothing * usual) / ((rounds + Smoothing) * usual));
}
