using Matchmaking.Core.Numerics;

namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// A seating that keeps all limits of numbers. Funds are dealt evenly, which leaves the most room for startups: a table with f funds takes
/// min(B, K - f) of them, and a sum of a concave function is largest where its arguments are even.
/// </summary>
internal static class FirstSeating
{
    /// <returns>The table of everybody, nobodies included; null where the limits of numbers allow no seating.</returns>
    public static int[]? Deal(SeatingModel model, ref SplitMix64 random)
    {
        if (model.Count > model.Tables * model.Seats || model.Funds > model.MaxFunds * model.Tables)
            return null;
        var table = new int[model.Tables * model.Seats];
        var taken = new int[model.Tables];
        var funds = Shuffled(0, model.Funds, ref random);
        for (var i = 0; i < funds.Length; i++)
            taken[table[funds[i]] = i % model.Tables]++;

        var startupsAt = new int[model.Tables];
        foreach (var s in Shuffled(model.Funds, model.Startups, ref random))
        {
            var best = -1;
            for (var t = 0; t < model.Tables; t++)
            {
                if (taken[t] < model.Seats && startupsAt[t] < model.MaxStartups && (best < 0 || taken[t] < taken[best]))
                    best = t;
            }

            if (best < 0)
                return null;
            table[s] = best;
            taken[best]++;
            startupsAt[best]++;
        }

        var next = 0;
        for (var v = model.Funds + model.Startups; v < table.Length; v++)
        {
            while (taken[next] == model.Seats)
                next++;
            table[v] = next;
            taken[next]++;
        }

        return table;
    }

    private static int[] Shuffled(int first, int count, ref SplitMix64 random)
    {
        var items = new int[count];
        for (var i = 0; i < count; i++)
            items[i] = first + i;
        random.Choose<int>(items, count);
        return items;
    }
}
