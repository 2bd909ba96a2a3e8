using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Model;

/// <summary>What one live position may still lose: all of it, half of it, or nothing.</summary>
/// <param name="Chain">The industry chain, whose positions share a factor; null: shares with nobody beyond what all share.</param>
/// <param name="Stage">Decides the probabilities.</param>
/// <param name="AtRisk">Cost less the cash that came back, not below 0.</param>
public readonly record struct LiveExposure(string? Chain, Stage Stage, Money AtRisk) : IComparable<LiveExposure>
{
    public int CompareTo(LiveExposure other)
    {
        var order = string.CompareOrdinal(Chain, other.Chain);
        if (order == 0)
            order = Stage.CompareTo(other.Stage);
        return order != 0 ? order : AtRisk.CompareTo(other.AtRisk);
    }
}
