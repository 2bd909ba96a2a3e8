namespace Matchmaking.Ranking.Histories;

/// <summary>A round in the index.</summary>
/// <param name="Number">Its place in the order of adding.</param>
/// <param name="Company">Whose it was.</param>
/// <param name="Day">Day number.</param>
/// <param name="Investors">Who joined.</param>
/// <param name="Traits">By <see cref="Trait"/>, as they were on its day; NaN where unknown.</param>
internal sealed record PastRound(int Number, Company Company, int Day, Investor[] Investors, double[] Traits);

/// <summary>A company's rounds so far.</summary>
internal sealed class Company
{
    public List<PastRound> Rounds { get; } = [];

    /// <summary>Each once, in the order in which they came.</summary>
    public List<Investor> Investors { get; } = [];

    /// <summary>Known amounts of all rounds.</summary>
    public double Raised { get; set; }

    /// <summary>ln amount of the latest round; NaN without one or when unknown.</summary>
    public double LastLogAmount { get; set; } = double.NaN;
}
