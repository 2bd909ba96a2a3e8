using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Training.Reports;

/// <summary>Models measured on the same subjects, resampled alike.</summary>
/// <param name="groups">The subjects, each with an order to find.</param>
/// <param name="models">For each model its version and one measure for each subject.</param>
/// <param name="seed">Of the resampling.</param>
internal sealed class MeasuredModels(IReadOnlyList<TrainingGroup> groups, IReadOnlyList<(string Version, IReadOnlyList<QueryMetrics> Measures)> models, ulong seed)
{
    private readonly GroupSample _sample = new(groups.Count, seed);

    /// <summary>What the models that scored the groups make of them.</summary>
    public static IEnumerable<(string Version, IReadOnlyList<QueryMetrics> Measures)> Scored(IReadOnlyList<TrainingGroup> groups, IReadOnlyList<ReferenceModel> references) =>
        references.Select((r, i) => (r.Model.Version, (IReadOnlyList<QueryMetrics>)[.. groups.Select(g => QueryMetrics.Of(g.References[i], [.. g.Labels])!.Value)]));

    public IReadOnlyList<ModelQuality> Qualities() => [.. models.Select(m => Quality(m.Version, m.Measures, _sample))];

    /// <summary>Mean of how much more the first model reaches than another, NDCG@10.</summary>
    public MeanInterval Gain(int other) => _sample.Mean([.. models[0].Measures.Zip(models[other].Measures, (own, theirs) => own.Ndcg10 - theirs.Ndcg10)]);

    /// <summary>The same for subjects of one kind each, in the order of the kinds' names.</summary>
    public IReadOnlyList<QualitySlice> Slices(RankingDirection direction) =>
    [
        .. Enumerable.Range(0, groups.Count).Where(i => groups[i].Slice is not null).GroupBy(i => groups[i].Slice!, StringComparer.Ordinal).OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => Slice(direction, s.Key, [.. s])),
    ];

    private QualitySlice Slice(RankingDirection direction, string value, int[] subjects)
    {
        var sample = new GroupSample(subjects.Length, seed);
        return new(
            direction == RankingDirection.FundToRequests ? QualitySlice.FundKind : QualitySlice.Stage,
            value,
            subjects.Length,
            [.. models.Select(m => Quality(m.Version, [.. subjects.Select(i => m.Measures[i])], sample))]);
    }

    private static ModelQuality Quality(string version, IReadOnlyList<QueryMetrics> measures, GroupSample sample) => new(
        version, sample.Mean([.. measures.Select(m => m.Ndcg5)]), sample.Mean([.. measures.Select(m => m.Ndcg10)]), sample.Mean([.. measures.Select(m => m.ReciprocalRank)]));
}
