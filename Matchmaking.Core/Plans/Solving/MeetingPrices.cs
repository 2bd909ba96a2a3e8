namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Reads integer prices off an optimal flow. A participant's price is what its arc would earn with one more unit of room, the tables'
/// price likewise; complementary slackness makes the bound of these prices equal to the value of the flow.
/// </summary>
internal static class MeetingPrices
{
    /// <param name="problem">Everybody available in all rounds.</param>
    /// <param name="network">Its network.</param>
    /// <param name="distance">Cheapest paths in the residual graph of an optimal flow, at the network's scale.</param>
    public static MeetingCertificate From(MeetingProblem problem, MeetingNetwork network, long[] distance)
    {
        // The tie-breaking units on a path are fewer than half the scale, so rounding to the nearest multiple removes
        // exactly these and leaves the path's length in weights.
        for (var node = 0; node < distance.Length; node++)
            distance[node] = FloorDivide(distance[node] + (network.Scale / 2), network.Scale);

        var prices = new long[problem.Startups.Count + problem.Funds.Count];
        for (var v = 0; v < prices.Length; v++)
        {
            var price = v < problem.Startups.Count
                ? distance[v] - distance[network.Hub]
                : distance[network.Sink] - distance[v];

            // Without a minimum to force meetings (beyond its pins) nobody is paid to come: such a participant has no free
            // meeting here, and a price of 0 only lowers the slack of its pairs.
            prices[v] = network.Minimum[v] == 0 ? Math.Max(0, price) : price;
        }

        // Never negative: with meetings the way back over the tables' arc says so, and without any the hub is reached over it alone.
        var table = distance[network.Hub] - distance[network.Sink];
        return new MeetingCertificate
        {
            StartupPrices = prices[..problem.Startups.Count],
            FundPrices = prices[problem.Startups.Count..],
            TablePrices = problem.Tables is null ? [] : [.. Enumerable.Repeat(table, problem.Rounds)],
        };
    }

    /// <summary>The bound of the prices, as the certificate's own description defines it, for pins without rounds.</summary>
    public static long Bound(MeetingProblem problem, MeetingNetwork network, MeetingCertificate certificate)
    {
        Int128 bound = 0;
        for (var s = 0; s < problem.Startups.Count; s++)
            bound += Term(problem.Startups[s], problem.Rounds, certificate.StartupPrices[s]);
        for (var f = 0; f < problem.Funds.Count; f++)
            bound += Term(problem.Funds[f], problem.Rounds, certificate.FundPrices[f]);
        var table = certificate.TablePrices.Count == 0 ? 0 : certificate.TablePrices[0];
        bound += (Int128)table * (problem.Tables ?? 0) * problem.Rounds;
        foreach (var pair in network.Pinned)
            bound += Slack(pair, certificate, table);
        if (problem.Rounds > 0)
        {
            foreach (var pair in network.Free)
                bound += Math.Max(0, Slack(pair, certificate, table));
        }

        return checked((long)bound);
    }

    private static Int128 Term(MeetingParticipant participant, int rounds, long price) =>
        (Int128)price * (price > 0 ? Math.Min(participant.Max, rounds) : participant.Min);

    private static long Slack(MeetingPair pair, MeetingCertificate certificate, long table) =>
        pair.Weight - certificate.StartupPrices[pair.Startup] - certificate.FundPrices[pair.Fund] - table;

    private static long FloorDivide(long value, long divisor)
    {
        var (quotient, remainder) = Math.DivRem(value, divisor);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}
