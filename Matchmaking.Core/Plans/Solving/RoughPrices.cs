using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Prices near the optimum by coordinate descent on the dual: startups and funds in turn set their price to where they want exactly as many
/// pairs as they may have, given the prices of the others. It stalls short of the optimum (Bertsekas 1998, Network Optimization, section 6.2),
/// but near enough that the simplex has little left to do. Cost: pairs x sweeps.
/// </summary>
internal sealed class RoughPrices
{
    private readonly PairFlowLimits _limits;
    private readonly MeetingCurves _curves;
    private readonly long[] _prices;
    private readonly long[] _top;

    public RoughPrices(PairFlowLimits limits, MeetingCurves curves)
    {
        _limits = limits;
        _curves = curves;
        _prices = new long[limits.Startups + limits.Funds];
        var most = 0;
        foreach (var maximum in limits.Maximum)
            most = Math.Max(most, maximum);
        _top = new long[most + 1];
    }

    /// <summary>Price of each participant.</summary>
    public long[] Prices => _prices;

    public void Descend(ReadOnlySpan<long> weights, int sweeps)
    {
        var byFund = Group(_limits.Funds, _limits.PairFund, _limits.PairStartup, weights);

        // Mostly the pairs come in order of their startups, and are grouped already.
        var byStartup = IsAscending(_limits.PairStartup)
            ? (First(_limits.Startups, _limits.PairStartup), _limits.PairFund, [])
            : Group(_limits.Startups, _limits.PairStartup, _limits.PairFund, weights);
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            Set(0, _limits.Startups, byStartup.First, byStartup.Partner, byStartup.Weight is { Length: > 0 } own ? own : weights, _limits.Startups);
            Set(_limits.Startups, _prices.Length, byFund.First, byFund.Partner, byFund.Weight, 0);
        }
    }

    private static bool IsAscending(int[] values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i - 1] > values[i])
                return false;
        }

        return true;
    }

    private static int[] First(int count, int[] key)
    {
        var first = new int[count + 1];
        foreach (var k in key)
            first[k + 1]++;
        for (var k = 0; k < count; k++)
            first[k + 1] += first[k];
        return first;
    }

    // Partners and weights are copied in the order in which each sweep reads them.
    private static (int[] First, int[] Partner, long[] Weight) Group(int count, int[] key, int[] partner, ReadOnlySpan<long> weights)
    {
        var first = First(count, key);
        var next = first.AsSpan(0, count).ToArray();
        var (partners, sorted) = (new int[key.Length], new long[key.Length]);
        for (var i = 0; i < key.Length; i++)
        {
            var at = next[key[i]]++;
            (partners[at], sorted[at]) = (partner[i], weights[i]);
        }

        return (first, partners, sorted);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Set(int from, int end, int[] first, int[] partner, ReadOnlySpan<long> weights, int offset)
    {
        var prices = _prices;
        var top = _top;
        for (var v = from; v < end; v++)
        {
            var maximum = _limits.Maximum[v];
            if (maximum == 0)
                continue;
            var filled = 0;
            var least = long.MinValue;
            for (var i = first[v - from]; i < first[v - from + 1]; i++)
            {
                var worth = weights[i] - prices[offset + partner[i]];
                if (worth <= least)
                    continue;
                var at = filled <= maximum ? filled++ : maximum;
                while (at > 0 && top[at - 1] < worth)
                {
                    top[at] = top[at - 1];
                    at--;
                }

                top[at] = worth;
                if (filled > maximum)
                    least = top[maximum];
            }

            prices[v] = PriceFor(v, maximum, top.AsSpan(0, filled));
        }
    }

    // Any price between the worst pair taken and the best one left will do. Startups take the lowest and funds the highest, which
    // left the fewest steps to the simplex (both lowest, highest or in the middle: 2 to 9% more on 5,000 x 2,000 participants).
    private long PriceFor(int v, int maximum, ReadOnlySpan<long> worth)
    {
        var count = 0;
        while (count < maximum && count < worth.Length && worth[count] > _curves.Right(v, count))
            count++;
        var low = Math.Max(_curves.Left(v, count), count < worth.Length ? worth[count] : -MeetingCurves.Never);
        var high = Math.Min(_curves.Right(v, count), count > 0 ? worth[count - 1] : MeetingCurves.Never);
        if (low == -MeetingCurves.Never)
            return high == MeetingCurves.Never ? 0 : high;
        return high == MeetingCurves.Never || v < _limits.Startups ? low : high;
    }
}
