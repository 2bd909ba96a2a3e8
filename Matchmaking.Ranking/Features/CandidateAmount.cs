using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Features;

/// <summary>ln of the amount.</summary>
internal sealed class CandidateAmount : IFeature
{
    public FeatureInfo Info { get; } = new("amount", "ln of the amount's unit", "any", "no amount", true);

    public double Value(in FeaturePair pair) => pair.Amount > 0 ? PortableMath.Log(pair.Amount) : double.NaN;
}
