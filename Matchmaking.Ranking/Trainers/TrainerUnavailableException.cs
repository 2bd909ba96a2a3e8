namespace Matchmaking.Ranking.Trainers;

/// <summary>A trainer that is asked for is not in this build, or cannot run on this machine.</summary>
/// <param name="trainer">Its name.</param>
/// <param name="message">What is missing and how to get it.</param>
/// <param name="cause">What was thrown where it was missing.</param>
public sealed class TrainerUnavailableException(string trainer, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Trainer { get; } = trainer;
}
