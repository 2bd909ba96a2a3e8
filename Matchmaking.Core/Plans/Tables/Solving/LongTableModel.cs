namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// A problem of the long table as the kernels need it: funds first, then startups, then guests, each in the order of the problem (places in line), and
/// the places of the table in the same order: those of funds by seat, then those of startups, then those of guests. A seating is a permutation within each kind.
/// </summary>
internal sealed class LongTableModel
{
    public LongTableModel(TableProblem problem, LongTableSeats seats)
    {
        Problem = problem;
        Participant = [.. Of(TableParticipantKind.Fund), .. Of(TableParticipantKind.Startup), .. Of(TableParticipantKind.Guest)];
        (Funds, Startups, Count) = (seats.Funds, seats.Startups, Participant.Length);
        Columns = Math.Max(Funds, Startups);
        (FundColumn, StartupColumn) = (seats.FirstFund - 1, seats.FirstStartup - 1);
        Seat =
        [
            .. Enumerable.Range(0, Funds).Select(i => (TableSide.Fund, seats.FirstFund + i)),
            .. Enumerable.Range(0, Startups).Select(i => (TableSide.Startup, seats.FirstStartup + i)),
            .. seats.Guests,
        ];
        var line = new int[Count];
        for (var i = 0; i < Count; i++)
            line[Participant[i]] = i;
        Weight = new int[Count * Count];
        foreach (var (startup, fund, weight) in problem.Weights)
            Weight[(line[fund] * Count) + line[startup]] = Weight[(line[startup] * Count) + line[fund]] = weight;
        Apart = Pairs(problem.Apart);
        Together = Pairs(problem.Together);

        IEnumerable<int> Of(TableParticipantKind kind) => Enumerable.Range(0, problem.Participants.Count).Where(i => problem.Participants[i].Kind == kind);

        TablePair[] Pairs(IReadOnlyList<TablePair> pairs) =>
            [.. pairs.Select(p => new TablePair(Math.Min(line[p.First], line[p.Second]), Math.Max(line[p.First], line[p.Second])))];
    }

    public TableProblem Problem { get; }

    /// <summary>Index in the problem, by place in line.</summary>
    public int[] Participant { get; }

    public int Count { get; }

    public int Funds { get; }

    public int Startups { get; }

    /// <summary>Columns of opposite seats that the two blocks cover, from 0.</summary>
    public int Columns { get; }

    /// <summary>The column of the first fund.</summary>
    public int FundColumn { get; }

    /// <summary>The column of the first startup.</summary>
    public int StartupColumn { get; }

    /// <summary>Side and seat of each place.</summary>
    public (TableSide Side, int Seat)[] Seat { get; }

    /// <summary>Weights, <c>count x count</c>, symmetric; 0 but for a fund and a startup.</summary>
    public int[] Weight { get; }

    /// <summary>Pairs to keep apart, the one earlier in line first.</summary>
    public TablePair[] Apart { get; }

    /// <summary>Pairs to keep together, the one earlier in line first.</summary>
    public TablePair[] Together { get; }

    /// <summary>Whether a pair to keep apart or together has a guest in it.</summary>
    public bool GuestsMatter => Array.Exists(Apart, p => p.Second >= Funds + Startups) || Array.Exists(Together, p => p.Second >= Funds + Startups);

    public bool HasFund(int column) => column >= FundColumn && column < FundColumn + Funds;

    public bool HasStartup(int column) => column >= StartupColumn && column < StartupColumn + Startups;

    /// <summary>Units of value for the weight of two neighbours: 2 opposite, 1 diagonal, 0 side by side; -1 where they are no neighbours.</summary>
    public static int Units((TableSide Side, int Seat) a, (TableSide Side, int Seat) b)
    {
        var distance = Math.Abs(a.Seat - b.Seat);
        if (a.Side == b.Side)
            return distance == 1 ? 0 : -1;
        return distance switch { 0 => 2, 1 => 1, _ => -1 };
    }
}
