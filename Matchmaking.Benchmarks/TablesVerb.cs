using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Solving;
using Matchmaking.Core.Plans.Tables.Verification;

namespace Matchmaking.Benchmarks;

/// <summary>Seats the participants of an instance file at round tables, checks the seating with the verifier and measures value, bound and time.</summary>
internal sealed class TablesVerb : IVerb
{
    // Far more steps than any clock allows; the seconds end the search.
    private const long Unlimited = 1L << 50;

    public string Name => "tables";

    public string Help =>
        """
        tables --pairs FILE --params FILE --tables N --funds-per-table A --startups-per-table B [--seats K] [--seconds 15] [--steps N] [--seed 1]
               [--startups S] [--funds F] [--ignore-pairs] [--threads N]
          --pairs               CSV s,f,weight: startup and fund from 0, weight with at most four decimals; a pair that is not listed is worth 0
          --params              JSON: startups, funds, forbidden (apart), pinned (together); rounds and limits of meetings are not used
          --tables              number of tables
          --funds-per-table     most funds at a table
          --startups-per-table  most startups at a table
          --seats               seats at a table (default: A + B)
          --seconds             when to stop; prints what was found by then
          --steps               most steps of the search (default: no limit); with it the result does not depend on the machine
          --seed                draws the lots of the search
          --startups, --funds   take only the first ones
          --ignore-pairs        take neither forbidden nor pinned pairs
          --threads             accepted for uniformity; seating runs on one thread
        """;

    public IReadOnlyList<string> Options =>
        ["pairs", "params", "tables", "funds-per-table", "startups-per-table", "seats", "seconds", "steps", "seed", "startups", "funds", "threads"];

    public IReadOnlyList<string> Flags => ["ignore-pairs"];

    public int Run(Arguments arguments, TextWriter output, TextWriter error)
    {
        var (pairs, parameters) = (arguments.RequiredFile("pairs"), arguments.RequiredFile("params"));
        arguments.RequiredText("tables");
        arguments.RequiredText("funds-per-table");
        arguments.RequiredText("startups-per-table");
        arguments.Integer("threads", 1, minimum: 1);
        try
        {
            return Seat(Problem(MeetingInstance.Read(pairs, parameters), arguments), arguments, output, error);
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or ArgumentException or IOException)
        {
            error.WriteLine($"The instance cannot be seated: {wrong.Message}");
            return 1;
        }
    }

    private static TableProblem Problem(MeetingInstance instance, Arguments arguments)
    {
        var startups = Math.Min(instance.Limits.Startups, arguments.Integer("startups", instance.Limits.Startups));
        var funds = Math.Min(instance.Limits.Funds, arguments.Integer("funds", instance.Limits.Funds));
        var (a, b) = (arguments.Integer("funds-per-table", 0), arguments.Integer("startups-per-table", 0));
        var layout = new TableLayout.RoundTables(arguments.Integer("tables", 1, minimum: 1), arguments.Integer("seats", a + b, minimum: 1), a, b);

        // Ids are made from the indices, so that the problem keeps the order of the file.
        return TableProblem.Create(
            [.. Enumerable.Range(0, startups).Select(s => Participant(1, s)), .. Enumerable.Range(0, funds).Select(f => Participant(2, f))],
            layout,
            instance.Pairs.Where(p => Taken(p.Startup, p.Fund)).Select(p => new TableWeight(p.Startup, startups + p.Fund, (int)Math.Min(p.Weight, int.MaxValue))),
            Pairs(instance.Limits.Forbidden),
            Pairs(instance.Limits.Pinned),
            arguments.Integer("seed", 1));

        bool Taken(int startup, int fund) => startup < startups && fund < funds;

        IEnumerable<TablePair> Pairs(IReadOnlyList<IReadOnlyList<int>> pairs) => arguments.Has("ignore-pairs") ? []
            : pairs.Where(p => Taken(p[0], p[1])).Select(p => new TablePair(p[0], startups + p[1]));

        static TableParticipant Participant(short kind, int index) =>
            new(new Guid(index, kind, 0, new byte[8]), kind == 1 ? TableParticipantKind.Startup : TableParticipantKind.Fund);
    }

    private static int Seat(TableProblem problem, Arguments arguments, TextWriter output, TextWriter error)
    {
        var clock = Stopwatch.StartNew();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(arguments.Number("seconds", 15)));
        var steps = arguments.Integer("steps", 0);
        var result = new RoundTableSolver().Solve(problem, steps > 0 ? steps : Unlimited, new Printer(output, clock), limit.Token);
        var seconds = clock.Elapsed.TotalSeconds;
        if (result is not TablePlanResult.Planned { Plan: var plan })
        {
            error.WriteLine($"No seating: {result}");
            return 1;
        }

        var verification = TableVerifier.Verify(problem, plan);
        foreach (var violation in verification.Violations)
            error.WriteLine(violation);
        using var process = Process.GetCurrentProcess();
        output.WriteLine(JsonSerializer.Serialize(new
        {
            value = plan.Value / 10_000m,
            upperBound = plan.UpperBound / 10_000m,
            gap = plan.UpperBound == 0 ? 0 : Math.Round((double)(plan.UpperBound - plan.Value) / plan.UpperBound, 6),
            optimal = plan.Optimal,
            seconds = Math.Round(seconds, 3),
            peakRssMb = Math.Round(process.PeakWorkingSet64 / 1048576.0, 1),
        }));
        return verification.IsValid ? 0 : 1;
    }

    /// <summary>A line a second at most.</summary>
    private sealed class Printer(TextWriter output, Stopwatch clock) : IProgress<SolveProgress>
    {
        private double _next;

        public void Report(SolveProgress value)
        {
            if (clock.Elapsed.TotalSeconds < _next)
                return;
            _next = clock.Elapsed.TotalSeconds + 1;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:f1} s: value {value.Value / 10_000m}, bound {value.UpperBound / 10_000m}"));
        }
    }
}
