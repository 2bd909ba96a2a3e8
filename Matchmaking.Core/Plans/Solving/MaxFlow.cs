namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Largest flow from a source to a sink by blocking flows in level graphs (Dinic 1970). Arcs come in pairs, arc ^ 1 being the
/// way back; room may be added at any time, after which the flow found so far is still valid and only grows.
/// </summary>
internal sealed class MaxFlow
{
    private readonly int _source;
    private readonly int _sink;
    private readonly int[] _first;
    private readonly int[] _level;
    private readonly int[] _current;
    private readonly int[] _next;
    private readonly int[] _to;
    private readonly int[] _room;
    private readonly Stack<(int Arc, int Amount)> _changes = [];
    private int _arcs;
    private int _markedValue;

    /// <param name="nodes">Nodes are 0..nodes - 1.</param>
    /// <param name="mostArcs">How many arcs will be added at most.</param>
    /// <param name="source">Where flow starts.</param>
    /// <param name="sink">Where it ends.</param>
    public MaxFlow(int nodes, int mostArcs, int source, int sink)
    {
        _next = new int[2 * mostArcs];
        _to = new int[2 * mostArcs];
        _room = new int[2 * mostArcs];
        _source = source;
        _sink = sink;
        _first = new int[nodes];
        _level = new int[nodes];
        _current = new int[nodes];
        Array.Fill(_first, -1);
    }

    /// <summary>Units that arrive.</summary>
    public int Value { get; private set; }

    public int Add(int from, int to, int room)
    {
        var arc = _arcs;
        _arcs += 2;
        _to[arc] = to;
        _next[arc] = _first[from];
        _first[from] = arc;
        _to[arc + 1] = from;
        _next[arc + 1] = _first[to];
        _first[to] = arc + 1;
        _room[arc] = room;
        return arc;
    }

    public int From(int arc) => _to[arc ^ 1];

    public int To(int arc) => _to[arc];

    /// <summary>Widens (or, before any flow, narrows) an arc.</summary>
    public void AddRoom(int arc, int amount)
    {
        _room[arc] = checked(_room[arc] + amount);
        _changes.Push((arc, amount));
    }

    /// <summary>Sends what can still be sent.</summary>
    public void Augment()
    {
        while (FindLevels())
        {
            _first.CopyTo(_current, 0);
            while (SendAlongPath() is > 0 and var sent)
                Value += sent;
        }
    }

    /// <summary>After <see cref="Augment"/>: the nodes with room on some path from the source, one side of a minimum cut.</summary>
    public bool[] SourceSide()
    {
        FindLevels();
        return [.. _level.Select(level => level >= 0)];
    }

    /// <summary>Remembers the present state, in place of the one remembered before.</summary>
    public void Mark()
    {
        _changes.Clear();
        _markedValue = Value;
    }

    /// <summary>Goes back to the state of the last <see cref="Mark"/>; costs what was changed since, not the size of the network.</summary>
    public void Undo()
    {
        while (_changes.TryPop(out var change))
            _room[change.Arc] -= change.Amount;
        Value = _markedValue;
    }

    private bool FindLevels()
    {
        Array.Fill(_level, -1);
        _level[_source] = 0;
        var queue = new Queue<int>([_source]);
        while (queue.TryDequeue(out var node))
        {
            for (var arc = _first[node]; arc >= 0; arc = _next[arc])
            {
                if (_room[arc] == 0 || _level[_to[arc]] >= 0)
                    continue;
                _level[_to[arc]] = _level[node] + 1;
                if (_to[arc] == _sink)
                    return true;
                queue.Enqueue(_to[arc]);
            }
        }

        return false;
    }

    // One path of the level graph, walked with a stack of arcs; a dead end is never entered again in this phase.
    private int SendAlongPath()
    {
        var path = new List<int>();
        var node = _source;
        while (node != _sink)
        {
            var arc = _current[node];
            while (arc >= 0 && (_room[arc] == 0 || _level[_to[arc]] != _level[node] + 1))
                arc = _next[arc];
            _current[node] = arc;
            if (arc >= 0)
            {
                path.Add(arc);
                node = _to[arc];
                continue;
            }

            if (path.Count == 0)
                return 0;
            node = _to[path[^1] ^ 1];
            path.RemoveAt(path.Count - 1);
            _current[node] = _next[_current[node]];
        }

        var sent = path.Min(a => _room[a]);
        foreach (var arc in path)
        {
            AddRoom(arc, -sent);
            AddRoom(arc ^ 1, sent);
        }

        return sent;
    }
}
