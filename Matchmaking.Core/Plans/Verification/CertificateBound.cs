namespace Matchmaking.Core.Plans.Verification;

/// <summary>
/// Evaluates the bound of a certificate by its definition (see <see cref="MeetingCertificate"/>), with availability, round prices
/// and round-wise table prices, in 128-bit integers so that no price can make it wrap. Cost: pairs x rounds.
/// </summary>
internal static class CertificateBound
{
    /// <summary>Appends what makes the certificate unreadable or no certificate at all; the bound is null then.</summary>
    public static Int128? Evaluate(MeetingProblem problem, MeetingCertificate certificate, List<PlanViolation> violations)
    {
        var before = violations.Count;
        CheckShape(problem, certificate, violations);
        if (violations.Count > before)
            return null;

        var startupRounds = RoundPrices(certificate, MeetingSide.Startup);
        var fundRounds = RoundPrices(certificate, MeetingSide.Fund);
        Int128 bound = 0;
        for (var s = 0; s < problem.Startups.Count; s++)
            bound += Participation(problem.Startups[s], problem.Rounds, certificate.StartupPrices[s]);
        for (var f = 0; f < problem.Funds.Count; f++)
            bound += Participation(problem.Funds[f], problem.Rounds, certificate.FundPrices[f]);
        foreach (var price in certificate.RoundPrices)
            bound += price.Price;
        foreach (var price in certificate.TablePrices)
            bound += (Int128)price * problem.Tables!.Value;

        var vetoed = problem.Vetoes.ToHashSet();
        var pinned = problem.Pins.Select(pin => pin.Key).ToHashSet();
        foreach (var pair in problem.Pairs)
        {
            if (vetoed.Contains(pair.Key))
                continue;
            var outlay = CheapestRound(problem, certificate, pair, startupRounds, fundRounds);
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

    private static Dictionary<(int Index, int Round), long> RoundPrices(MeetingCertificate certificate, MeetingSide side) =>
        certificate.RoundPrices.Where(p => p.Side == side).ToDictionary(p => (p.Index, p.Round), p => p.Price);

    private static Int128 Participation(MeetingParticipant participant, int rounds, long price) =>
        (Int128)price * (price > 0 ? Math.Min(participant.Max, participant.Available?.Count ?? rounds) : participant.Min);

    // The least that a round costs the pair beside its own prices; null where the two have no round in common.
    private static Int128? CheapestRound(
        MeetingProblem problem,
        MeetingCertificate certificate,
        MeetingPair pair,
        Dictionary<(int Index, int Round), long> startupRounds,
        Dictionary<(int Index, int Round), long> fundRounds)
    {
        Int128? cheapest = null;
        for (var round = 1; round <= problem.Rounds; round++)
        {
            if (problem.Startups[pair.Startup].Available?.Contains(round) == false
                || problem.Funds[pair.Fund].Available?.Contains(round) == false)
                continue;
            var cost = (Int128)startupRounds.GetValueOrDefault((pair.Startup, round))
                + fundRounds.GetValueOrDefault((pair.Fund, round))
                + (certificate.TablePrices.Count == 0 ? 0 : certificate.TablePrices[round - 1]);
            if (cheapest is null || cost < cheapest)
                cheapest = cost;
        }

        return cheapest;
    }
}
