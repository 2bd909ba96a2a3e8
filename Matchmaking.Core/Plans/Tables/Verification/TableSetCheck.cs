namespace Matchmaking.Core.Plans.Tables.Verification;

/// <summary>
/// The most that any table set earns beyond its prices, by trying every set of funds and filling it up with the startups that earn most. Written on its own,
/// plainly: a set of funds is judged from its weights alone, with nothing carried over from the last one. Cost: sets of funds x funds of a set x startups.
/// </summary>
internal sealed class TableSetCheck
{
    private readonly TableLayout.RoundTables _layout;
    private readonly TableCertificate _certificate;
    private readonly int[] _funds;
    private readonly int[] _startups;
    private readonly int[] _class;
    private readonly long[][] _weights;
    private readonly bool[][] _vetoed;
    private readonly HashSet<(int, int)> _apart = [];
    private readonly List<int>[] _ties;
    private readonly int _fewestFunds;
    private readonly int _fewestStartups;
    private readonly List<int> _set = [];
    private readonly long[] _bestOfClass;
    private readonly bool[] _closedClass;
    private readonly List<long> _gains = [];
    private readonly PriorityQueue<long, long> _most = new();
    private long? _best;

    public TableSetCheck(TableProblem problem, TableLayout.RoundTables layout, TableCertificate certificate)
    {
        (_layout, _certificate) = (layout, certificate);
        int[] Of(TableParticipantKind kind) => [.. Enumerable.Range(0, problem.Participants.Count).Where(v => problem.Participants[v].Kind == kind)];
        (_funds, _startups) = (Of(TableParticipantKind.Fund), Of(TableParticipantKind.Startup));
        foreach (var (a, b) in problem.Apart)
        {
            _apart.Add((a, b));
            _apart.Add((b, a));
        }

        var open = layout.Tables - layout.ClosedTables.Count;
        _fewestFunds = Math.Max(0, _funds.Length - (Math.Min(layout.FundsPerTable!.Value, layout.SeatsPerTable) * (open - 1)));
        _fewestStartups = Math.Max(0, _startups.Length - (Math.Min(layout.StartupsPerTable!.Value, layout.SeatsPerTable) * (open - 1)));
        _class = Classes();
        _bestOfClass = new long[_startups.Length];
        _closedClass = new bool[_startups.Length];
        var weights = problem.Weights.ToDictionary(w => (w.Fund, w.Startup), w => (long)w.Weight);
        _weights = [.. _funds.Select(f => _startups.Select(s => certificate.Scale * weights.GetValueOrDefault((f, s))).ToArray())];
        _vetoed = [.. _funds.Select(f => _startups.Select(s => _apart.Contains((f, s))).ToArray())];
        _ties = [.. _startups.Select(s => problem.Together.Select(p => p.First == s ? p.Second : p.Second == s ? p.First : -1)
            .Select(v => Array.IndexOf(_funds, v)).Where(f => f >= 0).ToList())];
    }

    /// <returns>Null where there is no table set.</returns>
    public long? Best()
    {
        Try(0);
        return _best;
    }

    private int[] Classes()
    {
        var classes = new int[_startups.Length];
        var members = new List<List<int>>();
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = members.FindIndex(m => m.TrueForAll(s => _apart.Contains((s, _startups[i]))));
            if (classes[i] < 0)
            {
                classes[i] = members.Count;
                members.Add([]);
            }

            members[classes[i]].Add(_startups[i]);
        }

        return classes;
    }

    private void Try(int from)
    {
        if (_set.Count >= _fewestFunds && Judge() is { } value && (_best is null || value > _best))
            _best = value;
        if (_set.Count == Math.Min(_layout.FundsPerTable!.Value, _layout.SeatsPerTable))
            return;
        for (var f = from; f < _funds.Length; f++)
        {
            if (_set.Exists(g => _apart.Contains((_funds[f], _funds[g]))))
                continue;
            _set.Add(f);
            Try(f + 1);
            _set.RemoveAt(_set.Count - 1);
        }
    }

    private long? Judge()
    {
        var room = Math.Min(_layout.StartupsPerTable!.Value, _layout.SeatsPerTable - _set.Count);
        Array.Fill(_bestOfClass, long.MinValue);
        Array.Clear(_closedClass);
        long value = 0;
        foreach (var f in _set)
            value -= _certificate.Prices[_funds[f]];
        var seated = 0;
        for (var i = 0; i < _startups.Length; i++)
        {
            var tied = _ties[i].Count == 0 ? 0 : _ties[i].Count(_set.Contains);
            if (tied != _ties[i].Count)
            {
                // With some of those it belongs to, without others: no table set. With none of them: it sits elsewhere.
                if (tied > 0)
                    return null;
                continue;
            }

            var gain = -_certificate.Prices[_startups[i]];
            var vetoed = false;
            foreach (var f in _set)
            {
                gain += _weights[f][i];
                vetoed |= _vetoed[f][i];
            }

            if (tied == 0)
            {
                if (!vetoed && gain > _bestOfClass[_class[i]])
                    _bestOfClass[_class[i]] = gain;
                continue;
            }

            if (vetoed || _closedClass[_class[i]] || ++seated > room)
                return null;
            _closedClass[_class[i]] = true;
            value += gain;
        }

        return Fill(value, seated, room);
    }

    // Adds the best of the classes still open: all that earn something, and others up to the fewest.
    private long? Fill(long value, int seated, int room)
    {
        _most.Clear();
        for (var c = 0; c < _bestOfClass.Length; c++)
        {
            if (_bestOfClass[c] == long.MinValue || _closedClass[c] || room == seated)
                continue;
            if (_most.Count < room - seated)
                _most.Enqueue(_bestOfClass[c], _bestOfClass[c]);
            else if (_bestOfClass[c] > _most.Peek())
                _most.EnqueueDequeue(_bestOfClass[c], _bestOfClass[c]);
        }

        _gains.Clear();
        while (_most.TryDequeue(out var gain, out _))
            _gains.Add(gain);
        for (var i = _gains.Count - 1; i >= 0; i--)
        {
            if (_gains[i] <= 0 && seated >= _fewestStartups)
                break;
            value += _gains[i];
            seated++;
        }

        return seated >= _fewestStartups ? value : null;
    }
}
