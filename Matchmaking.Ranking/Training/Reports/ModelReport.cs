using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Training.Reports;

/// <summary>What a model was trained on and how well its recipe orders sessions that it had not seen, beside other models.</summary>
public sealed record ModelReport
{
    /// <summary>Months with a session to learn from.</summary>
    public required int Sessions { get; init; }

    /// <summary>The month of the earliest session.</summary>
    public required Month TrainedFrom { get; init; }

    /// <summary>The month of the latest.</summary>
    public required Month TrainedUntil { get; init; }

    public required IReadOnlyList<DirectionReport> Directions { get; init; }

    /// <summary>The first model that orders a direction better, those left out that have seen what it is measured on; null: the trained one is the best.</summary>
    public (RankingDirection Direction, QualityGain Gain)? Better() =>
        Directions.SelectMany(d => d.Gains.Where(g => !g.HasSeen && g.Ndcg10.Value < 0).Select(g => ((RankingDirection, QualityGain)?)(d.Direction, g))).FirstOrDefault();
}
