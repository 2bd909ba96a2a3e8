using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training;

namespace Matchmaking.Api.Setup;

/// <summary>Which trainer makes models.</summary>
internal static class TrainerSetting
{
    /// <summary><c>Ranking:Trainer</c> as environments write it.</summary>
    public const string Name = "Ranking__Trainer";

    private static readonly string[] _spellings = [Name, Name.ToUpperInvariant(), "Ranking:Trainer"];

    /// <param name="get">Gives a variable, null where it is not set.</param>
    /// <exception cref="SettingsException">It is not in this build.</exception>
    public static ITreeTrainer From(Func<string, string?> get) => _spellings.Select(get).FirstOrDefault(text => text is not null) is not { } name ? TreeTrainers.Default
        : TreeTrainers.TryFind(name) ?? throw new SettingsException($"{Name}: {TreeTrainers.Unavailable(name).Message}");
}
