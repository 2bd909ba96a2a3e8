namespace Matchmaking.Ranking.Features;

/// <summary>
/// How often the investor joined a later round of a company that it had backed: (joined + 1) / (rounds + 4). The same for all its candidates:
/// says what having backed one is worth.
/// </summary>
internal sealed class FollowOnRate : IFeature
{
    public FeatureInfo Info { get; } = new("follow-on-rate", "share", "0..1", "no earlier round", false);

    public double Value(in FeaturePair pair) =>
        pair.Investor?.Investor is { } investor ? (investor.LaterJoined + 1.0) / (investor.LaterRounds + 4.0) : double.NaN;
}
