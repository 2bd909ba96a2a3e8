namespace Matchmaking.Ranking.LambdaMart;

/// <summary>Rows of one group in the order of their ranks, each property in an array of its own; room for whole vectors.</summary>
internal sealed class RankedRows(int room)
{
    /// <summary>Rows that a vector holds.</summary>
    public const int Lanes = 8;

    /// <summary>The score of places after the last row: so low that no pair with them has a force.</summary>
    private const float Nowhere = -1e30f;

    public int Count { get; private set; }

    /// <summary>Which row of the group.</summary>
    public int[] Rows { get; } = new int[room];

    /// <summary>From 0.</summary>
    public int[] Ranks { get; } = new int[room];

    public float[] Scores { get; } = new float[room];

    /// <summary>2^label - 1.</summary>
    public float[] Gains { get; } = new float[room];

    /// <summary>1 / log2(rank + 2), ranks from 0.</summary>
    public float[] Discounts { get; } = new float[room];

    public float[] Gradients { get; } = new float[room];

    public float[] Hessians { get; } = new float[room];

    /// <summary>The smallest room that holds so many rows.</summary>
    public static int RoomFor(int rows) => (rows + Lanes - 1) / Lanes * Lanes;

    public void Start() => Count = 0;

    public void Add(int row, int rank, float score, float gain, float discount)
    {
        var at = Count++;
        (Rows[at], Ranks[at], Scores[at], Gains[at], Discounts[at]) = (row, rank, score, gain, discount);
    }

    /// <summary>Fills up the last vector and clears the derivatives.</summary>
    public void Close()
    {
        var padded = RoomFor(Count);
        for (var at = Count; at < padded; at++)
            (Scores[at], Gains[at], Discounts[at]) = (Nowhere, 0, 0);
        Gradients.AsSpan(0, padded).Clear();
        Hessians.AsSpan(0, padded).Clear();
    }
}
