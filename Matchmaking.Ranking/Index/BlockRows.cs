namespace Matchmaking.Ranking.Index;

/// <summary>Some rows of one block.</summary>
internal ref struct BlockRows
{
    public RequestColumns Columns { get; init; }

    public RequestFamily Family { get; init; }

    public ReadOnlySpan<int> Rows { get; init; }

    /// <summary>One for each row, above 0.</summary>
    public ReadOnlySpan<long> Tickets { get; init; }
}
