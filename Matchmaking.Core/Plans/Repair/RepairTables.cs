using System.Runtime.CompilerServices;
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

    // Of the round at hand: its meetings, and the number of the one at each table, from 1.
    private readonly Meeting[] _round;
    private readonly int[] _at;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RepairTables(MeetingProblem problem, Meeting[] meetings, IReadOnlyList<Meeting> before)
    {
        var closed = problem.Terms.ClosedTables.ToHashSet();
        var there = closed.Count == 0 ? before : [.. before.Where(m => !closed.Contains(m.Table))];
        var (highest, rounds) = (0, new int[there.Count]);
        for (var i = 0; i < rounds.Length; i++)
            (highest, rounds[i]) = (Math.Max(highest, there[i].Table), there[i].Round - 1);
        _numbers = Seating.OpenTables(problem, Math.Min(meetings.Length, problem.Places ?? meetings.Length));
        _at = new int[Math.Max(highest, _numbers[^1]) + 1];
        _round = new Meeting[_numbers.Length];
        _partner = new int[problem.Startups.Count];
        _table = new int[problem.Startups.Count];
        (_roundFirst, var byRound) = Sort(rounds, problem.Rounds);
        (_before, var funds) = (new Meeting[there.Count], rounds);
        for (var i = 0; i < byRound.Length; i++)
            (_before[i], funds[i]) = (there[byRound[i]], there[byRound[i]].Fund);
        (_fundFirst, _byFund) = Sort(funds, problem.Funds.Count);
    }

    /// <param name="problem">Its closed tables are not given out.</param>
    /// <param name="meetings">With any tables; by round, and at most as many in each as there are places. Afterwards with their tables, by round, then by table.</param>
    /// <param name="before">The plan before.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Assign(MeetingProblem problem, Meeting[] meetings, IReadOnlyList<Meeting> before)
    {
        var tables = new RepairTables(problem, meetings, before);
        for (int from = 0, end; from < meetings.Length; from = end)
        {
            for (end = from + 1; end < meetings.Length && meetings[end].Round == meetings[from].Round;)
                end++;
            tables.AssignRound(meetings.AsSpan(from, end - from));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AssignRound(Span<Meeting> meetings)
    {
        var round = meetings[0].Round;
        meetings.CopyTo(_round);
        NoteBefore(round, isOver: false);
        Array.Clear(_at);
        var moving = new List<int>();
        for (var i = 0; i < meetings.Length; i++)
        {
            var (s, f) = (_round[i].Startup, _round[i].Fund);
            if (_partner[s] == f + 1 && _at[_table[s]] == 0)
                _at[_table[s]] = i + 1;
            else
                moving.Add(i);
        }

        NoteBefore(round, isOver: true);
        moving.Sort((a, b) => _round[a].Key.CompareTo(_round[b].Key));
        var free = 0;
        foreach (var i in moving)
        {
            var table = Usual(_round[i].Fund);
            if (table == 0 || _at[table] != 0)
            {
                do
                    table = _numbers[++free];
                while (_at[table] != 0);
            }

            _at[table] = i + 1;
        }

        var next = 0;
        for (var table = 1; table < _at.Length; table++)
        {
            if (_at[table] > 0)
                meetings[next++] = _round[_at[table] - 1] with { Table = table };
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int[] First, int[] Order) Sort(int[] keys, int values)
    {
        var first = new int[values + 1];
        foreach (var key in keys)
            first[key + 1]++;
        for (var k = 0; k < values; k++)
            first[k + 1] += first[k];
        var (next, order) = (first.AsSpan(0, values).ToArray(), new int[keys.Length]);
        for (var i = 0; i < keys.Length; i++)
            order[next[keys[i]]++] = i;
        return (first, order);
    }
}
