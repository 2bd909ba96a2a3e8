namespace Matchmaking.Core.Plans.Solving;

/// <summary>Where a solver may begin: meetings and prices of a plan for nearly the same problem, by the indices of this one.</summary>
/// <param name="Meetings">Those that exceed a limit, or are not eligible any more, are left out.</param>
/// <param name="Certificate">Prices that are about right.</param>
public sealed record MeetingStart(IReadOnlyCollection<PairKey> Meetings, MeetingCertificate Certificate)
{
    /// <summary>The start that a plan is for a problem in which the same participants may take part or be missing: they are known by id.</summary>
    public static MeetingStart Of(MeetingProblem before, MeetingPlan plan, MeetingProblem now)
    {
        var (startups, funds) = (Positions(before.Startups, now.Startups), Positions(before.Funds, now.Funds));
        var meetings = new List<PairKey>(plan.Meetings.Count);
        foreach (var meeting in plan.Meetings)
        {
            if (startups[meeting.Startup] >= 0 && funds[meeting.Fund] >= 0)
                meetings.Add(new(startups[meeting.Startup], funds[meeting.Fund]));
        }

        return new(meetings, plan.Certificate with
        {
            StartupPrices = Moved(plan.Certificate.StartupPrices, startups, now.Startups.Count),
            FundPrices = Moved(plan.Certificate.FundPrices, funds, now.Funds.Count),
        });
    }

    internal bool[] Chosen(MeetingProblem problem, MeetingNetwork network)
    {
        // Both ascend, by startup and then fund.
        PairKey[] met = [.. Meetings];
        Array.Sort(met);
        var pairs = MeetingNetwork.PairsOf(problem);
        var chosen = new bool[network.Free.Length];
        var next = 0;
        for (var i = 0; i < chosen.Length && next < met.Length; i++)
        {
            var key = pairs[network.Free[i]].Key;
            while (next < met.Length && met[next].CompareTo(key) < 0)
                next++;
            chosen[i] = next < met.Length && met[next] == key;
        }

        return chosen;
    }

    internal long[] Prices(MeetingNetwork network)
    {
        var prices = new long[network.Pins.Length];
        for (var v = 0; v < prices.Length; v++)
        {
            var (known, index) = v < network.Limits.Startups ? (Certificate.StartupPrices, v) : (Certificate.FundPrices, v - network.Limits.Startups);
            prices[v] = index < known.Count ? Scaled(network, known[index]) : 0;
        }

        return prices;
    }

    internal long RoomPrice(MeetingNetwork network) => Certificate.TablePrices.Count == 0 ? 0 : Scaled(network, Certificate.TablePrices[0]);

    // A price of another problem may be anything; what is too large to be right is cut to what still adds up in 64 bits.
    private static long Scaled(MeetingNetwork network, long price)
    {
        var most = TieScale.Limit / 4 / network.Ties.Scale;
        return Math.Clamp(price, -most, most) * network.Ties.Scale;
    }

    private static int[] Positions(IReadOnlyList<MeetingParticipant> before, IReadOnlyList<MeetingParticipant> now)
    {
        var at = new Dictionary<Guid, int>(now.Count);
        for (var i = 0; i < now.Count; i++)
            at[now[i].Id] = i;
        var positions = new int[before.Count];
        for (var i = 0; i < positions.Length; i++)
            positions[i] = at.GetValueOrDefault(before[i].Id, -1);
        return positions;
    }

    private static long[] Moved(IReadOnlyList<long> prices, int[] positions, int count)
    {
        var moved = new long[count];
        for (var i = 0; i < positions.Length; i++)
        {
            if (positions[i] >= 0)
                moved[positions[i]] = prices[i];
        }

        return moved;
    }
}
