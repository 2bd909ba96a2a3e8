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

    /// <summary>Whether it is in this build.</summary>
    public static bool Has(string name) => Array.Exists(_inThisBuild, t => t.Name == name);

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="TrainerUnavailableException">It is not in this build, or there is none of this name.</exception>
    public static ITreeTrainer Find(string name) => Array.Find(_inThisBuild, t => t.Name == name) ?? throw new TrainerUnavailableException(
        name,
        _optional.Contains(name)
            ? $"is not in this build, which leaves ML.NET out; build with {Switch}"
            : $"is none of {string.Join(", ", Names)}");
}
