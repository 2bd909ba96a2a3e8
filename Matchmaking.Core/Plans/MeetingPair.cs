namespace Matchmaking.Core.Plans;

/// <summary>A startup and a fund, by their indices in the problem.</summary>
public readonly record struct PairKey(int Startup, int Fund) : IComparable<PairKey>
{
    /// <summary>By startup, then by fund.</summary>
    public int CompareTo(PairKey other) =>
        Startup != other.Startup ? Startup.CompareTo(other.Startup) : Fund.CompareTo(other.Fund);
}

/// <summary>An eligible pair: the two may meet, and a meeting is worth <paramref name="Weight"/> (score x 10,000, at least 0).</summary>
public readonly record struct MeetingPair(int Startup, int Fund, long Weight)
{
    public PairKey Key => new(Startup, Fund);
}

/// <summary>The pair must meet, in <paramref name="Round"/> (from 1) where that is given.</summary>
public readonly record struct MeetingPin(int Startup, int Fund, int? Round = null)
{
    public PairKey Key => new(Startup, Fund);
}
