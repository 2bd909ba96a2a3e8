using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Trainers;

/// <summary>What training gave.</summary>
/// <param name="Ensemble">The trees that are kept.</param>
/// <param name="Grown">How many were grown.</param>
public sealed record TrainedTrees(TreeEnsemble Ensemble, int Grown)
{
    /// <summary>How long it took to make the rows ready; zero where they were before.</summary>
    public TimeSpan Preparation { get; init; }
}
