using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// Whether those whom the investor follows into companies do rounds alike: ln(1 + sum / (n + 1)), n rounds of the investor, over
/// times followed x mean likeness of the other's recent rounds, in usual likenesses of the candidate.
/// </summary>
internal sealed class FollowedRoundLikeness : IFeature
{
    /// <summary>Rounds without likeness that everybody is taken to have done as well.</summary>
    private const double Smoothing = 3;

    public FeatureInfo Info { get; } = new("followed-round-likeness", "ln of usual likenesses", "0 and more", "no earlier round", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor: { Rounds.Count: > 0 } investor, Candidate: { } candidate })
            return double.NaN;
        var sum = 0.0;
        foreach (var (followed, times) in investor.Neighbours.Followed)
            sum += times * candidate.LikenessTo(followed) / (investor.Knowledge.RecentOf(followed) + Smoothing);
        return PortableMath.Log(1 + sum / candidate.UsualRecentLikeness / (investor.Rounds.Count + 1));
    }
}
