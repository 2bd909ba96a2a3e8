namespace Matchmaking.Core.Plans.Verification;

/// <summary>
/// Checks a plan against its problem from scratch and lists everything that is wrong with it. It shares nothing with any solver but
/// the problem and plan types, so a mistake in a solver cannot hide here.
/// </summary>
public static class PlanVerifier
{
    public static PlanVerification Verify(MeetingProblem problem, MeetingPlan plan)
    {
        var violations = new List<PlanViolation>();
        var known = plan.Meetings.Where(m => Exists(problem, m, violations)).ToList();
        CheckPairs(problem, known, violations);
        CheckRounds(problem, known, violations);
        CheckTables(problem, known, violations);
        CheckCounts(problem, known, violations);
        CheckPins(problem, known, violations);
        CheckUnassigned(problem, plan, known, violations);

        var value = Value(problem, plan.Certificate, known);
        if (plan.Value != value)
            violations.Add(new(PlanViolationCode.ValueWrong, Actual: plan.Value, Expected: value));
        var bound = CertificateBound.Evaluate(problem, plan.Certificate, violations);
        if (bound is { } b && plan.UpperBound != b)
            violations.Add(new(PlanViolationCode.UpperBoundWrong, Actual: plan.UpperBound, Expected: b));
        if (plan.Optimal && value != bound)
            violations.Add(new(PlanViolationCode.OptimalWrong, Actual: value, Expected: bound));
        return new(value, bound, violations);
    }

    // The weights, and for fairness the first meeting of a startup counts M x rounds, the second M x (rounds - 1), and so on.
    private static Int128 Value(MeetingProblem problem, MeetingCertificate certificate, List<Meeting> meetings)
    {
        Int128 value = 0;
        foreach (var meeting in meetings)
            value += Weight(problem, meeting.Key) ?? 0;
        if (problem.Terms.Objective != MeetingObjective.Fair)
            return value;
        foreach (var (_, count) in meetings.CountBy(m => m.Startup))
        {
            for (var j = 1; j <= count; j++)
                value += (Int128)certificate.FairScale * (problem.Rounds - j + 1);
        }

        return value;
    }

    // The eligible pairs ascend by startup and fund: halve the range until the pair is found. Null where it is not eligible.
    private static long? Weight(MeetingProblem problem, PairKey key)
    {
        var (low, high) = (0, problem.Pairs.Count - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = problem.Pairs[middle].Key.CompareTo(key);
            if (order == 0)
                return problem.Pairs[middle].Weight;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private static bool Exists(MeetingProblem problem, Meeting meeting, List<PlanViolation> violations)
    {
        if ((uint)meeting.Startup < (uint)problem.Startups.Count && (uint)meeting.Fund < (uint)problem.Funds.Count)
            return true;
        violations.Add(new(PlanViolationCode.UnknownParticipant, meeting.Startup, meeting.Fund, meeting.Round, meeting.Table));
        return false;
    }

    private static void CheckPairs(MeetingProblem problem, List<Meeting> meetings, List<PlanViolation> violations)
    {
        var vetoed = problem.Vetoes.ToHashSet();
        var seen = new HashSet<PairKey>();
        foreach (var m in meetings)
        {
            if (Weight(problem, m.Key) is not { } weight)
                violations.Add(new(PlanViolationCode.PairNotEligible, m.Startup, m.Fund, m.Round));
            else if (weight != m.Weight)
                violations.Add(new(PlanViolationCode.WeightWrong, m.Startup, m.Fund, m.Round, Actual: m.Weight, Expected: weight));
            if (vetoed.Contains(m.Key))
                violations.Add(new(PlanViolationCode.PairVetoed, m.Startup, m.Fund, m.Round));
            if (!seen.Add(m.Key))
                violations.Add(new(PlanViolationCode.PairRepeated, m.Startup, m.Fund, m.Round));
        }
    }

    private static void CheckRounds(MeetingProblem problem, List<Meeting> meetings, List<PlanViolation> violations)
    {
        var startups = new HashSet<(int, int)>();
        var funds = new HashSet<(int, int)>();
        foreach (var m in meetings)
        {
            if (m.Round < 1 || m.Round > problem.Rounds)
                violations.Add(new(PlanViolationCode.RoundOutOfRange, m.Startup, m.Fund, m.Round, Expected: problem.Rounds));
            if (!startups.Add((m.Startup, m.Round)))
                violations.Add(new(PlanViolationCode.ParticipantTwiceInRound, Startup: m.Startup, Round: m.Round));
            if (!funds.Add((m.Fund, m.Round)))
                violations.Add(new(PlanViolationCode.ParticipantTwiceInRound, Fund: m.Fund, Round: m.Round));
            if (problem.Startups[m.Startup].Available?.Contains(m.Round) == false)
                violations.Add(new(PlanViolationCode.ParticipantUnavailable, Startup: m.Startup, Round: m.Round));
            if (problem.Funds[m.Fund].Available?.Contains(m.Round) == false)
                violations.Add(new(PlanViolationCode.ParticipantUnavailable, Fund: m.Fund, Round: m.Round));
        }
    }

    private static void CheckTables(MeetingProblem problem, List<Meeting> meetings, List<PlanViolation> violations)
    {
        var taken = new HashSet<(int, int)>();
        var closed = problem.Terms.ClosedTables.ToHashSet();
        foreach (var m in meetings)
        {
            if (m.Table < 1 || m.Table > problem.Tables)
                violations.Add(new(PlanViolationCode.TableOutOfRange, m.Startup, m.Fund, m.Round, m.Table, Expected: problem.Tables));
            if (closed.Contains(m.Table))
                violations.Add(new(PlanViolationCode.TableClosed, m.Startup, m.Fund, m.Round, m.Table));
            if (!taken.Add((m.Round, m.Table)))
                violations.Add(new(PlanViolationCode.TableTwiceInRound, m.Startup, m.Fund, m.Round, m.Table));
        }

        foreach (var (round, count) in meetings.CountBy(m => m.Round).OrderBy(r => r.Key))
        {
            if (count > problem.Tables - closed.Count)
                violations.Add(new(PlanViolationCode.TooManyMeetingsInRound, Round: round, Actual: count, Expected: problem.Tables - closed.Count));
        }
    }

    private static void CheckCounts(MeetingProblem problem, List<Meeting> meetings, List<PlanViolation> violations)
    {
        var startups = new int[problem.Startups.Count];
        var funds = new int[problem.Funds.Count];
        foreach (var m in meetings)
        {
            startups[m.Startup]++;
            funds[m.Fund]++;
        }

        for (var s = 0; s < startups.Length; s++)
            Check(problem.Startups[s], startups[s], s, null);
        for (var f = 0; f < funds.Length; f++)
            Check(problem.Funds[f], funds[f], null, f);

        void Check(MeetingParticipant participant, int count, int? startup, int? fund)
        {
            if (count < participant.Min)
                violations.Add(new(PlanViolationCode.BelowMinimum, startup, fund, Actual: count, Expected: participant.Min));
            if (count > participant.Max)
                violations.Add(new(PlanViolationCode.AboveMaximum, startup, fund, Actual: count, Expected: participant.Max));
        }
    }

    private static void CheckPins(MeetingProblem problem, List<Meeting> meetings, List<PlanViolation> violations)
    {
        var met = meetings.ToLookup(m => m.Key, m => m.Round);
        foreach (var pin in problem.Pins)
        {
            if (!met.Contains(pin.Key))
                violations.Add(new(PlanViolationCode.PinMissing, pin.Startup, pin.Fund, pin.Round));
            else if (pin.Round is { } round && !met[pin.Key].Contains(round))
                violations.Add(new(PlanViolationCode.PinInOtherRound, pin.Startup, pin.Fund, met[pin.Key].First(), Expected: round));
        }
    }

    // Everybody without a meeting, and nobody else, is listed once with its own id. The reasons are explanations, not claims.
    private static void CheckUnassigned(MeetingProblem problem, MeetingPlan plan, List<Meeting> meetings, List<PlanViolation> violations)
    {
        var listed = plan.Unassigned.CountBy(u => (u.Side, u.Index, u.Id)).ToDictionary();
        Check(MeetingSide.Startup, problem.Startups, [.. meetings.Select(m => m.Startup)]);
        Check(MeetingSide.Fund, problem.Funds, [.. meetings.Select(m => m.Fund)]);
        foreach (var (side, index, _) in listed.Keys)
            violations.Add(new(PlanViolationCode.UnassignedWrong, side == MeetingSide.Startup ? index : null, side == MeetingSide.Fund ? index : null));

        void Check(MeetingSide side, IReadOnlyList<MeetingParticipant> participants, HashSet<int> assigned)
        {
            for (var i = 0; i < participants.Count; i++)
            {
                listed.Remove((side, i, participants[i].Id), out var times);
                if (times != (assigned.Contains(i) ? 0 : 1))
                    violations.Add(new(PlanViolationCode.UnassignedWrong, side == MeetingSide.Startup ? i : null, side == MeetingSide.Fund ? i : null));
            }
        }
    }
}
