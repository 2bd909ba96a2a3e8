using Matchmaking.Ranking.Prior;

namespace Matchmaking.Ranking.Models;

/// <summary>The models that are part of this build, by version.</summary>
public static class RankingModels
{
    private static readonly IRankingModel[] _all = [PriorScorecard.First, PriorScorecard.Second];

    /// <summary>All, oldest first.</summary>
    public static IReadOnlyList<IRankingModel> All => _all;

    /// <summary>The scorecard that serves before there are outcomes.</summary>
    public static IRankingModel Prior { get; } = PriorScorecard.Second;

    /// <summary>Null when this build has no such model.</summary>
    public static IRankingModel? Find(string version) => Array.Find(_all, m => string.Equals(m.Version, version, StringComparison.Ordinal));
}
