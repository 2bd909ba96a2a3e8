namespace Matchmaking.Ranking.Trainers;

/// <summary>A trainer that is asked for is not in this build, or cannot run on this machine.</summary>
/// <param name="trainer">Its name.</param>
/// <param name="problem">What it is not or lacks, and how to get it: goes on where its name ends.</param>
/// <param name="cause">What was thrown where something was missing.</param>
public sealed class TrainerUnavailableException(string trainer, string problem, Exception? cause = null) : Exception($"The trainer '{trainer}' {problem}.", cause)
{
    public string Trainer { get; } = trainer;

    public string Problem { get; } = problem;
}
