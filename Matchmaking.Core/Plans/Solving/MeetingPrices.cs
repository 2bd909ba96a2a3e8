namespace Matchmaking.Core.Plans.Solving;

/// <summary>
/// Reads integer prices off an optimal choice. A participant's price is what one more unit of room would earn for it, the tables'
/// price likewise; complementary slackness makes the bound of these prices equal to the value.
/// </summary>
internal static class MeetingPrices
{
    /// <param name="problem">Everybody available in all rounds.</param>
    /// <param name="network">Its network.</param>
    /// <param name="paths">What could change in the optimal choice.</param>
    /// <param name="distance">Its cheapest paths, at the network's scale.</param>
    public static MeetingCertificate From(MeetingProblem problem, MeetingNetwork network, ResidualPaths paths, long[] distance)
    {
        // Rounded before they are subtracted: distances are lengths of paths, whose ties are known to be small, and differences are not.
        for (var node = 0; node < distance.Length; node++)
            distance[node] = network.Ties.Unscaled(distance[node]);

        var startups = problem.Startups.Count;
        var prices = new long[startups + problem.Funds.Count];
        for (var v = 0; v < prices.Length; v++)
        {
            var price = v < startups
                ? distance[v] - distance[paths.Hub]
                : distance[paths.Sink] - distance[v];

            // Without a minimum to force meetings (beyond its pins) nobody is paid to come below what its next meeting is worth in itself: such a
            // participant has no free meeting here, and a higher price only lowers the slack of its pairs.
            prices[v] = network.Limits.Minimum[v] == 0 && paths.Count[v] == 0 ? Math.Max(Idle(problem, network, v), price) : price;
        }

        // Never negative: with meetings the way back over the tables' arc says so, and without any the hub is reached over it alone.
        var table = distance[paths.Hub] - distance[paths.Sink];
        return new MeetingCertificate
        {
            StartupPrices = prices[..startups],
            FundPrices = prices[startups..],
            TablePrices = problem.Tables is null ? [] : [.. Enumerable.Repeat(table, problem.Rounds)],
            FairScale = problem.FairScale,
        };
    }

    /// <summary>The bound of the prices, as the certificate's own description defines it, for pins without rounds.</summary>
    public static Int128 Bound(MeetingProblem problem, MeetingNetwork network, MeetingCertificate certificate)
    {
        var (startupPrices, fundPrices) = ((long[])certificate.StartupPrices, (long[])certificate.FundPrices);
        Int128 bound = 0;
        for (var s = 0; s < startupPrices.Length; s++)
        {
            bound += certificate.FairScale == 0
                ? Term(problem.Startups[s], problem.Rounds, startupPrices[s])
                : FairTerm(problem.Startups[s], problem.Rounds, startupPrices[s], certificate.FairScale);
        }

        for (var f = 0; f < fundPrices.Length; f++)
            bound += Term(problem.Funds[f], problem.Rounds, fundPrices[f]);
        var table = certificate.TablePrices.Count == 0 ? 0 : certificate.TablePrices[0];
        bound += (Int128)table * (problem.Places ?? 0) * problem.Rounds;
        foreach (var pair in network.Pinned)
            bound += pair.Weight - startupPrices[pair.Startup] - fundPrices[pair.Fund] - table;
        if (problem.Rounds == 0)
            return bound;
        var pairs = MeetingNetwork.PairsOf(problem);
        foreach (var i in network.Free)
        {
            var slack = pairs[i].Weight - startupPrices[pairs[i].Startup] - fundPrices[pairs[i].Fund] - table;
            if (slack > 0)
                bound += slack;
        }

        return bound;
    }

    private static long Idle(MeetingProblem problem, MeetingNetwork network, int v)
    {
        if (problem.FairScale == 0 || v >= problem.Startups.Count || network.Limits.Maximum[v] + network.Pins[v] == 0)
            return 0;
        var next = network.Limits.Maximum[v] > 0 ? network.Pins[v] + 1 : network.Pins[v];
        return -problem.FairScale * (problem.Rounds - next + 1);
    }

    private static Int128 Term(MeetingParticipant participant, int rounds, long price) =>
        (Int128)price * (price > 0 ? Math.Min(participant.Max, rounds) : participant.Min);

    private static Int128 FairTerm(MeetingParticipant startup, int rounds, long price, long scale)
    {
        var (best, sum) = (Int128.MinValue, (Int128)0);
        for (var k = 0; k <= Math.Min(startup.Max, rounds); k++)
        {
            if (k > 0)
                sum += price + ((Int128)scale * (rounds - k + 1));
            if (k >= startup.Min && sum > best)
                best = sum;
        }

        return best;
    }
}
