namespace Matchmaking.Ranking.Limits;

/// <summary>All hard limits in their fixed order, which is the order of the reasons in an answer.</summary>
internal static class HardLimits
{
    private static readonly ILimit[] _all =
    [
        new RequestStatusLimit(),
        new ExpiryLimit(),
        new VetoLimit(),
        new FundStatusLimit(),
        new SectorLimit(),
        new StageLimit(),
        new DistrictLimit(),
        new InstrumentLimit(),
        new TicketMinLimit(),
        new TicketMaxLimit(),
        new CommitmentLimit(),
        new ConcentrationLimit(),
        new LossAllowanceLimit(),
        new BreachProbabilityLimit(),
    ];

    /// <summary>Whether no limit fails; stops at the first that does.</summary>
    public static bool Pass(in LimitSignals signals)
    {
        foreach (var limit in _all)
        {
            if (limit.Judge(signals) is not null)
                return false;
        }

        return true;
    }

    /// <summary>Every limit that fails.</summary>
    public static IReadOnlyList<LimitReason> Reasons(in LimitSignals signals)
    {
        var reasons = new List<LimitReason>();
        foreach (var limit in _all)
        {
            if (limit.Judge(signals) is { } reason)
                reasons.Add(reason);
        }

        return reasons;
    }
}
