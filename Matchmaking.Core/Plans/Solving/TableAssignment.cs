namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Gives each meeting of a round a table. Startups walk, funds stay: a fund keeps the table it last sat at wherever that is free, and
/// otherwise takes the lowest free table, one that no other fund calls its own if there is such. Cost: rounds x (funds + tables in use).
/// </summary>
internal sealed class TableAssignment
{
    private readonly IReadOnlyList<PairKey> _meetings;
    private readonly int[] _rounds;
    private readonly int[] _byRound;
    private readonly int[] _first;
    private readonly int[] _home;
    private readonly int[] _owners;
    private readonly bool[] _taken;
    private readonly int[] _meetingOf;
    private int _lowestFree;
    private int _lowestUnowned;

    private TableAssignment(IReadOnlyList<PairKey> meetings, int[] rounds, int? tables)
    {
        _meetings = meetings;
        _rounds = rounds;
        var (funds, last) = (0, -1);
        for (var i = 0; i < rounds.Length; i++)
            (funds, last) = (Math.Max(funds, meetings[i].Fund + 1), Math.Max(last, rounds[i]));
        _home = new int[funds];
        _meetingOf = new int[funds];
        var met = new bool[funds];
        _first = new int[last + 2];
        for (var i = 0; i < rounds.Length; i++)
        {
            met[meetings[i].Fund] = true;
            _first[rounds[i] + 1]++;
        }

        for (var r = 0; r <= last; r++)
            _first[r + 1] += _first[r];
        var next = _first.ToArray();
        _byRound = new int[rounds.Length];
        for (var i = 0; i < rounds.Length; i++)
            _byRound[next[rounds[i]]++] = i;
        var meeting = met.Count(m => m);
        var count = Math.Min(meeting, tables ?? meeting);
        _owners = new int[count + 1];
        _taken = new bool[count + 1];
    }

    /// <param name="meetings">In any order; the result has the same order.</param>
    /// <param name="rounds">Round of each, from 0.</param>
    /// <param name="tables">Tables there are, at least the meetings of the fullest round; null means no limit.</param>
    /// <returns>Table of each, from 1.</returns>
    /// <exception cref="InvalidOperationException">A round has more meetings than tables.</exception>
    public static int[] Assign(IReadOnlyList<PairKey> meetings, int[] rounds, int? tables)
    {
        var assignment = new TableAssignment(meetings, rounds, tables);
        var result = new int[rounds.Length];
        for (var r = 0; r + 1 < assignment._first.Length; r++)
            assignment.AssignRound(r, result);
        return result;
    }

    private void AssignRound(int round, int[] result)
    {
        Array.Clear(_taken);
        (_lowestFree, _lowestUnowned) = (1, 1);
        Array.Fill(_meetingOf, -1);
        for (var k = _first[round]; k < _first[round + 1]; k++)
            _meetingOf[_meetings[_byRound[k]].Fund] = _byRound[k];
        for (var fund = 0; fund < _meetingOf.Length; fund++)
        {
            var (meeting, table) = (_meetingOf[fund], _home[fund]);
            if (meeting < 0 || table == 0 || _taken[table])
                continue;
            (_taken[table], result[meeting], _meetingOf[fund]) = (true, table, -1);
        }

        for (var fund = 0; fund < _meetingOf.Length; fund++)
        {
            if (_meetingOf[fund] < 0)
                continue;
            var table = LowestFree();
            var left = _home[fund];
            if (left > 0 && --_owners[left] == 0)
                _lowestUnowned = Math.Min(_lowestUnowned, left);
            _owners[table]++;
            _home[fund] = table;
            (_taken[table], result[_meetingOf[fund]]) = (true, table);
        }
    }

    private int LowestFree()
    {
        while (_lowestUnowned < _taken.Length && (_taken[_lowestUnowned] || _owners[_lowestUnowned] > 0))
            _lowestUnowned++;
        if (_lowestUnowned < _taken.Length)
            return _lowestUnowned;
        while (_lowestFree < _taken.Length && _taken[_lowestFree])
            _lowestFree++;
        return _lowestFree < _taken.Length ? _lowestFree : throw new InvalidOperationException("A round has more meetings than tables.");
    }
}
