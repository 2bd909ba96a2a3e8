namespace Matchmaking.Core.Plans.Solving;

/// <summary>The arcs of a flow network, as columns of equal length.</summary>
internal sealed class FlowArcs(int count)
{
    public int Count => count;

    public int[] From { get; } = new int[count];

    public int[] To { get; } = new int[count];

    /// <summary>What one unit of flow costs.</summary>
    public long[] Cost { get; } = new long[count];

    /// <summary>Most units of flow, at least 0.</summary>
    public int[] Capacity { get; } = new int[count];

    public void Set(int arc, int from, int to, long cost, int capacity)
    {
        From[arc] = from;
        To[arc] = to;
        Cost[arc] = cost;
        Capacity[arc] = capacity;
    }
}
