namespace Matchmaking.Core.Plans.Solving;

/// <summary>The pairs that a simplex looks at, as columns of equal length that grow; a position never changes.</summary>
internal sealed class PairColumns
{
    /// <summary>State of a pair that is not chosen and not in the tree.</summary>
    public const sbyte Out = 1;

    /// <summary>State of a pair in the tree.</summary>
    public const sbyte InTree = 0;

    /// <summary>State of a pair that is chosen and not in the tree.</summary>
    public const sbyte Chosen = -1;

    private int[] _startup = [];
    private int[] _fund = [];
    private int[] _pair = [];
    private long[] _weight = [];
    private sbyte[] _state = [];

    public int Count { get; private set; }

    /// <summary>Node of the startup.</summary>
    public int[] Startup => _startup;

    /// <summary>Node of the fund.</summary>
    public int[] Fund => _fund;

    /// <summary>Index of the pair.</summary>
    public int[] Pair => _pair;

    public long[] Weight => _weight;

    public sbyte[] State => _state;

    public void Clear() => Count = 0;

    public void Add(int pair, int startup, int fund, long weight, sbyte state)
    {
        if (Count == _pair.Length)
            Grow(Math.Max(64, 2 * Count));
        (_startup[Count], _fund[Count], _pair[Count], _weight[Count], _state[Count]) = (startup, fund, pair, weight, state);
        Count++;
    }

    public void Grow(int capacity)
    {
        if (capacity <= _pair.Length)
            return;
        Array.Resize(ref _startup, capacity);
        Array.Resize(ref _fund, capacity);
        Array.Resize(ref _pair, capacity);
        Array.Resize(ref _weight, capacity);
        Array.Resize(ref _state, capacity);
    }
}
