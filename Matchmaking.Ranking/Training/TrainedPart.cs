using Matchmaking.Ranking.Calibration;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Training;

/// <summary>What training gave.</summary>
/// <param name="Part">What serves, calibrated.</param>
/// <param name="Measured">The trees of the earliest sessions, which were measured; not calibrated.</param>
/// <param name="Scaling">What calibration found.</param>
/// <param name="Quality">Of the measured trees, one for each group of the latest sessions with a relevant candidate.</param>
public sealed record TrainedPart(ModelPart Part, TreeEnsemble Measured, PlattScaling Scaling, IReadOnlyList<QueryMetrics> Quality);
