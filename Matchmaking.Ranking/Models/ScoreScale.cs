using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Models;

/// <summary>The one increasing function from raw scores to scores in (0, 1): the logistic function, for every model and direction.</summary>
public static class ScoreScale
{
    /// <summary>Beyond this the double next to 0 or 1 would be reached; raw scores stay far within it.</summary>
    private const double Bound = 36;

    public static double Score(double rawScore) => 1 / (1 + PortableMath.Exp(-Math.Clamp(rawScore, -Bound, Bound)));
}
