namespace Matchmaking.Core.Plans.Tables.Verification;

/// <summary>
/// Checks a seating against its problem from scratch and lists everything that is wrong with it. It shares nothing with any solver but
/// the problem and plan types, so a mistake in a solver cannot hide here. The bound is recomputed from the certificate: where the stated price of a table (or
/// walk) is too low to be proved, that is a violation and the bound is the one that the prices do prove.
/// </summary>
public static class TableVerifier
{
    public static TableVerification Verify(TableProblem problem, TablePlan plan)
    {
        var violations = new List<TableViolation>();
        var seats = plan.Seats.Where(s => Exists(problem, s, violations)).ToList();
        CheckEverybodySeated(problem, seats, violations);
        CheckSeats(problem, seats, violations);
        if (problem.Layout is TableLayout.RoundTables round)
            CheckLimits(problem, round, seats, violations);
        CheckPairs(problem, seats, violations);

        var value = Value(problem, seats);
        if (plan.Value != value)
            violations.Add(new(TableViolationCode.ValueWrong, Actual: plan.Value, Expected: value));
        var bound = TableBound.Evaluate(problem, plan.Certificate, violations);
        if (bound is { } b && plan.UpperBound != b)
            violations.Add(new(TableViolationCode.UpperBoundWrong, Actual: plan.UpperBound, Expected: b));
        if (plan.Optimal && value != bound)
            violations.Add(new(TableViolationCode.OptimalWrong, Actual: value, Expected: bound));
        return new(value, bound, violations);
    }

    private static bool Exists(TableProblem problem, TableSeat seat, List<TableViolation> violations)
    {
        if ((uint)seat.Participant < (uint)problem.Participants.Count)
            return true;
        violations.Add(new(TableViolationCode.UnknownParticipant, seat.Participant, Table: seat.Table, Seat: seat.Seat));
        return false;
    }

    private static void CheckEverybodySeated(TableProblem problem, List<TableSeat> seats, List<TableViolation> violations)
    {
        var times = new int[problem.Participants.Count];
        foreach (var seat in seats)
            times[seat.Participant]++;
        for (var v = 0; v < times.Length; v++)
        {
            if (times[v] == 0)
                violations.Add(new(TableViolationCode.NotSeated, v));
            else if (times[v] > 1)
                violations.Add(new(TableViolationCode.SeatedTwice, v, Actual: times[v], Expected: 1));
        }
    }

    private static void CheckSeats(TableProblem problem, List<TableSeat> seats, List<TableViolation> violations)
    {
        var taken = new HashSet<(int, int, TableSide?)>();
        var places = problem.Layout is TableLayout.LongTable ? LongTableSeats.Of(problem) : null;
        foreach (var s in seats)
        {
            if (!taken.Add((s.Table, s.Seat, s.Side)))
                violations.Add(new(TableViolationCode.SeatTakenTwice, s.Participant, Table: s.Table, Seat: s.Seat));
            var (tableExists, seatExists) = problem.Layout switch
            {
                TableLayout.RoundTables round => (s.Table >= 1 && s.Table <= round.Tables && !round.ClosedTables.Contains(s.Table),
                    s.Seat >= 1 && s.Seat <= round.SeatsPerTable && s.Side is null),
                TableLayout.LongTable table => (s.Table == 1, s.Seat >= 1 && s.Seat <= table.SeatsPerSide && s.Side is TableSide.Fund or TableSide.Startup),
                _ => (false, false),
            };
            if (!tableExists)
                violations.Add(new(TableViolationCode.UnknownTable, s.Participant, Table: s.Table));
            if (!seatExists)
                violations.Add(new(TableViolationCode.UnknownSeat, s.Participant, Table: s.Table, Seat: s.Seat));
            else if (places is not null && KindAt(places, s) != problem.Participants[s.Participant].Kind)
                violations.Add(new(TableViolationCode.SeatOfAnotherKind, s.Participant, Seat: s.Seat));
        }
    }

    private static TableParticipantKind? KindAt(LongTableSeats places, TableSeat seat)
    {
        if (places.Guests.Contains((seat.Side!.Value, seat.Seat)))
            return TableParticipantKind.Guest;
        var (first, count, kind) = seat.Side == TableSide.Fund
            ? (places.FirstFund, places.Funds, TableParticipantKind.Fund)
            : (places.FirstStartup, places.Startups, TableParticipantKind.Startup);
        return seat.Seat >= first && seat.Seat < first + count ? kind : null;
    }

    private static void CheckLimits(TableProblem problem, TableLayout.RoundTables round, List<TableSeat> seats, List<TableViolation> violations)
    {
        foreach (var table in seats.GroupBy(s => s.Table).OrderBy(t => t.Key))
        {
            Check(TableViolationCode.TooManySeated, table.Count(), round.SeatsPerTable);
            Check(TableViolationCode.TooManyFunds, Of(TableParticipantKind.Fund), round.FundsPerTable ?? int.MaxValue);
            Check(TableViolationCode.TooManyStartups, Of(TableParticipantKind.Startup), round.StartupsPerTable ?? int.MaxValue);

            int Of(TableParticipantKind kind) => table.Count(s => problem.Participants[s.Participant].Kind == kind);

            void Check(TableViolationCode code, int count, int limit)
            {
                if (count > limit)
                    violations.Add(new(code, Table: table.Key, Actual: count, Expected: limit));
            }
        }
    }

    private static void CheckPairs(TableProblem problem, List<TableSeat> seats, List<TableViolation> violations)
    {
        var at = seats.ToLookup(s => s.Participant);
        foreach (var (first, second) in problem.Apart)
        {
            if (Near(first, second))
                violations.Add(new(TableViolationCode.ApartTogether, first, second, at[first].First().Table));
        }

        foreach (var (first, second) in problem.Together)
        {
            if (!Near(first, second))
                violations.Add(new(TableViolationCode.TogetherApart, first, second));
        }

        bool Near(int first, int second) => at[first].Any(a => at[second].Any(b => AreNear(a, b)));
    }

    private static bool AreNear(TableSeat a, TableSeat b)
    {
        if (a.Table != b.Table)
            return false;
        if (a.Side is null || b.Side is null)
            return true;
        var distance = Math.Abs(a.Seat - b.Seat);
        return a.Side == b.Side ? distance == 1 : distance <= 1;
    }

    private static Int128 Value(TableProblem problem, List<TableSeat> seats)
    {
        var at = seats.ToLookup(s => s.Participant);
        Int128 value = 0;
        foreach (var (startup, fund, weight) in problem.Weights)
        {
            foreach (var a in at[startup])
            {
                foreach (var b in at[fund])
                    value += (Int128)weight * Units(a, b);
            }
        }

        return value;
    }

    private static int Units(TableSeat a, TableSeat b)
    {
        if (a.Side is null || b.Side is null)
            return a.Table == b.Table ? 1 : 0;
        if (a.Table != b.Table || a.Side == b.Side)
            return 0;
        return Math.Abs(a.Seat - b.Seat) switch { 0 => 2, 1 => 1, _ => 0 };
    }
}
