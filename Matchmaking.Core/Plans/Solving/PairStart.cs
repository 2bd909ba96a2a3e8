using System.Runtime.CompilerServices;

namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// The beginning of a solution: from prices that are about right, a feasible choice, the pairs worth listing and a tree. Pairs whose reduced
/// weight is far from 0 stay as they are until the last pass over all pairs says otherwise.
/// </summary>
internal sealed class PairStart(PairFlowLimits limits, MeetingCurves curves, PairBasis tree, PairColumns columns, PairSimplex simplex)
{
    // Listed pairs per participant. More make the first solution dearer, fewer the second: 3 to 5 took the same time, 10 a quarter more.
    private const int ListedPerParticipant = 3;
    private const int Sampled = 512;

    private readonly ShortestTree _shortest = new(limits, curves, tree, columns, simplex.Count);

    /// <summary>Some pairs can never be chosen and are not in the network.</summary>
    public bool HasImpossible { get; private set; }

    /// <param name="weights">Of each pair.</param>
    /// <param name="prices">Of each participant, about right.</param>
    /// <param name="roomPrice">Of a place in the room, about right.</param>
    /// <param name="chosen">The pairs to begin with where given; those that exceed a maximum or the room are given up. Else what the prices say.</param>
    /// <param name="unlisted">Becomes the state of each pair that is not listed, 0 for the others.</param>
    public void Begin(ReadOnlySpan<long> weights, long[] prices, long roomPrice, ReadOnlySpan<bool> chosen, sbyte[] unlisted)
    {
        columns.Clear();
        Array.Clear(simplex.Count);
        simplex.Total = 0;
        Choose(weights, prices, roomPrice, chosen, unlisted);
        List(weights, prices, roomPrice, unlisted);
        Connect(weights, prices, unlisted);
        _shortest.Build(prices, roomPrice, simplex.Total);
        simplex.Begin();
    }

    // Marks the chosen pairs. Where somebody would get too many, the best by reduced weight are taken first.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Choose(ReadOnlySpan<long> weights, long[] prices, long roomPrice, ReadOnlySpan<bool> chosen, sbyte[] unlisted)
    {
        int[] startup = limits.PairStartup, fund = limits.PairFund, maximum = limits.Maximum, count = simplex.Count;
        var given = chosen.Length > 0;
        var wanted = 0L;
        for (var i = 0; i < weights.Length; i++)
        {
            var (s, f) = (startup[i], limits.Startups + fund[i]);
            var wants = given ? chosen[i] : weights[i] - prices[s] - prices[f] > roomPrice;
            unlisted[i] = wants ? PairColumns.Chosen : PairColumns.Out;
            if (!wants)
                continue;
            count[s]++;
            count[f]++;
            wanted++;
        }

        var tight = wanted > limits.Room;
        var contested = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (unlisted[i] == PairColumns.Chosen && (tight || count[startup[i]] > maximum[startup[i]] || count[limits.Startups + fund[i]] > maximum[limits.Startups + fund[i]]))
                contested++;
        }

        var (keys, pairs) = (new long[contested], new int[contested]);
        contested = 0;
        for (var i = 0; i < weights.Length && contested < keys.Length; i++)
        {
            var (s, f) = (startup[i], limits.Startups + fund[i]);
            if (unlisted[i] != PairColumns.Chosen || !(tight || count[s] > maximum[s] || count[f] > maximum[f]))
                continue;
            (keys[contested], pairs[contested++]) = (prices[s] + prices[f] - weights[i], i);
        }

        Array.Sort(keys, pairs);
        foreach (var i in pairs)
        {
            count[startup[i]]--;
            count[limits.Startups + fund[i]]--;
        }

        simplex.Total = wanted - contested;
        foreach (var i in pairs)
        {
            var (s, f) = (startup[i], limits.Startups + fund[i]);
            if (count[s] >= maximum[s] || count[f] >= maximum[f] || simplex.Total >= (limits.Room ?? long.MaxValue))
            {
                unlisted[i] = PairColumns.Out;
                continue;
            }

            count[s]++;
            count[f]++;
            simplex.Total++;
        }
    }

    // Lists the pairs near their threshold, and those that are not as the prices say.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void List(ReadOnlySpan<long> weights, long[] prices, long roomPrice, sbyte[] unlisted)
    {
        int[] startup = limits.PairStartup, fund = limits.PairFund, maximum = limits.Maximum;
        var barred = limits.Room == 0;
        var width = Width(weights, prices, roomPrice);
        HasImpossible = false;
        for (var i = 0; i < weights.Length; i++)
        {
            var (s, f) = (startup[i], limits.Startups + fund[i]);
            if (barred || maximum[s] == 0 || maximum[f] == 0)
            {
                HasImpossible = true;
                unlisted[i] = 0;
                continue;
            }

            if (unlisted[i] * (weights[i] - prices[s] - prices[f] - roomPrice) < -width)
                continue;
            columns.Add(i, s, f, weights[i], unlisted[i]);
            unlisted[i] = 0;
        }
    }

    // The width of the band that holds about as many pairs as should be listed, from a sample.
    private long Width(ReadOnlySpan<long> weights, long[] prices, long roomPrice)
    {
        var wanted = (long)ListedPerParticipant * prices.Length;
        if (wanted >= weights.Length)
            return long.MaxValue;
        var stride = Math.Max(1, weights.Length / Sampled);
        var sample = new long[weights.Length / stride];
        for (var k = 0; k < sample.Length; k++)
        {
            var i = k * stride;
            sample[k] = Math.Abs(weights[i] - prices[limits.PairStartup[i]] - prices[limits.Startups + limits.PairFund[i]] - roomPrice);
        }

        Array.Sort(sample);
        return sample[(int)(wanted * sample.Length / weights.Length)];
    }

    // A fund without room left reaches the hub over a chosen pair only, so at least the one that it would give up first is listed.
    private void Connect(ReadOnlySpan<long> weights, long[] prices, sbyte[] unlisted)
    {
        var last = new int[limits.Funds];
        Array.Fill(last, -1);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns.State[i] == PairColumns.Chosen)
                last[columns.Fund[i] - limits.Startups] = -2;
        }

        for (var i = 0; i < weights.Length; i++)
        {
            if (unlisted[i] != PairColumns.Chosen)
                continue;
            ref var pair = ref last[limits.PairFund[i]];
            if (pair == -1 || (pair >= 0 && weights[i] - prices[limits.PairStartup[i]] < weights[pair] - prices[limits.PairStartup[pair]]))
                pair = i;
        }

        foreach (var pair in last)
        {
            if (pair < 0)
                continue;
            columns.Add(pair, limits.PairStartup[pair], limits.Startups + limits.PairFund[pair], weights[pair], PairColumns.Chosen);
            unlisted[pair] = 0;
        }
    }
}
