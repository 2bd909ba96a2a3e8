namespace Matchmaking.Ranking.Features;

/// <summary>Days since the investor joined any round. The same for all its candidates: says how much its past still tells.</summary>
internal sealed class DaysSinceInvested : IFeature
{
    public FeatureInfo Info { get; } = new("days-since-invested", "days", "1 and more", "no earlier round", false);

    public double Value(in FeaturePair pair) =>
        pair.Investor is { Rounds: { Count: > 0 } rounds } investor ? investor.Knowledge.Day - rounds[^1].Day : double.NaN;
}
