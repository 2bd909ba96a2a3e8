using Matchmaking.Ranking.Features;

namespace Matchmaking.Ranking.Prior;

/// <summary>One line of the scorecard: contribution = weight * (value - neutral), 0 when the value is missing.</summary>
internal sealed record ScorecardLine(IFeature Feature, double Weight, double Neutral)
{
    public double Contribution(double value) => double.IsNaN(value) ? 0 : Weight * (value - Neutral) + 0.0;
}
