namespace Matchmaking.Core.Plans.Tables.Solving;

/// <summary>
/// A problem of round tables as the kernels need it: funds first, then startups, then guests, each in the order of the problem; weights
/// as dense rows. Indices of this order are called places in line, <see cref="Participant"/> leads back.
/// </summary>
internal sealed class SeatingModel
{
    public SeatingModel(TableProblem problem)
    {
        var layout = (TableLayout.RoundTables)problem.Layout;
        Problem = problem;
        int[] open = [.. Enumerable.Range(1, layout.Tables).Except(layout.ClosedTables)];
        OpenTables = open;
        Tables = open.Length;
        Seats = layout.SeatsPerTable;
        (MaxFunds, MaxStartups) = (Math.Min(layout.FundsPerTable!.Value, Seats), Math.Min(layout.StartupsPerTable!.Value, Seats));
        Participant = [.. Of(TableParticipantKind.Fund), .. Of(TableParticipantKind.Startup), .. Of(TableParticipantKind.Guest)];
        Count = Participant.Length;
        Funds = Of(TableParticipantKind.Fund).Count();
        Startups = Of(TableParticipantKind.Startup).Count();
        MinFunds = Math.Max(0, Funds - (MaxFunds * (Tables - 1)));
        MinStartups = Math.Max(0, Startups - (MaxStartups * (Tables - 1)));

        var line = new int[Count];
        for (var i = 0; i < Count; i++)
            line[Participant[i]] = i;
        Weight = new int[Funds * Startups];
        foreach (var (startup, fund, weight) in problem.Weights)
            Weight[(line[fund] * Startups) + line[startup] - Funds] = weight;
        Apart = [.. problem.Apart.Select(p => new TablePair(line[p.First], line[p.Second]))];
        Together = [.. problem.Together.Select(p => new TablePair(line[p.First], line[p.Second]))];

        IEnumerable<int> Of(TableParticipantKind kind) => Enumerable.Range(0, problem.Participants.Count).Where(i => problem.Participants[i].Kind == kind);
    }

    public TableProblem Problem { get; }

    /// <summary>The number of each open table, ascending; inside the solvers tables count from 0 in this order.</summary>
    public int[] OpenTables { get; }

    public int Tables { get; }

    public int Seats { get; }

    public int Count { get; }

    public int Funds { get; }

    public int Startups { get; }

    public int MaxFunds { get; }

    public int MaxStartups { get; }

    /// <summary>Fewest funds at a table: what is left when all others are full.</summary>
    public int MinFunds { get; }

    /// <summary>Fewest startups at a table.</summary>
    public int MinStartups { get; }

    /// <summary>Index in the problem, by place in line.</summary>
    public int[] Participant { get; }

    /// <summary>Weights, <c>funds x startups</c>, row-major.</summary>
    public int[] Weight { get; }

    /// <summary>Pairs to keep apart, by place in line.</summary>
    public TablePair[] Apart { get; }

    /// <summary>Pairs to keep together, by place in line.</summary>
    public TablePair[] Together { get; }
}
