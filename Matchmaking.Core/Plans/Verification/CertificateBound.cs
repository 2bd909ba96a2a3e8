namespace Matchmaking.Core.Plans.Verification;

/// <summary>
/// Evaluates the bound of a certificate by its definition (see <see cref="MeetingCertificate"/>), with availability, round prices
/// and round-wise table prices, in 128-bit integers so that no price can make it wrap. Cost: pairs x rounds.
/// </summary>
internal static class CertificateBound
{
    // Prices of rounds are never negative, so this cannot be one.
    private const long Unavailable = -1;

    /// <summary>Appends what makes the certificate unreadable or no certificate at all; the bound is null then.</summary>
    public static Int128? Evaluate(MeetingProblem problem, MeetingCertificate certificate, List<PlanViolation> violations)
    {
        var before = violations.Count;
        CheckShape(problem, certificate, violations);
        if (violations.Count > before)
            return null;

        var startupRounds = RoundPrices(problem.Startups, problem.Rounds, certificate, MeetingSide.Startup);
        var fundRounds = RoundPrices(problem.Funds, problem.Rounds, certificate, MeetingSide.Fund);
        Int128 bound = 0;
        for (var s = 0; s < problem.Startups.Count; s++)
            bound += problem.Terms.Objective == MeetingObjective.Fair
                ? FairParticipation(problem.Startups[s], problem.Rounds, certificate.StartupPrices[s], certificate.FairScale)
                : Participation(problem.Startups[s], problem.Rounds, certificate.StartupPrices[s]);
        for (var f = 0; f < problem.Funds.Count; f++)
            bound += Participation(problem.Funds[f], problem.Rounds, certificate.FundPrices[f]);
        foreach (var price in certificate.RoundPrices)
            bound += price.Price;
        foreach (var price in certificate.TablePrices)
            bound += (Int128)price * problem.Places!.Value;

        var throughout = CheapestRound(1, problem.Rounds, certificate.TablePrices, null, null);
        var vetoed = problem.Vetoes.ToHashSet();
        var pinned = problem.Pins.ToLookup(pin => pin.Key, pin => pin.Round);
        foreach (var pair in problem.Pairs)
        {
            if (vetoed.Contains(pair.Key))
                continue;
            // A pair pinned to a round has no other one.
            var only = pinned[pair.Key].FirstOrDefault(round => round is not null);
            var (ofStartup, ofFund) = (startupRounds[pair.Startup], fundRounds[pair.Fund]);
            var outlay = only is null && ofStartup is null && ofFund is null
                ? throughout
                : CheapestRound(only ?? 1, only ?? problem.Rounds, certificate.TablePrices, ofStartup, ofFund);
            if (outlay is not { } cost)
                continue;
            var slack = pair.Weight - (Int128)certificate.StartupPrices[pair.Startup] - certificate.FundPrices[pair.Fund] - cost;
            bound += pinned.Contains(pair.Key) ? slack : Int128.Max(0, slack);
        }

        return bound;
    }

    private static void CheckShape(MeetingProblem problem, MeetingCertificate certificate, List<PlanViolation> violations)
    {
        Count(certificate.StartupPrices.Count, problem.Startups.Count);
        Count(certificate.FundPrices.Count, problem.Funds.Count);
        Count(certificate.TablePrices.Count, problem.Tables is null ? 0 : problem.Rounds);
        for (var r = 0; r < certificate.TablePrices.Count; r++)
        {
            if (certificate.TablePrices[r] < 0)
                violations.Add(new(PlanViolationCode.PriceNegative, Round: r + 1, Actual: certificate.TablePrices[r], Expected: 0));
        }

        CheckFairScale(problem, certificate, violations);
        var seen = new HashSet<(MeetingSide, int, int)>();
        foreach (var price in certificate.RoundPrices)
        {
            int? startup = price.Side == MeetingSide.Startup ? price.Index : null;
            int? fund = price.Side == MeetingSide.Fund ? price.Index : null;
            var known = price.Side == MeetingSide.Startup ? problem.Startups.Count : problem.Funds.Count;
            if ((uint)price.Index >= (uint)known || price.Round < 1 || price.Round > problem.Rounds
                || !seen.Add((price.Side, price.Index, price.Round)))
                violations.Add(new(PlanViolationCode.PricesIncomplete, startup, fund, price.Round));
            else if (price.Price < 0)
                violations.Add(new(PlanViolationCode.PriceNegative, startup, fund, price.Round, Actual: price.Price, Expected: 0));
        }

        void Count(int actual, int expected)
        {
            if (actual != expected)
                violations.Add(new(PlanViolationCode.PricesIncomplete, Actual: actual, Expected: expected));
        }
    }

    // A unit of fairness must outweigh all the weights that any plan could have, else a bound of value and fairness together says nothing
    // about fairness first. More than all eligible pairs weigh together is enough.
    private static void CheckFairScale(MeetingProblem problem, MeetingCertificate certificate, List<PlanViolation> violations)
    {
        Int128 all = 0;
        foreach (var pair in problem.Pairs)
            all += pair.Weight;
        if (problem.Terms.Objective == MeetingObjective.Fair ? certificate.FairScale <= all : certificate.FairScale != 0)
            violations.Add(new(PlanViolationCode.FairScaleWrong, Actual: certificate.FairScale, Expected: problem.Terms.Objective == MeetingObjective.Fair ? all + 1 : 0));
    }

    // For each participant its price of each round, or Unavailable; null where it has neither prices nor missing rounds.
    private static long[]?[] RoundPrices(
        IReadOnlyList<MeetingParticipant> participants, int rounds, MeetingCertificate certificate, MeetingSide side)
    {
        var prices = new long[]?[participants.Count];
        for (var i = 0; i < prices.Length; i++)
        {
            if (participants[i].Available is not { } available)
                continue;
            var row = prices[i] = new long[rounds];
            Array.Fill(row, Unavailable);
            foreach (var round in available)
                row[round - 1] = 0;
        }

        foreach (var price in certificate.RoundPrices.Where(p => p.Side == side))
        {
            var row = prices[price.Index] ??= new long[rounds];
            if (row[price.Round - 1] != Unavailable)
                row[price.Round - 1] = price.Price;
        }

        return prices;
    }

    private static Int128 Participation(MeetingParticipant participant, int rounds, long price) =>
        (Int128)price * (price > 0 ? Math.Min(participant.Max, participant.Available?.Count ?? rounds) : participant.Min);

    // The most that price and fairness of 0, 1, 2, ... meetings can come to, within the startup's limits.
    private static Int128 FairParticipation(MeetingParticipant startup, int rounds, long price, long fairScale)
    {
        var max = Math.Min(startup.Max, startup.Available?.Count ?? rounds);
        Int128? most = null;
        Int128 sum = 0;
        for (var k = 0; k <= Math.Max(max, startup.Min); k++)
        {
            if (k > 0)
                sum += price + ((Int128)fairScale * (rounds - k + 1));
            if (k >= startup.Min && (most is null || sum > most))
                most = sum;
        }

        return most!.Value;
    }

    // The least that a round costs the pair beside its own prices; null where the two have no round in common.
    private static Int128? CheapestRound(int first, int last, IReadOnlyList<long> tablePrices, long[]? startup, long[]? fund)
    {
        Int128? cheapest = null;
        for (var r = first - 1; r < last; r++)
        {
            var (ofStartup, ofFund) = (startup?[r] ?? 0, fund?[r] ?? 0);
            if (ofStartup == Unavailable || ofFund == Unavailable)
                continue;
            var cost = (Int128)ofStartup + ofFund + (tablePrices.Count == 0 ? 0 : tablePrices[r]);
            if (cheapest is null || cost < cheapest)
                cheapest = cost;
        }

        return cheapest;
    }
}
