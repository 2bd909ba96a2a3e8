using Matchmaking.Ranking.Trainers;

namespace Matchmaking.Ranking.LambdaMart;

/// <summary>
/// How likely a candidate was looked at, by the rank at which it was shown: what stood higher was seen more. In training a row counts by the inverse of it where it wins against
/// another (inverse propensity weighting: T. Joachims, A. Swaminathan and T. Schnabel, "Unbiased Learning-to-Rank with Biased Feedback", WSDM 2017, section 4).
/// </summary>
/// <remarks>
/// The position-based model: expected gain = propensity of the rank x merit of the candidate. Merit is one number for each tenth of the candidates in the order of the scores that
/// they were shown with: the same score stands at the top of one fund's ranking and in the middle of another's, which is what tells the two factors apart (as in A. Agarwal et al.,
/// "Estimating Position Bias without Intrusive Interventions", WSDM 2019, where it is the same candidate). Both are fitted by turns, propensities never rising with the
/// rank: maximum likelihood for counts.
/// </remarks>
public sealed class PositionBias
{
    /// <summary>Ranks from here on are one.</summary>
    public const int LastRank = 30;

    /// <summary>No rank was seen less than this share of the first: a rare outcome far down shall not decide everything.</summary>
    public const double LeastPropensity = 0.05;

    private const int Strata = 10;
    private const int Turns = 100;

    private readonly double[] _propensities;

    private PositionBias(double[] propensities) => _propensities = propensities;

    /// <summary>Every rank was seen.</summary>
    public static PositionBias None { get; } = new([.. Enumerable.Repeat(1.0, LastRank + 1)]);

    /// <summary>Estimates from outcomes. Without any gain there is no bias to see: <see cref="None"/>.</summary>
    /// <exception cref="ArgumentException">A rank below 1, a gain below 0 or a number that is not finite.</exception>
    public static PositionBias Estimate(IReadOnlyList<ShownOutcome> outcomes)
    {
        if (outcomes.Any(o => o.Rank < 1 || !(o.Gain >= 0) || !double.IsFinite(o.Gain) || !double.IsFinite(o.Score)))
            throw new ArgumentException("Ranks count from 1, gains from 0, scores are finite.", nameof(outcomes));
        if (!outcomes.Any(o => o.Gain > 0))
            return None;
        var bounds = Bounds([.. outcomes.Select(o => o.Score)]);
        var (rows, gained) = (new double[LastRank + 1, Strata], new double[LastRank + 1, Strata]);
        foreach (var outcome in outcomes)
        {
            var (rank, stratum) = (Math.Min(outcome.Rank, LastRank), bounds.Count(b => outcome.Score >= b));
            rows[rank, stratum]++;
            gained[rank, stratum] += outcome.Gain;
        }

        return new(Fit(rows, gained));
    }

    /// <summary>How likely a rank was looked at, relative to the first: from <see cref="LeastPropensity"/> to 1, never rising with the rank.</summary>
    /// <param name="rank">From 1.</param>
    public double Propensity(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        return _propensities[Math.Min(rank, LastRank)];
    }

    /// <summary>1 / propensity (<see cref="RankingSet.WinnerWeights"/>); 1 where it is not known at which rank a row was shown.</summary>
    public double WinnerWeight(int? rank) => rank is { } known ? 1 / Propensity(known) : 1;

    private static double[] Bounds(double[] scores)
    {
        Array.Sort(scores);
        return [.. Enumerable.Range(1, Strata - 1).Select(i => scores[(int)((long)scores.Length * i / Strata)])];
    }

    private static double[] Fit(double[,] rows, double[,] gained)
    {
        var (seen, merit) = (new double[LastRank + 1], new double[Strata]);
        Array.Fill(seen, 1);
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var s = 0; s < Strata; s++)
                merit[s] = Ratio(s, 1, LastRank, (stratum, rank) => (gained[rank, stratum], rows[rank, stratum] * seen[rank])).Value;
            var ranks = Enumerable.Range(1, LastRank).Select(r => Ratio(r, 0, Strata - 1, (rank, s) => (gained[rank, s], rows[rank, s] * merit[s])));
            NeverRising([.. ranks]).CopyTo(seen.AsSpan(1));
        }

        return Array.ConvertAll(seen, s => Math.Clamp(s / seen[1], LeastPropensity, 1));
    }

    /// <summary>Sum over sum, and the lower one; 0 where that is 0.</summary>
    private static (double Value, double Weight) Ratio(int of, int first, int last, Func<int, int, (double Gained, double Expected)> term)
    {
        var (gained, expected) = (0.0, 0.0);
        for (var i = first; i <= last; i++)
        {
            var (more, than) = term(of, i);
            (gained, expected) = (gained + more, expected + than);
        }

        return (expected > 0 ? gained / expected : 0, expected);
    }

    /// <summary>The nearest numbers that never rise, by weight (pool adjacent violators); those without weight follow the ones before them.</summary>
    private static double[] NeverRising((double Value, double Weight)[] ratios)
    {
        var pools = new List<(double Value, double Weight, int Count)>();
        foreach (var (value, weight) in ratios)
        {
            var pool = (Value: value, Weight: weight, Count: 1);
            while (pools.Count > 0 && (pools[^1].Value <= pool.Value || pool.Weight == 0))
            {
                var before = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                var sum = before.Weight + pool.Weight;
                pool = (sum > 0 ? (before.Value * before.Weight + pool.Value * pool.Weight) / sum : before.Value, sum, before.Count + pool.Count);
            }

            pools.Add(pool);
        }

        return [.. pools.SelectMany(p => Enumerable.Repeat(p.Value, p.Count))];
    }
}
