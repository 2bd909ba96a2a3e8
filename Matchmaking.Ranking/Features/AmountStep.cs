namespace Matchmaking.Ranking.Features;

/// <summary>ln of the amount over that of the company's latest round.</summary>
internal sealed class AmountStep : IFeature
{
    public FeatureInfo Info { get; } = new("amount-step", "ln of a ratio", "any", "no amount, no earlier round of the company, or its amount unknown", false);

    public double Value(in FeaturePair pair) =>
        pair.Candidate is { Company: { } company } candidate ? candidate.LogAmount - company.LastLogAmount : double.NaN;
}
