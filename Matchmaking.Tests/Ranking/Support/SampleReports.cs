using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Training.Reports;

namespace Matchmaking.Tests.Ranking.Support;

/// <summary>Reports of which only the gains matter.</summary>
internal static class SampleReports
{
    public static ModelReport Of(params DirectionReport[] directions) =>
        new() { Sessions = 3, TrainedFrom = Month.Parse("2026-01"), TrainedUntil = Month.Parse("2026-03"), Directions = directions };

    public static DirectionReport Direction(RankingDirection direction, params QualityGain[] gains) => new()
    {
        Direction = direction,
        Teaching = [],
        Tuning = [],
        Measuring = [],
        Groups = 1,
        MeasuredGroups = 1,
        Candidates = 1,
        Outcomes = 1,
        Trees = 1,
        Slope = 1,
        Intercept = 0,
        Models = [],
        Gains = gains,
        Slices = [],
    };
}
