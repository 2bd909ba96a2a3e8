using Matchmaking.Ranking.Tags;

namespace Matchmaking.Ranking.Histories;

/// <summary>An investor's rounds so far, and with whom.</summary>
/// <param name="number">Its place in the order of first rounds.</param>
internal sealed class Investor(int number)
{
    public int Number { get; } = number;

    public List<PastRound> Rounds { get; } = [];

    public InvestorHistory History { get; } = new();

    /// <summary>How many of its rounds had exactly an amount.</summary>
    public Dictionary<double, int> SameAmounts { get; } = [];

    /// <summary>Rounds joined with another, and rounds of a company that one of the two had joined before the other.</summary>
    public Dictionary<Investor, int> Together { get; } = [];

    /// <summary>Rounds joined after another had left the company or stood by: that one had backed it before and did not join.</summary>
    public Dictionary<Investor, int> Followed { get; } = [];

    /// <summary>Later rounds of companies that it had backed.</summary>
    public int LaterRounds { get; set; }

    /// <summary>How many of them it joined.</summary>
    public int LaterJoined { get; set; }

    /// <summary>Sum of the known rungs of its rounds.</summary>
    public double RungSum { get; set; }

    public int Rungs { get; set; }
}
