using Matchmaking.Core.Common;
using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.Training;

/// <summary>The candidates of one subject in one session, as they were when they were ranked, and what came of them.</summary>
/// <param name="Session">The month of the session.</param>
/// <param name="Rows">Candidates x features, row-major; NaN where missing.</param>
/// <param name="Labels">By candidate, 0 to <see cref="RankingSet.LargestLabel"/>.</param>
/// <param name="WinnerWeights">By candidate (<see cref="RankingSet.WinnerWeights"/>).</param>
public sealed record TrainingGroup(Month Session, float[] Rows, IReadOnlyList<int> Labels, IReadOnlyList<double> WinnerWeights)
{
    /// <summary>What the subject is, for figures apart: the kind of a fund, the stage of a request. Null where it is not known.</summary>
    public string? Slice { get; init; }

    /// <summary>For each model that this one is measured beside, its raw scores of the candidates.</summary>
    public IReadOnlyList<double[]> References { get; init; } = [];

    /// <summary>Whether two candidates have different labels: without such a pair there is nothing to order.</summary>
    public bool HasOrder => Labels.Distinct().Count() > 1;

    /// <summary>Groups as rows to learn from.</summary>
    /// <param name="groups">In order.</param>
    /// <param name="features">Values a row.</param>
    /// <exception cref="TrainingDataException">The groups are no such rows.</exception>
    public static RankingSet Set(IReadOnlyList<TrainingGroup> groups, int features) => RankingSet.Create(
        new([.. groups.SelectMany(g => g.Rows)], features),
        [.. groups.SelectMany(g => g.Labels).Select(l => (double)l)],
        [.. groups.Select(g => g.Labels.Count)],
        [.. groups.SelectMany(g => g.WinnerWeights)]);
}
