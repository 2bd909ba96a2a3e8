namespace Matchmaking.Ranking.Histories;

/// <summary>Weighted sums of numbers and of their squares; NaN counts nowhere.</summary>
internal struct Moments
{
    private double _weight;
    private double _sum;
    private double _squares;

    public readonly double Weight => _weight;

    /// <summary>0 without numbers.</summary>
    public readonly double Mean => _weight > 0 ? _sum / _weight : 0;

    /// <summary>Mean squared distance from the mean, at least 0.</summary>
    public readonly double Variance => _weight > 0 ? Spread / _weight : 0;

    /// <summary>Sum of the squared distances from the mean.</summary>
    private readonly double Spread => Math.Max(0, _squares - _sum * _sum / Math.Max(1e-6, _weight));

    public void Add(double number, double weight)
    {
        if (double.IsNaN(number))
            return;
        _weight += weight;
        _sum += weight * number;
        _squares += weight * number * number;
    }

    /// <summary>The mean, as though so many more numbers had been the mean of all.</summary>
    public readonly double MeanTowards(in Moments all, double strength) => (_sum + strength * all.Mean) / (_weight + strength);

    /// <summary>The deviation, as though so many more numbers had spread as all do; at least 1e-3.</summary>
    public readonly double DeviationTowards(in Moments all, double strength) =>
        Math.Max(1e-3, Math.Sqrt((Spread + strength * all.Variance) / (_weight + strength)));
}
