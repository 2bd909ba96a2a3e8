using Matchmaking.Ranking.Features;

namespace Matchmaking.Ranking.Index;

/// <summary>Which features differ between ordinary candidates of a fund, and which are the same for all of them.</summary>
internal static class FeatureSlots
{
    public static readonly int Count = Enum.GetValues<FeatureSlot>().Length;

    private static readonly Dictionary<string, FeatureSlot> _slots = new(StringComparer.Ordinal)
    {
        ["sector-closeness"] = FeatureSlot.SectorCloseness,
        ["sector-habit"] = FeatureSlot.SectorHabit,
        ["best-sector-habit"] = FeatureSlot.BestSectorHabit,
        ["nearest-company"] = FeatureSlot.NearestCompany,
        ["stage-habit"] = FeatureSlot.StageHabit,
        ["stage-step"] = FeatureSlot.StageStep,
        ["place-fit"] = FeatureSlot.PlaceFit,
        ["place-habit"] = FeatureSlot.PlaceHabit,
        ["place-habit-1"] = FeatureSlot.PlaceHabit1,
        ["place-habit-2"] = FeatureSlot.PlaceHabit2,
        ["place-habit-3"] = FeatureSlot.PlaceHabit3,
        ["place-size-distance"] = FeatureSlot.PlaceSizeDistance,
        ["recognitions"] = FeatureSlot.Recognitions,
        ["company-age"] = FeatureSlot.CompanyAge,
        ["age-distance"] = FeatureSlot.AgeDistance,
        ["ticket-share"] = FeatureSlot.TicketShare,
        ["amount-fit"] = FeatureSlot.AmountFit,
        ["amount"] = FeatureSlot.Amount,
        ["same-amount-habit"] = FeatureSlot.SameAmountHabit,
        ["amount-distance"] = FeatureSlot.AmountDistance,
        ["amount-for-stage-distance"] = FeatureSlot.AmountForStageDistance,
        ["loss-headroom"] = FeatureSlot.LossHeadroom,
        ["breach-probability-change"] = FeatureSlot.BreachProbabilityChange,
        ["round-likeness"] = FeatureSlot.RoundLikeness,
        ["nearest-round"] = FeatureSlot.NearestRound,
        ["recent-round-likeness"] = FeatureSlot.RecentRoundLikeness,
        ["public-prior-score"] = FeatureSlot.PublicPriorScore,
        ["prior-score"] = FeatureSlot.PriorScore,
    };

    /// <summary>
    /// What reads the fund alone, or of a candidate only whether there are earlier rounds, meetings or preferences. In rankings of the API nothing is known of
    /// co-investors. That a candidate's amount is known is the same for all whose ticket is above 0.
    /// </summary>
    private static readonly HashSet<string> _constant = new(StringComparer.Ordinal)
    {
        "stage-focus",
        "home-place",
        "neighbour-round-likeness",
        "followed-round-likeness",
        "neighbour-sector-habit",
        "neighbour-place-habit-1",
        "neighbour-place-habit-2",
        "neighbour-place-habit-3",
        "earlier-backers",
        "closest-backer",
        "known-backers",
        "backers-habit",
        "backed-share",
        "days-since-backed",
        "follow-on-rate",
        "pace",
        "days-since-invested",
        "days-since-round",
        "usual-investors",
        "earlier-result",
        "days-since-met",
        "own-preference",
        "amount-known-habit",
        "amount-step",
        "earlier-rounds-distance",
        "raised-distance",
        "backers-distance",
    };

    /// <summary>Where a feature stands; null for one that is the same for all ordinary candidates.</summary>
    public static FeatureSlot? Of(FeatureInfo info) => _slots.TryGetValue(info.Name, out var slot) ? slot : null;

    /// <summary>Whether the index knows what a feature reads: a new one is ranked without it until somebody says so here.</summary>
    public static bool Knows(FeatureInfo info) => info.Revision == 1 && (_slots.ContainsKey(info.Name) || _constant.Contains(info.Name));
}
