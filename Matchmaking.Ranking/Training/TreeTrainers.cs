using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.Training;

/// <summary>The trainers by name: the engine's own, and those that are in builds with ML.NET alone.</summary>
public static class TreeTrainers
{
    /// <summary>What adds the optional ones to a build.</summary>
    public const string Switch = "-p:MlNet=true";

    private static readonly string[] _optional = ["mlnet-fasttree", "mlnet-lightgbm"];

    private static readonly ITreeTrainer[] _inThisBuild =
    [
        new LambdaMartTrainer(),
#if MLNET
        new MlNet.FastTreeTrainer(),
        new MlNet.LightGbmTrainer(),
#endif
    ];

    /// <summary>The one that needs nothing else.</summary>
    public static ITreeTrainer Default => _inThisBuild[0];

    /// <summary>All names, also those of trainers that are not in this build.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default.Name, .. _optional];

    /// <returns>Null where it is not in this build, or there is none of this name.</returns>
    public static ITreeTrainer? TryFind(string name) => Array.Find(_inThisBuild, t => t.Name == name);

    /// <exception cref="TrainerUnavailableException">It is not in this build, or there is none of this name.</exception>
    public static ITreeTrainer Find(string name) => TryFind(name) ?? throw Unavailable(name);

    /// <summary>Why one that was not found is not there, and what to do about it.</summary>
    public static TrainerUnavailableException Unavailable(string name) => new(
        name,
        _optional.Contains(name)
            ? $"is not in this build, which leaves ML.NET out; build with {Switch}"
            : $"is none of {string.Join(", ", Names)}");
}
