using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Models;

/// <summary>The models that this build can serve, by version.</summary>
public static class RankingModels
{
    public static IRankingModel Prior { get; } = new PriorScorecard();

    /// <summary>Null when this build has no such model.</summary>
    public static IRankingModel? Find(string version) =>
        string.Equals(version, Prior.Version, StringComparison.Ordinal) ? Prior : null;
}
