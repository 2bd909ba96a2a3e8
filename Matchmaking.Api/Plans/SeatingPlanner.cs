using System.Diagnostics;
using Matchmaking.Api.Contracts;
using Matchmaking.Api.Telemetry;
using Matchmaking.Core.Common;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Solving;
using Matchmaking.Core.Plans.Tables.Verification;
using Matchmaking.Core.Sessions;

namespace Matchmaking.Api.Plans;

/// <summary>Seats a session at round tables or at one long table. Every seating passes the independent verifier before it leaves here.</summary>
internal sealed class SeatingPlanner(ServiceMetrics metrics)
{
    /// <param name="problem">Whom to seat.</param>
    /// <param name="input">Which layout, and how.</param>
    /// <param name="sectors">First sector of each startup of the roster; null where it has none.</param>
    /// <param name="steps">Most steps of the search.</param>
    /// <param name="progress">Told of every better seating and bound; null where nobody listens.</param>
    /// <param name="cancel">Ends the search with the best seating so far.</param>
    /// <returns>The seating, or why there is none in the words of the API.</returns>
    public Result<PlanDocument> Plan(
        PlanProblem problem, PlanInput input, IReadOnlyList<string?> sectors, long steps, IProgress<SolveProgress>? progress, CancellationToken cancel)
    {
        var tables = Problem(problem, input, sectors);
        ITableSolver solver = input.Layout == SessionLayout.LongTable ? new LongTableSolver() : new RoundTableSolver();
        var started = Stopwatch.GetTimestamp();
        var result = solver.Solve(tables, steps, progress is null ? null : new InWeights(progress, tables.UnitsPerWeight), cancel);
        metrics.PlanSolved(Outcome(result), tables.Participants.Count, Stopwatch.GetElapsedTime(started));
        if (!SeatingTranslator.Plan(result).TryGet(out var plan, out var refused))
            return refused;
        var verdict = TableVerifier.Verify(tables, plan);
        return verdict.IsValid
            ? SeatingTranslator.Document(problem, tables, plan, input)
            : throw new InvalidOperationException($"The solver made a seating that the verifier rejects: {string.Join("; ", verdict.Violations.Take(5))}");
    }

    private static TableProblem Problem(PlanProblem problem, PlanInput input, IReadOnlyList<string?> sectors)
    {
        var (roster, session) = (problem.Roster, problem.Roster.Session);
        var (startups, funds) = (roster.Startups.Count, roster.Funds.Count);
        TableParticipant[] participants =
        [
            .. roster.Startups.Select(r => new TableParticipant(r.Id.Value, TableParticipantKind.Startup)),
            .. roster.Funds.Select(r => new TableParticipant(r.Id.Value, TableParticipantKind.Fund)),
            .. roster.Guests.Select(r => new TableParticipant(r.Id.Value, TableParticipantKind.Guest)),
        ];
        TableLayout layout = input.Layout == SessionLayout.LongTable
            // Tables of a long table stand in a row.
            ? new TableLayout.LongTable(Math.Min(TableProblem.MaxSeats, (session.Tables * session.SeatsPerTable) / 2))
            : new TableLayout.RoundTables(Math.Min(TableProblem.MaxTables, session.Tables), session.SeatsPerTable, input.FundsPerTable, input.StartupsPerTable);
        var apart = problem.Vetoes.Select(v => new TablePair(v.Startup, startups + v.Fund)).Concat(input.CompetitorsApart ? Competitors(sectors) : []);
        return TableProblem.Create(
            participants,
            layout,
            problem.Pairs.Select(p => new TableWeight(p.Startup, startups + p.Fund, (int)p.Weight)),
            apart,
            problem.Pins.Select(p => new TablePair(p.Startup, startups + p.Fund)).Distinct(),
            input.Seed);
    }

    private static IEnumerable<TablePair> Competitors(IReadOnlyList<string?> sectors)
    {
        for (var i = 0; i < sectors.Count; i++)
        {
            for (var j = i + 1; j < sectors.Count && sectors[i] is not null; j++)
            {
                if (sectors[i] == sectors[j])
                    yield return new TablePair(i, j);
            }
        }
    }

    private static string Outcome(TablePlanResult result) => result switch
    {
        TablePlanResult.Planned => "planned",
        TablePlanResult.Infeasible => "infeasible",
        _ => "not-found",
    };

    /// <summary>Tells progress in weights, whatever the unit of a layout is; rounded so that value and bound stay what they are.</summary>
    private sealed class InWeights(IProgress<SolveProgress> progress, int units) : IProgress<SolveProgress>
    {
        public void Report(SolveProgress value) =>
            progress.Report(value with { Value = value.Value / units, UpperBound = (value.UpperBound + units - 1) / units });
    }
}
