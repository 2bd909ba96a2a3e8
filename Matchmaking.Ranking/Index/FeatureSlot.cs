namespace Matchmaking.Ranking.Index;

/// <summary>
/// Features that differ between the candidates of a fund whose startups it neither holds nor met nor said anything of, by what of a request they read. Of such
/// candidates all other features are the same (<see cref="FeatureSlots"/>).
/// </summary>
internal enum FeatureSlot
{
    // Sectors.
    SectorCloseness,
    SectorHabit,
    BestSectorHabit,
    NearestCompany,

    // Stage.
    StageHabit,
    StageStep,

    // District.
    PlaceFit,
    PlaceHabit,
    PlaceHabit1,
    PlaceHabit2,
    PlaceHabit3,
    PlaceSizeDistance,

    // Recognitions.
    Recognitions,

    // Day of founding.
    CompanyAge,
    AgeDistance,

    // Ticket, and beside it the amount, the stage or the chain.
    TicketShare,
    AmountFit,
    Amount,
    SameAmountHabit,
    AmountDistance,
    AmountForStageDistance,
    LossHeadroom,
    BreachProbabilityChange,

    // Sectors, stage, district and ticket.
    RoundLikeness,
    NearestRound,
    RecentRoundLikeness,

    // All that a scorecard reads.
    PublicPriorScore,
    PriorScore,
}
