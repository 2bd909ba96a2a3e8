using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.Trainers;

/// <summary>What training gave.</summary>
/// <param name="Ensemble">The trees that are kept.</param>
/// <param name="Grown">How many were grown.</param>
public sealed record TrainedTrees(TreeEnsemble Ensemble, int Grown)
{
    /// <summary>
    /// Raw scores of the ensemble are 2^Exponent times the trainer's own: trees with leaves of any double are kept in finer steps than 2^-32 where their scores leave room for it.
    /// </summary>
    public int Exponent { get; init; }

    /// <summary>How long it took to make the rows ready; zero where they were before.</summary>
    public TimeSpan Preparation { get; init; }

    /// <summary>The trainer's own score.</summary>
    /// <param name="steps">A raw score of the ensemble in steps of 2^-32.</param>
    public double ScoreOf(long steps) => Math.ScaleB(FixedScore.ToDouble(steps), -Exponent);
}
