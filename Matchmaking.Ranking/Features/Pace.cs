namespace Matchmaking.Ranking.Features;

/// <summary>How many rounds the investor joined in the last year. The same for all its candidates: says how picky it can be.</summary>
internal sealed class Pace : IFeature
{
    private const int Days = 365;

    public FeatureInfo Info { get; } = new("pace", "rounds in a year", "0 and more", "no earlier round", false);

    public double Value(in FeaturePair pair)
    {
        if (pair.Investor is not { Rounds.Count: > 0 } investor)
            return double.NaN;
        var first = investor.Knowledge.Day - Days;
        var count = 0;
        for (var i = investor.Rounds.Count - 1; i >= 0 && investor.Rounds[i].Day >= first; i--)
            count++;
        return count;
    }
}
