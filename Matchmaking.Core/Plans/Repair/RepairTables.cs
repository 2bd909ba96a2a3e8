using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Core.Plans.Repair;

/// <summary>Tables of a repaired plan: a meeting that stays in its round keeps its table, and a new one gets the table where its fund sits most, if that is free, or else the lowest free one.</summary>
internal static class RepairTables
{
    /// <param name="problem">Its closed tables are not given out.</param>
    /// <param name="meetings">With any tables; at most as many a round as there are places.</param>
    /// <param name="before">The plan before.</param>
    /// <returns>By round, then by table.</returns>
    public static IReadOnlyList<Meeting> Assign(MeetingProblem problem, IReadOnlyList<Meeting> meetings, IReadOnlyList<Meeting> before)
    {
        var closed = problem.Terms.ClosedTables.ToHashSet();
        var kept = before.Where(m => !closed.Contains(m.Table)).ToDictionary(m => (m.Round, m.Key), m => m.Table);
        var usual = before.Where(m => !closed.Contains(m.Table)).GroupBy(m => m.Fund)
            .ToDictionary(g => g.Key, g => g.CountBy(m => m.Table).OrderByDescending(t => t.Value).ThenBy(t => t.Key).First().Key);
        var result = new List<Meeting>(meetings.Count);
        foreach (var round in meetings.GroupBy(m => m.Round).OrderBy(g => g.Key))
        {
            var taken = new HashSet<int>();
            var moving = new List<Meeting>();
            foreach (var meeting in round)
            {
                if (kept.TryGetValue((meeting.Round, meeting.Key), out var table) && taken.Add(table))
                    result.Add(meeting with { Table = table });
                else
                    moving.Add(meeting);
            }

            var free = 0;
            var numbers = moving.Count == 0 ? [] : Seating.OpenTables(problem, taken.Count + moving.Count);
            foreach (var meeting in moving.OrderBy(m => m.Key))
            {
                if (!usual.TryGetValue(meeting.Fund, out var table) || !taken.Add(table))
                {
                    do
                        table = numbers[++free];
                    while (!taken.Add(table));
                }

                result.Add(meeting with { Table = table });
            }
        }

        return [.. result.OrderBy(m => m.Round).ThenBy(m => m.Table)];
    }
}
