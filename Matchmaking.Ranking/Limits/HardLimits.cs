namespace Matchmaking.Ranking.Limits;

/// <summary>All hard limits in their fixed order, which is the order of the reasons in an answer.</summary>
internal static class HardLimits
{
    /// <summary>On the fund's money and risk.</summary>
    private static readonly ILimit[] _ofMoney = [new CommitmentLimit(), new ConcentrationLimit(), new LossAllowanceLimit(), new BreachProbabilityLimit()];

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
        .. _ofMoney,
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
    public static IReadOnlyList<LimitReason> Reasons(in LimitSignals signals) => Reasons(signals, _all);

    /// <summary>Every limit on the fund's money and risk that fails.</summary>
    public static IReadOnlyList<LimitReason> ReasonsOfMoney(in LimitSignals signals) => Reasons(signals, _ofMoney);

    private static List<LimitReason> Reasons(in LimitSignals signals, ILimit[] limits)
    {
        var reasons = new List<LimitReason>();
        foreach (var limit in limits)
        {
            if (limit.Judge(signals) is { } reason)
                reasons.Add(reason);
        }

        return reasons;
    }
}
