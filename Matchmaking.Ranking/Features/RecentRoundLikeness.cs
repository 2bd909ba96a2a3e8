using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// How much the investor did lately that is alike: ln(1 + sum / m) with the likenesses to its rounds in other companies, each counting the
/// less the longer ago it was, and the candidate's usual likeness m. Grows with the investor's pace.
/// </summary>
internal sealed class RecentRoundLikeness : IFeature
{
    public FeatureInfo Info { get; } = new("recent-round-likeness", "ln of usual likenesses", "0 and more", "no earlier round", false);

    public double Value(in FeaturePair pair) => pair is { Investor.Rounds.Count: > 0, Candidate: { } candidate }
        ? Of(pair.Likeness.RecentSum, candidate.UsualLikeness)
        : double.NaN;

    internal static double Of(double recentSum, double usual) => PortableMath.Log(1 + recentSum / usual);
}
