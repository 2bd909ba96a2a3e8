namespace Matchmaking.Ranking.Histories;

/// <summary>A company's rounds so far.</summary>
internal sealed class Company
{
    public List<PastRound> Rounds { get; } = [];

    /// <summary>Each once, in the order in which they came.</summary>
    public List<Investor> Investors { get; } = [];

    /// <summary>Known amounts of all rounds.</summary>
    public double Raised { get; set; }

    /// <summary>ln amount of the latest round; NaN without one or when unknown.</summary>
    public double LastLogAmount => Rounds.Count == 0 ? double.NaN : Rounds[^1].Traits[(int)Trait.Amount];
}
