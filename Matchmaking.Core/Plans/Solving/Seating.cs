namespace Matchmaking.Core.Plans.Solving;

/// <summary>Rounds and tables for chosen pairs: balanced rounds, and only tables that are open.</summary>
internal static class Seating
{
    /// <param name="problem">Everybody available in all rounds.</param>
    /// <param name="chosen">By startup, then fund; within the limits of the problem.</param>
    /// <returns>By round, then by table.</returns>
    public static Meeting[] Of(MeetingProblem problem, MeetingPair[] chosen)
    {
        var keys = Keys(chosen);
        return At(problem, chosen, keys, RoundColouring.Colour(problem.Startups.Count, problem.Funds.Count, problem.Rounds, keys));
    }

    /// <summary>Tables for meetings whose rounds are known.</summary>
    /// <param name="problem">With any availability.</param>
    /// <param name="chosen">By startup, then fund.</param>
    /// <param name="rounds">Of each, from 0.</param>
    /// <returns>By round, then by table.</returns>
    public static Meeting[] At(MeetingProblem problem, MeetingPair[] chosen, int[] rounds) => At(problem, chosen, Keys(chosen), rounds);

    private static Meeting[] At(MeetingProblem problem, MeetingPair[] chosen, PairKey[] keys, int[] rounds)
    {
        var tables = TableAssignment.Assign(keys, rounds, problem.Places);
        var most = 0;
        foreach (var table in tables)
            most = Math.Max(most, table);

        // One slot a round and table, so that filling them sorts.
        var slots = new int[checked(problem.Rounds * most)];
        for (var i = 0; i < keys.Length; i++)
            slots[(rounds[i] * most) + tables[i] - 1] = i + 1;
        var numbers = OpenTables(problem, most);
        var meetings = new Meeting[chosen.Length];
        var next = 0;
        foreach (var slot in slots)
        {
            if (slot > 0)
                meetings[next++] = new(rounds[slot - 1] + 1, numbers[tables[slot - 1]], keys[slot - 1].Startup, keys[slot - 1].Fund, chosen[slot - 1].Weight);
        }

        return meetings;
    }

    private static PairKey[] Keys(MeetingPair[] pairs)
    {
        var keys = new PairKey[pairs.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = pairs[i].Key;
        return keys;
    }

    // Number of the first, second, ... table that is not closed, from 1.
    internal static int[] OpenTables(MeetingProblem problem, int most)
    {
        var numbers = new int[most + 1];
        var (number, closed) = (0, 0);
        for (var table = 1; table <= most; table++)
        {
            number++;
            for (; closed < problem.Terms.ClosedTables.Count && problem.Terms.ClosedTables[closed] == number; closed++)
                number++;
            numbers[table] = number;
        }

        return numbers;
    }
}
