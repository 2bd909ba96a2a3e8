using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.Training;

/// <summary>How a model is trained; with the same groups it gives the same model.</summary>
public sealed record TrainingRecipe
{
    /// <summary>Who grows the trees.</summary>
    public ITreeTrainer Trainer { get; init; } = TreeTrainers.Default;

    /// <summary>Trees are the most that are grown; fewer serve where the sessions that tune say so.</summary>
    public BoostingOptions Options { get; init; } = new() { Trees = 300, Leaves = 12, LearningRate = 0.05, MinRowsInLeaf = 20, L2 = 10 };

    /// <summary>Refits on resampled groups, for rank intervals.</summary>
    public int Refits { get; init; } = 20;

    /// <summary>Of the resampling.</summary>
    public ulong Seed { get; init; } = 1;
}
