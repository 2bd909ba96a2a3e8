namespace Matchmaking.Ranking.Histories;

/// <summary>Numbers in which an investor's rounds are alike: how far a candidate lies from its usual ones is a feature each.</summary>
internal enum Trait
{
    /// <summary>ln amount.</summary>
    Amount,

    /// <summary>ln amount less the mean of it at the stage.</summary>
    AmountForStage,

    /// <summary>ln of the company's days, at least 30.</summary>
    Age,

    /// <summary>Rounds before this one.</summary>
    EarlierRounds,

    /// <summary>ln(1 + amounts of the rounds before this one).</summary>
    Raised,

    /// <summary>ln(1 + rounds) of the most active of the earlier investors; 0 without one.</summary>
    Backers,

    /// <summary>ln(1 + rounds) in the company's place; 0 when that is unknown.</summary>
    PlaceSize,
}
