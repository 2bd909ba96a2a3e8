using System.Runtime.InteropServices;
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
    private readonly double[] _recency;
    private readonly double[] _logAmounts;
    private const int NoRound = -1;

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

    /// <summary>One by one.</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> product)
    {
        for (var p = 0; p < product.Length; p += Vector256<double>.Count)
            (Vector256.Create(a[p..]) * Vector256.Create(b[p..])).CopyTo(product[p..]);
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
        usual = _sample == 0 ? 1 : usual / _sample;
        for (var i = 0; i < _own; i++)
        {
            var likeness = products[_ownStart + i] * amounts[_ownStart + i];
            sum += likeness;
            largest = Math.Max(largest, likeness);
            recent += likeness * _recency[i];
        }

        return (RoundLikeness.Of(sum, usual, _own), NearestRound.Of(largest), RecentRoundLikeness.Of(recent, usual));
    }

    /// <summary>Bounds of the same for all candidates between bounds. The farther a ticket is from a round's amount the less alike the two are.</summary>
    /// <param name="family">Factors of sectors times those of the stage.</param>
    /// <param name="lower">Not above any district's factors.</param>
    /// <param name="upper">Not below any.</param>
    /// <param name="logLow">ln of the smallest ticket.</param>
    /// <param name="logHigh">ln of the largest.</param>
    public (Interval Round, Interval Nearest, Interval Recent) Bounds(ReadOnlySpan<double> family, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double logLow, double logHigh)
    {
        ref var factor = ref MemoryMarshal.GetReference(family[..Padded]);
        ref var least = ref MemoryMarshal.GetReference(lower[..Padded]);
        ref var most = ref MemoryMarshal.GetReference(upper[..Padded]);
        ref var amount = ref MemoryMarshal.GetArrayDataReference(_logAmounts);
        var (low, high) = (Vector256.Create(logLow), Vector256.Create(logHigh));
        var (usualLow, usualHigh) = (Vector256<double>.Zero, Vector256<double>.Zero);
        nuint p = 0;
        for (; p < (nuint)_ownStart; p += (nuint)Vector256<double>.Count)
        {
            var (a, b) = Agreement(Vector256.LoadUnsafe(ref amount, p), low, high);
            var its = Vector256.LoadUnsafe(ref factor, p);
            usualLow += its * Vector256.LoadUnsafe(ref least, p) * a;
            usualHigh += its * Vector256.LoadUnsafe(ref most, p) * b;
        }

        var (sumLow, sumHigh, largestLow, largestHigh) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (recentLow, recentHigh) = (Vector256<double>.Zero, Vector256<double>.Zero);
        ref var recency = ref MemoryMarshal.GetArrayDataReference(_recency);
        for (; p < (nuint)Padded; p += (nuint)Vector256<double>.Count)
        {
            var (a, b) = Agreement(Vector256.LoadUnsafe(ref amount, p), low, high);
            var its = Vector256.LoadUnsafe(ref factor, p);
            var (likeLow, likeHigh) = (its * Vector256.LoadUnsafe(ref least, p) * a, its * Vector256.LoadUnsafe(ref most, p) * b);
            (sumLow, sumHigh) = (sumLow + likeLow, sumHigh + likeHigh);
            (largestLow, largestHigh) = (Vector256.Max(largestLow, likeLow), Vector256.Max(largestHigh, likeHigh));
            var weight = Vector256.LoadUnsafe(ref recency, p - (nuint)_ownStart);
            (recentLow, recentHigh) = (recentLow + likeLow * weight, recentHigh + likeHigh * weight);
        }

        return Bounds(
            (Vector256.Sum(usualLow), Vector256.Sum(usualHigh)), (Vector256.Sum(sumLow), Vector256.Sum(sumHigh)), (Largest(largestLow), Largest(largestHigh)),
            (Vector256.Sum(recentLow), Vector256.Sum(recentHigh)));
    }

    private (Interval Round, Interval Nearest, Interval Recent) Bounds(
        (double Lower, double Upper) usual, (double Lower, double Upper) sum, (double Lower, double Upper) largest, (double Lower, double Upper) recent)
    {
        // Where what is usual counts the fund's own rounds too, a fund cannot be near to them without their being usual.
        var (leastRest, mostRest) = _sampleHoldsOwn ? (Math.Max(0, usual.Lower - sum.Lower), usual.Upper - sum.Upper) : usual;
        var (usualOfLower, usualOfUpper) = _sampleHoldsOwn ? (mostRest + sum.Lower, leastRest + sum.Upper) : (usual.Upper, usual.Lower);
        var (scaledLower, scaledUpper) = (Usual(usualOfLower), Usual(usualOfUpper));
        return (
            Interval.Around(RoundLikeness.Of(sum.Lower, scaledLower, _own), RoundLikeness.Of(sum.Upper, scaledUpper, _own)),
            Interval.Around(NearestRound.Of(largest.Lower), NearestRound.Of(largest.Upper)),
            Interval.Around(RecentRoundLikeness.Of(recent.Lower, Usual(usual.Upper)), RecentRoundLikeness.Of(recent.Upper, Usual(usual.Lower))));
    }

    private double Usual(double sum) => _sample == 0 ? 1 : sum / _sample;

    private static double Largest(Vector256<double> values) => Math.Max(Math.Max(values[0], values[1]), Math.Max(values[2], values[3]));

    private static int Whole(int points) => (points + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;

    private static Vector256<double> Agreement(Vector256<double> distance)
    {
        var near = Vector256<double>.One / (Vector256<double>.One + distance * distance / Vector256.Create(RoundKernel.AmountWidth));
        return Vector256.Create(RoundKernel.AmountFloor) + Vector256.Create(1 - RoundKernel.AmountFloor) * near * near;
    }

    /// <summary>Bounds of the agreement with amounts for all tickets between two.</summary>
    private static (Vector256<double> Lower, Vector256<double> Upper) Agreement(Vector256<double> amounts, Vector256<double> low, Vector256<double> high)
    {
        var far = Vector256.Max(high - amounts, amounts - low);
        var near = Vector256.Max(Vector256.Max(low - amounts, amounts - high), Vector256<double>.Zero);
        var (known, unknown) = (Vector256.Equals(amounts, amounts), Vector256.Create(RoundKernel.UnknownAmount));
        return (Vector256.ConditionalSelect(known, Agreement(far), unknown), Vector256.ConditionalSelect(known, Agreement(near), unknown));
    }

    private double[] Factors(Func<int, double> factor)
    {
        var factors = new double[Padded];
        for (var p = 0; p < Padded; p++)
            factors[p] = _points[p] == NoRound ? 0 : factor(_points[p]);
        return factors;
    }
}
