using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Tests.Core.Plans.Solving;

/// <summary>Seeded limits and weights for <see cref="PairFlow"/>, with the optimum by trying every set of pairs, and what optimal prices must satisfy.</summary>
internal static class PairFlowInstances
{
    public static PairFlowLimits Tiny(Random random, int mostPairs = 9)
    {
        var (startups, funds) = (random.Next(1, 5), random.Next(1, 5));
        return Make(random, startups, funds, random.Next(mostPairs + 1), most: 4);
    }

    public static PairFlowLimits Make(Random random, int startups, int funds, int pairs, int most)
    {
        var keys = Enumerable.Range(0, startups * funds).ToArray();
        random.Shuffle(keys);
        keys = keys[..Math.Min(pairs, keys.Length)];
        var maximum = Enumerable.Range(0, startups + funds).Select(_ => random.Next(8) == 0 ? 0 : random.Next(1, most)).ToArray();
        var style = random.Next(4);
        var minimum = maximum.Select(m => style == 0 ? 0 : random.Next(style == 1 ? 2 : 6) == 0 ? m : random.Next(Math.Min(m, 1) + 1)).ToArray();
        var rewarded = random.Next(3) == 0;
        return new PairFlowLimits
        {
            Startups = startups,
            Funds = funds,
            Minimum = minimum,
            Maximum = maximum,
            Room = random.Next(2) == 0 ? null : random.Next(0, keys.Length + 2),
            PairStartup = [.. keys.Select(k => k / funds)],
            PairFund = [.. keys.Select(k => k % funds)],
            FirstReward = rewarded ? [.. Enumerable.Range(0, startups).Select(_ => (long)random.Next(-20, 60))] : null,
            RewardStep = rewarded ? random.Next(0, 12) : 0,
        };
    }

    public static long[] Weights(Random random, int count)
    {
        var (low, high) = random.Next(4) switch { 0 => (0, 3), 1 => (-5, 6), 2 => (0, 10_000), _ => (-10_000, 10_000) };
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(low, high))];
    }

    /// <summary>The highest weight and reward, or null where no set of pairs meets the limits.</summary>
    public static long? Best(PairFlowLimits limits, long[] weights)
    {
        long? best = null;
        var count = new int[limits.Startups + limits.Funds];
        Try(0, 0, 0);
        return best;

        void Try(int pair, long value, int chosen)
        {
            if (pair == weights.Length)
            {
                if (!count.Where((c, v) => c < limits.Minimum[v]).Any() && (best is null || value > best))
                    best = value;
                return;
            }

            Try(pair + 1, value, chosen);
            var (s, f) = (limits.PairStartup[pair], limits.Startups + limits.PairFund[pair]);
            if (count[s] == limits.Maximum[s] || count[f] == limits.Maximum[f] || chosen == limits.Room)
                return;
            var reward = limits.FirstReward is { } first ? first[s] - (limits.RewardStep * count[s]) : 0;
            count[s]++;
            count[f]++;
            Try(pair + 1, value + weights[pair] + reward, chosen + 1);
            count[s]--;
            count[f]--;
        }
    }

    public static long Value(PairFlowLimits limits, long[] weights, ReadOnlySpan<bool> chosen)
    {
        var value = 0L;
        var count = new int[limits.Startups];
        for (var i = 0; i < weights.Length; i++)
        {
            if (!chosen[i])
                continue;
            var s = limits.PairStartup[i];
            value += weights[i] + (limits.FirstReward is { } first ? first[s] - (limits.RewardStep * count[s]) : 0);
            count[s]++;
        }

        return value;
    }

    /// <summary>What is wrong with a choice and its prices as <see cref="PairFlow"/> documents them; null where nothing is.</summary>
    public static string? Fault(PairFlowLimits limits, long[] weights, ReadOnlySpan<bool> chosen, ReadOnlySpan<long> prices, long room)
    {
        var count = new int[limits.Startups + limits.Funds];
        var total = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var (s, f) = (limits.PairStartup[i], limits.Startups + limits.PairFund[i]);
            var reduced = weights[i] - prices[s] - prices[f] - room;
            if (chosen[i] ? reduced < 0 : reduced > 0)
                return $"pair {i} is {(chosen[i] ? "" : "not ")}chosen at {reduced}";
            if (!chosen[i])
                continue;
            count[s]++;
            count[f]++;
            total++;
        }

        if (total > limits.Room || room < 0 || (room > 0 && total < limits.Room))
            return $"room {limits.Room} holds {total} at {room}";
        for (var v = 0; v < count.Length; v++)
        {
            var (least, most) = (limits.Minimum[v], limits.Maximum[v]);
            if (count[v] < least || count[v] > most)
                return $"{v} has {count[v]} of {least}..{most}";
            var rewarded = limits.FirstReward is not null && v < limits.Startups;
            var (last, next) = rewarded
                ? (limits.FirstReward![v] - (limits.RewardStep * (count[v] - 1)), limits.FirstReward[v] - (limits.RewardStep * count[v]))
                : (0L, 0L);
            if ((count[v] > least && prices[v] < -last) || (count[v] < most && prices[v] > -next))
                return $"{v} with {count[v]} of {least}..{most} has price {prices[v]}, rewards {last}, {next}";
        }

        return null;
    }
}
