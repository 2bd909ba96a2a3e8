using System.Runtime.Intrinsics;

namespace Matchmaking.Ranking.Index;

/// <summary>Between which bounds features of districts and factors of likeness lie for a set of districts. Immutable.</summary>
internal sealed class DistrictBounds
{
    private readonly Interval[] _values;
    private readonly float[] _lower;
    private readonly float[] _upper;

    /// <param name="entry">Of one district.</param>
    public DistrictBounds(FundTables.Entry entry)
    {
        _values = Array.ConvertAll(entry.Values, v => Interval.Of(v.Value));
        _lower = _upper = Array.ConvertAll(entry.Factors, f => (float)f);
    }

    private DistrictBounds(DistrictBounds a, DistrictBounds b)
    {
        _values = [.. a._values.Zip(b._values, (x, y) => x.With(y))];
        (_lower, _upper) = ([.. a._lower], [.. a._upper]);
        b.Widen(_lower, _upper);
    }

    /// <summary>By the order of an entry's values.</summary>
    public ReadOnlySpan<Interval> Values => _values;

    /// <summary>Factors of likeness that are not above any of theirs.</summary>
    public ReadOnlySpan<float> Lower => _lower;

    /// <summary>Not below any.</summary>
    public ReadOnlySpan<float> Upper => _upper;

    public static DistrictBounds Both(DistrictBounds a, DistrictBounds b) => new(a, b);

    /// <summary>Makes bounds of factors those of these districts too.</summary>
    public void Widen(Span<float> lower, Span<float> upper)
    {
        for (var p = 0; p < _lower.Length; p += Vector256<float>.Count)
        {
            Vector256.Min(Vector256.Create<float>(lower[p..]), Vector256.Create<float>(_lower.AsSpan(p))).CopyTo(lower[p..]);
            Vector256.Max(Vector256.Create<float>(upper[p..]), Vector256.Create<float>(_upper.AsSpan(p))).CopyTo(upper[p..]);
        }
    }
}
