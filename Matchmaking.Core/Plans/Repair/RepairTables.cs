using Matchmaking.Core.Plans.Solving;

namespace Matchmaking.Core.Plans.Repair;

/// <summary>
/// Tables of a repaired plan: a meeting that stays in its round keeps its table, and a new one gets the table where its fund sat most, if that is free, or else the lowest free
/// one. Cost: meetings + rounds x tables.
/// </summary>
internal sealed class RepairTables
{
    private readonly Meeting[] _before;
    private readonly int[] _roundFirst;
    private readonly int[] _byFund;
    private readonly int[] _fundFirst;
    private readonly int[] _partner;
    private readonly int[] _table;
    private readonly int[] _numbers;

    // Number of the meeting at each table of the round at hand, from 1.
    private readonly int[] _at;

    private RepairTables(MeetingProblem problem, IReadOnlyList<Meeting> meetings, IReadOnlyList<Meeting> before)
    {
        var closed = problem.Terms.ClosedTables.ToHashSet();
        _before = new Meeting[before.Count];
        var (count, highest) = (0, 0);
        for (var i = 0; i < before.Count; i++)
        {
            if (closed.Contains(before[i].Table))
                continue;
            _before[count++] = before[i];
            highest = Math.Max(highest, before[i].Table);
        }

        Array.Resize(ref _before, count);
        _numbers = Seating.OpenTables(problem, Math.Min(meetings.Count, problem.Places ?? meetings.Count));
        _at = new int[Math.Max(highest, _numbers[^1]) + 1];
        _partner = new int[problem.Startups.Count];
        _table = new int[problem.Startups.Count];
        (_roundFirst, var byRound) = Sort(_before, problem.Rounds, m => m.Round - 1);
        var unsorted = _before;
        _before = Array.ConvertAll(byRound, i => unsorted[i]);
        (_fundFirst, _byFund) = Sort(_before, problem.Funds.Count, m => m.Fund);
    }

    /// <param name="problem">Its closed tables are not given out.</param>
    /// <param name="meetings">With any tables; by round, and at most as many in each as there are places.</param>
    /// <param name="before">The plan before.</param>
    /// <returns>By round, then by table.</returns>
    public static IReadOnlyList<Meeting> Assign(MeetingProblem problem, IReadOnlyList<Meeting> meetings, IReadOnlyList<Meeting> before)
    {
        var tables = new RepairTables(problem, meetings, before);
        var result = new List<Meeting>(meetings.Count);
        for (int from = 0, end; from < meetings.Count; from = end)
        {
            for (end = from + 1; end < meetings.Count && meetings[end].Round == meetings[from].Round;)
                end++;
            tables.AssignRound(meetings, from, end, result);
        }

        return result;
    }

    private void AssignRound(IReadOnlyList<Meeting> meetings, int from, int end, List<Meeting> result)
    {
        var round = meetings[from].Round;
        NoteBefore(round, isOver: false);
        Array.Clear(_at);
        var moving = new List<int>();
        for (var i = from; i < end; i++)
        {
            var (s, f) = (meetings[i].Startup, meetings[i].Fund);
            if (_partner[s] == f + 1 && _at[_table[s]] == 0)
                _at[_table[s]] = i + 1;
            else
                moving.Add(i);
        }

        NoteBefore(round, isOver: true);
        moving.Sort((a, b) => meetings[a].Key.CompareTo(meetings[b].Key));
        var free = 0;
        foreach (var i in moving)
        {
            var table = Usual(meetings[i].Fund);
            if (table == 0 || _at[table] != 0)
            {
                do
                    table = _numbers[++free];
                while (_at[table] != 0);
            }

            _at[table] = i + 1;
        }

        for (var table = 1; table < _at.Length; table++)
        {
            if (_at[table] > 0)
                result.Add(meetings[_at[table] - 1] with { Table = table });
        }
    }

    private void NoteBefore(int round, bool isOver)
    {
        for (var i = _roundFirst[round - 1]; i < _roundFirst[round]; i++)
            (_partner[_before[i].Startup], _table[_before[i].Startup]) = isOver ? (0, 0) : (_before[i].Fund + 1, _before[i].Table);
    }

    // Of tables at which a fund sat equally often the lowest; 0 where it did not sit at any.
    private int Usual(int fund)
    {
        var (usual, most) = (0, 0);
        foreach (var i in _byFund.AsSpan(_fundFirst[fund].._fundFirst[fund + 1]))
        {
            var (table, times) = (_before[i].Table, 0);
            foreach (var j in _byFund.AsSpan(_fundFirst[fund].._fundFirst[fund + 1]))
                times += _before[j].Table == table ? 1 : 0;
            if (times > most || (times == most && table < usual))
                (usual, most) = (table, times);
        }

        return usual;
    }

    private static (int[] First, int[] Order) Sort(Meeting[] meetings, int values, Func<Meeting, int> key)
    {
        var first = new int[values + 1];
        foreach (var meeting in meetings)
            first[key(meeting) + 1]++;
        for (var k = 0; k < values; k++)
            first[k + 1] += first[k];
        var (next, order) = (first.AsSpan(0, values).ToArray(), new int[meetings.Length]);
        for (var i = 0; i < meetings.Length; i++)
            order[next[key(meetings[i])]++] = i;
        return (first, order);
    }
}
