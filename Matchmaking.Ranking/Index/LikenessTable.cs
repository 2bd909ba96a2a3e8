using System.Runtime.Intrinsics;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Histories;

namespace Matchmaking.Ranking.Index;

/// <summary>
/// How alike candidates are to past rounds, from the same factors as <see cref="RoundKernel"/> kept by set of sectors, district and stage: of a candidate only its ticket is then
/// new. Points are the rounds that say what is usual, and after them the fund's own. Sums run in the order of the points, as in <see cref="CandidateView"/> and
/// <see cref="PairLikeness"/>, so that they have the same bits; only products are computed side by side.
/// </summary>
internal sealed class LikenessTable
{
    private const int NoRound = -1;

    private readonly double[] _recency;
    private readonly double[] _logAmounts;
    private readonly int _sample;
    private readonly int _ownStart;
    private readonly int _own;
    private readonly int[] _points;
    private readonly Knowledge _knowledge;
    private readonly bool _sampleHoldsOwn;

    public LikenessTable(InvestorView investor)
    {
        _knowledge = investor.Knowledge;
        (_sample, _own) = (_knowledge.Sample.Length, investor.Rounds.Count);
        _ownStart = Whole(_sample);
        Padded = _ownStart + Whole(_own);
        _points = new int[Padded];
        Array.Fill(_points, NoRound);
        _knowledge.Sample.CopyTo(_points);
        _logAmounts = new double[Padded];
        _recency = new double[Padded - _ownStart];
        investor.Recency.CopyTo(_recency, 0);
        for (var i = 0; i < _own; i++)
            _points[_ownStart + i] = investor.Rounds[i].Number;
        for (var p = 0; p < Padded; p++)
            _logAmounts[p] = _points[p] == NoRound ? 0 : _knowledge.Index.Codes[_points[p]].LogAmount;
        var sampled = _points.Take(_sample).ToHashSet();
        _sampleHoldsOwn = _points.Skip(_ownStart).Take(_own).All(sampled.Contains);
    }

    /// <summary>Length of all arrays: both kinds of points fill whole vectors, with points that are like nothing.</summary>
    public int Padded { get; }

    /// <summary>The first of the fund's own points; in front of it are those that say what is usual.</summary>
    public int OwnStart => _ownStart;

    /// <summary>How many rounds the fund has.</summary>
    public int Own => _own;

    /// <summary>Whether each of the fund's rounds also says what is usual.</summary>
    public bool SampleHoldsOwn => _sampleHoldsOwn;

    /// <summary>By point; NaN where it is unknown.</summary>
    public double[] LogAmounts => _logAmounts;

    /// <summary>By own point.</summary>
    public double[] Recency => _recency;

    public double[] OfSectors(CandidateView candidate) => Factors(p => RoundKernel.Sectors(candidate.SectorCosine(p)));

    public double[] OfDistrict(CandidateView candidate) => Factors(p => RoundKernel.Places(candidate.Code, _knowledge.Index.Codes[p]));

    public double[] OfStage(CandidateView candidate) => Factors(p => RoundKernel.Stages(candidate.Code, _knowledge.Index.Codes[p]));

    /// <summary>sectors * district * stage, in this order.</summary>
    public void Multiply(ReadOnlySpan<double> sectors, ReadOnlySpan<double> district, ReadOnlySpan<double> stage, Span<double> product)
    {
        for (var p = 0; p < Padded; p += Vector256<double>.Count)
        {
            var both = Vector256.Create(sectors.Slice(p)) * Vector256.Create(district.Slice(p));
            (both * Vector256.Create(stage.Slice(p))).CopyTo(product[p..]);
        }
    }

    /// <summary>The factors of one ticket.</summary>
    /// <param name="logTicket">NaN when unknown.</param>
    /// <param name="factors">Filled.</param>
    public void Amounts(double logTicket, Span<double> factors)
    {
        var ticket = Vector256.Create(logTicket);
        for (var p = 0; p < Padded; p += Vector256<double>.Count)
        {
            var distance = ticket - Vector256.Create(_logAmounts.AsSpan(p));
            Vector256.ConditionalSelect(Vector256.Equals(distance, distance), Agreement(distance), Vector256.Create(RoundKernel.UnknownAmount)).CopyTo(factors[p..]);
        }
    }

    /// <summary>What features read of a candidate.</summary>
    /// <param name="products">Of sectors, district and stage.</param>
    /// <param name="amounts">Of its ticket.</param>
    public (double Round, double Nearest, double Recent) Values(ReadOnlySpan<double> products, ReadOnlySpan<double> amounts)
    {
        var (sum, largest, recent, usual) = (0.0, 0.0, 0.0, 0.0);
        products = products[..Padded];
        amounts = amounts[..Padded];
        for (var p = 0; p < _sample; p++)
            usual += products[p] * amounts[p];
        usual = Usual(usual);
        for (var i = 0; i < _own; i++)
        {
            var likeness = products[_ownStart + i] * amounts[_ownStart + i];
            sum += likeness;
            largest = Math.Max(largest, likeness);
            recent += likeness * _recency[i];
        }

        return (RoundLikeness.Of(sum, usual, _own), NearestRound.Of(largest), RecentRoundLikeness.Of(recent, usual));
    }

    /// <summary>What is usual, of a sum over the rounds that say so.</summary>
    public double Usual(double sum) => _sample == 0 ? 1 : sum / _sample;

    private static int Whole(int points) => (points + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;

    private static Vector256<double> Agreement(Vector256<double> distance)
    {
        var near = Vector256<double>.One / (Vector256<double>.One + distance * distance / Vector256.Create(RoundKernel.AmountWidth));
        return Vector256.Create(RoundKernel.AmountFloor) + Vector256.Create(1 - RoundKernel.AmountFloor) * near * near;
    }

    private double[] Factors(Func<int, double> factor)
    {
        var factors = new double[Padded];
        for (var p = 0; p < Padded; p++)
            factors[p] = _points[p] == NoRound ? 0 : factor(_points[p]);
        return factors;
    }
}
