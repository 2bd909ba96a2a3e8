namespace Matchmaking.Ranking.Training.Reports;

/// <summary>How well a model orders: means over subjects (<see cref="Metrics.QueryMetrics"/>).</summary>
/// <param name="Version">The model.</param>
/// <param name="Ndcg5">NDCG at 5.</param>
/// <param name="Ndcg10">NDCG at 10.</param>
/// <param name="Mrr">Mean of 1 / rank of the first candidate of whom something came.</param>
public sealed record ModelQuality(string Version, MeanInterval Ndcg5, MeanInterval Ndcg10, MeanInterval Mrr);

/// <summary>By how much the trained model is better than another on the same subjects.</summary>
/// <param name="Over">The other model.</param>
/// <param name="HasSeen">The other model learned from sessions that it is measured on here, which flatters it.</param>
/// <param name="Ndcg10">Mean difference of NDCG at 10; below 0 where the other is better.</param>
public sealed record QualityGain(string Over, bool HasSeen, MeanInterval Ndcg10);

/// <summary>Figures of the subjects of one kind.</summary>
/// <param name="By">What tells them apart: <see cref="FundKind"/> or <see cref="Stage"/>.</param>
/// <param name="Value">Which ones.</param>
/// <param name="Groups">How many: few say little.</param>
/// <param name="Models">The trained model first.</param>
public sealed record QualitySlice(string By, string Value, int Groups, IReadOnlyList<ModelQuality> Models)
{
    public const string FundKind = "fund-kind";

    public const string Stage = "stage";
}
