using Matchmaking.Core.Numerics;

namespace Matchmaking.Ranking.Histories;

/// <summary>
/// What an index knows before a day, made ready for rankings of that day. Rounds of the day itself and later are not in it, and
/// once one is added it refuses to answer. Safe for any number of readers.
/// </summary>
public sealed class Knowledge
{
    /// <summary>Rounds older than this say little about who is alike today, in days.</summary>
    private const int RecentDays = 1400;

    /// <summary>The usual likeness of a candidate to the market is measured on so many rounds, spread evenly over the latest.</summary>
    private const int SampleRounds = 600;

    private const int SampleSpan = 6000;

    private readonly int _rounds;
    private readonly double[] _weights;
    private readonly double[] _norms;
    private readonly int[] _sample;
    private readonly int[] _recentByInvestor;

    internal Knowledge(InvestmentIndex index, int day)
    {
        (Index, Day, _rounds) = (index, day, index.Rounds.Count);
        _weights = SectorWeights(index);
        _norms = VectorLengths(index, _weights);
        FirstRecent = index.Rounds.FindIndex(r => r.Day > day - RecentDays) is var first and >= 0 ? first : _rounds;
        var span = Math.Min(SampleSpan, _rounds);
        var step = Math.Max(1, span / SampleRounds);
        _sample = [.. Enumerable.Range(0, (span + step - 1) / step).Select(i => _rounds - span + i * step)];
        _recentByInvestor = new int[index.InvestorCount];
        for (var r = FirstRecent; r < _rounds; r++)
        {
            foreach (var investor in index.Rounds[r].Investors)
                _recentByInvestor[investor.Number]++;
        }
    }

    internal InvestmentIndex Index { get; }

    /// <summary>Day number of the first day that is not known.</summary>
    internal int Day { get; }

    /// <summary>Number of the first round of the last <see cref="RecentDays"/> days.</summary>
    internal int FirstRecent { get; }

    internal int RecentRounds => _rounds - FirstRecent;

    internal ReadOnlySpan<int> Sample => _sample;

    /// <summary>By round: the length of its vector of sector weights.</summary>
    internal ReadOnlySpan<double> Norms => _norms;

    /// <summary>A candidate as it stands on the day.</summary>
    /// <exception cref="InvalidOperationException">A round was added since.</exception>
    public CandidateView Candidate(Offer offer)
    {
        EnsureCurrent();
        return new(this, offer);
    }

    /// <summary>An investor as it stands on the day; one that never invested has an empty history.</summary>
    /// <param name="id">As in rounds.</param>
    /// <param name="home">Where it is at home, places from coarse to fine; empty when unknown.</param>
    /// <exception cref="InvalidOperationException">A round was added since.</exception>
    public InvestorView Investor(string id, IReadOnlyList<string> home)
    {
        EnsureCurrent();
        return new(this, Index.FindInvestor(id), home);
    }

    /// <summary>ln((N + 1) / (n + 1)): a sector in n of N rounds.</summary>
    internal double SectorWeight(int sector) => sector != OfferCode.Unseen ? _weights[sector] : PortableMath.Log(_rounds + 1.0);

    /// <summary>Rounds of an investor in the last <see cref="RecentDays"/> days.</summary>
    internal int RecentOf(Investor investor) => _recentByInvestor[investor.Number];

    private void EnsureCurrent()
    {
        if (Index.Rounds.Count != _rounds)
            throw new InvalidOperationException("The index has grown since this was made of it.");
    }

    private static double[] SectorWeights(InvestmentIndex index)
    {
        var counts = new int[index.Sectors.Count];
        foreach (var sector in index.SectorList)
            counts[sector]++;
        return Array.ConvertAll(counts, c => PortableMath.Log((index.Rounds.Count + 1.0) / (c + 1.0)));
    }

    private static double[] VectorLengths(InvestmentIndex index, double[] weights)
    {
        var norms = new double[index.Rounds.Count];
        for (var r = 0; r < norms.Length; r++)
        {
            var sum = 0.0;
            foreach (var sector in index.SectorList.Slice(index.Codes[r].SectorStart, index.Codes[r].Sectors))
                sum += weights[sector] * weights[sector];
            norms[r] = Math.Sqrt(sum);
        }

        return norms;
    }
}
