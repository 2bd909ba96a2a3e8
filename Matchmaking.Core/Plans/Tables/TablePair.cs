namespace Matchmaking.Core.Plans.Tables;

/// <summary>Two participants, by their indices in the problem; in the canonical form the smaller index comes first.</summary>
public readonly record struct TablePair(int First, int Second) : IComparable<TablePair>
{
    /// <summary>By the first, then by the second.</summary>
    public int CompareTo(TablePair other) => First != other.First ? First.CompareTo(other.First) : Second.CompareTo(other.Second);
}

/// <summary>A startup and a fund that are worth <paramref name="Weight"/> (score x 10,000) to each other when they sit together.</summary>
/// <param name="Startup">Index of the startup among all participants.</param>
/// <param name="Fund">Index of the fund among all participants.</param>
/// <param name="Weight">0..<see cref="TableProblem.MaxWeight"/>.</param>
public readonly record struct TableWeight(int Startup, int Fund, int Weight);
