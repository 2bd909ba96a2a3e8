using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Features;

/// <summary>
/// The same as <see cref="RoundLikeness"/> for the recent rounds of those whose company the investor keeps, weighted by how often. Speaks for an
/// investor with few rounds of its own.
/// </summary>
internal sealed class NeighbourRoundLikeness : IFeature
{
    private const double Smoothing = 4;

    public FeatureInfo Info { get; } = new("neighbour-round-likeness", "ln of a ratio", "any", "no co-investor", false);

    public double Value(in FeaturePair pair)
    {
        if (pair is not { Investor.Neighbours: { Nearest.Length: > 0 } neighbours, Candidate: { } candidate })
            return double.NaN;
        var sum = 0.0;
        foreach (var (investor, weight) in neighbours.Nearest)
            sum += weight * candidate.LikenessTo(investor);
        var usual = candidate.UsualRecentLikeness;
        return PortableMath.Log((sum + Smoothing * usual) / ((neighbours.RecentRounds + Smoothing) * usual));
    }
}
