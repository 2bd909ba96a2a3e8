namespace Matchmaking.Ranking.Index;

/// <summary>
/// Rows of one family that stand side by side, and between which bounds their columns lie. Removed rows may still widen the bounds, never the other way round.
/// </summary>
/// <param name="Start">The first row in its segment.</param>
/// <param name="Count">At least 1.</param>
/// <param name="Family">Of all rows.</param>
internal readonly record struct RequestBlock(int Start, int Count, int Family)
{
    /// <summary>Rows of a block at most, one for each bit of a word. Bounds of fewer are closer, but each costs as much (with 32: a tenth fewer rows to look at, twice the bounds).</summary>
    public const int Most = 64;

    /// <summary>Fewer candidates are scored in less time than bounds take.</summary>
    public const int WorthBounds = 4;

    /// <summary>Larger numbers share the last bit of a set.</summary>
    public const int LastBit = 63;

    /// <summary>Set of the numbers of districts (<see cref="Bit"/>).</summary>
    public ulong Districts { get; init; }

    /// <summary>Set of the numbers of terms.</summary>
    public ulong Terms { get; init; }

    public long MinAmount { get; init; }

    public long MaxAmount { get; init; }

    public long LargestMinTicket { get; init; }

    /// <summary>Whether some row wants more from one investor than its whole amount.</summary>
    public bool HasImpossible { get; init; }

    public int FirstValidUntil { get; init; }

    /// <summary>Day numbers of those that are known; the first is after the last where none is.</summary>
    public int FirstFounded { get; init; }

    public int LastFounded { get; init; }

    public bool SomeFoundedUnknown { get; init; }

    /// <summary>Of recognitions.</summary>
    public double LeastStrength { get; init; }

    public double MostStrength { get; init; }

    public int End => Start + Count;

    /// <summary>Where a number stands in a set.</summary>
    public static ulong Bit(int number) => 1UL << Math.Min(number, LastBit);
}
