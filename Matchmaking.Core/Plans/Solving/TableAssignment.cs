namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Gives each meeting of a round a table. Startups walk, funds stay: a fund keeps the table it last sat at wherever that is free, and
/// otherwise takes the lowest free table, one that no other fund calls its own if there is such.
/// </summary>
internal static class TableAssignment
{
    /// <param name="meetings">In any order; the result has the same order.</param>
    /// <param name="rounds">Round of each, from 0.</param>
    /// <param name="tables">Tables there are, at least the meetings of the fullest round; null means no limit.</param>
    /// <returns>Table of each, from 1.</returns>
    public static int[] Assign(IReadOnlyList<PairKey> meetings, int[] rounds, int? tables)
    {
        var funds = meetings.Select(m => m.Fund).Distinct().Count();
        var count = Math.Min(funds, tables ?? funds);
        var result = new int[meetings.Count];
        var home = new Dictionary<int, int>();
        var owners = new int[count + 1];
        foreach (var round in Enumerable.Range(0, meetings.Count).GroupBy(i => rounds[i]).OrderBy(g => g.Key))
        {
            var taken = new bool[count + 1];
            var moving = new List<int>();
            foreach (var i in round.OrderBy(i => meetings[i].Fund))
            {
                if (home.TryGetValue(meetings[i].Fund, out var table) && !taken[table])
                    (taken[table], result[i]) = (true, table);
                else
                    moving.Add(i);
            }

            foreach (var i in moving)
            {
                var table = LowestFree(taken, owners);
                if (home.TryGetValue(meetings[i].Fund, out var left))
                    owners[left]--;
                owners[table]++;
                home[meetings[i].Fund] = table;
                (taken[table], result[i]) = (true, table);
            }
        }

        return result;
    }

    private static int LowestFree(bool[] taken, int[] owners)
    {
        var lowest = 0;
        for (var table = 1; table < taken.Length; table++)
        {
            if (taken[table])
                continue;
            if (owners[table] == 0)
                return table;
            if (lowest == 0)
                lowest = table;
        }

        return lowest > 0 ? lowest : throw new InvalidOperationException("A round has more meetings than tables.");
    }
}
