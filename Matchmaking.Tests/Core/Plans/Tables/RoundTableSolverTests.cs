using Matchmaking.Core.Numerics;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Solving;
using Matchmaking.Core.Plans.Tables.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Tables;

internal sealed class RoundTableSolverTests
{
    private const long Effort = 60_000;

    [Test]
    public void Solve_TinyProblems_FindsWhatExhaustiveSearchFinds()
    {
        var (planned, infeasible, optimal) = (0, 0, 0);
        for (ulong seed = 0; seed < 300; seed++)
        {
            var problem = TableInstances.Round(seed);

            var result = new RoundTableSolver().Solve(problem, Effort, null, CancellationToken.None);

            var best = ExhaustiveSeating.Best(problem);
            if (best is null)
            {
                Assert.That(result, Is.InstanceOf<TablePlanResult.Infeasible>(), $"seed {seed}");
                infeasible++;
                continue;
            }

            Assert.That(result, Is.InstanceOf<TablePlanResult.Planned>(), $"seed {seed}");
            var plan = ((TablePlanResult.Planned)result).Plan;
            Assert.That(TableVerifier.Verify(problem, plan).Violations, Is.Empty, $"seed {seed}");
            Assert.That(plan.Value, Is.EqualTo(best), $"seed {seed}");
            Assert.That(plan.UpperBound, Is.GreaterThanOrEqualTo(best), $"seed {seed}");
            planned++;
            optimal += plan.Optimal ? 1 : 0;
        }

        // The instances cover both answers, and most bounds are tight.
        Assert.That(planned, Is.GreaterThan(100));
        Assert.That(infeasible, Is.GreaterThan(40));
        Assert.That(optimal, Is.GreaterThan(planned / 2));
    }

    [Test]
    public void Solve_Infeasible_NamesLimitsThatCannotHoldTogether()
    {
        var checkedReports = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            var problem = TableInstances.Round(seed);
            if (new RoundTableSolver().Solve(problem, Effort, null, CancellationToken.None) is not TablePlanResult.Infeasible { Reason: var reason })
                continue;

            checkedReports++;
            Assert.That(reason.Relaxations, Is.Not.Empty, $"seed {seed}");
            var listed = Narrowed(problem, reason, without: null);
            Assert.That(ExhaustiveSeating.Best(listed), Is.Null, $"seed {seed}");
            foreach (var pair in reason.Conflicts.Where(c => c.Limit is TableLimit.Apart or TableLimit.Together))
                Assert.That(ExhaustiveSeating.Best(Narrowed(problem, reason, pair)), Is.Not.Null, $"seed {seed}: {pair}");
        }

        Assert.That(checkedReports, Is.GreaterThan(40));
    }

    [Test]
    public void Solve_InputPermuted_GivesTheSameSeating()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var problem = TableInstances.Round(seed);
            var random = new SplitMix64(seed);
            var order = Enumerable.Range(0, problem.Participants.Count).ToArray();
            random.Choose<int>(order, order.Length);
            var at = order.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
            var permuted = TableProblem.Create(
                [.. order.Select(v => problem.Participants[v])], problem.Layout, problem.Weights.Reverse().Select(w => new TableWeight(at[w.Startup], at[w.Fund], w.Weight)),
                problem.Apart.Reverse().Select(p => new TablePair(at[p.Second], at[p.First])), problem.Together.Reverse().Select(p => new TablePair(at[p.First], at[p.Second])), problem.Seed);

            Assert.That(Seating(permuted), Is.EqualTo(Seating(problem)), $"seed {seed}");
        }
    }

    [Test]
    public void Solve_SameEffortAndSeed_GivesTheSamePlan()
    {
        var problem = TableInstances.Plain(new TableLayout.RoundTables(5, 6, 2, 4), startups: 20, funds: 10, seed: 3);

        var (one, other) = (Solve(problem, 300_000), Solve(problem, 300_000));

        Assert.That(other.Seats, Is.EqualTo(one.Seats));
        Assert.That((other.Value, other.UpperBound), Is.EqualTo((one.Value, one.UpperBound)));
        Assert.That(other.Certificate.Prices, Is.EqualTo(one.Certificate.Prices));
    }

    [TestCase(5, 2, 4, TableBoundKind.TableSets)]
    [TestCase(2, 5, 10, TableBoundKind.TableSets)]
    public void Solve_TenFundsTwentyStartups_IsWithinTwoPercentOfTheBound(int tables, int funds, int startups, TableBoundKind kind)
    {
        var problem = TableInstances.Plain(new TableLayout.RoundTables(tables, funds + startups, funds, startups), startups: 20, funds: 10, seed: 5);

        var plan = Solve(problem, 2_000_000);

        Assert.That(TableVerifier.Verify(problem, plan).Violations, Is.Empty);
        Assert.That(plan.Certificate.Kind, Is.EqualTo(kind));
        Assert.That(plan.Value, Is.GreaterThanOrEqualTo(plan.UpperBound * 98 / 100));
    }

    [Test]
    public void Solve_SetsOfATableTooManyToEnumerate_StillProvesABound()
    {
        var problem = TableInstances.Plain(new TableLayout.RoundTables(3, 30, 20, 10), startups: 30, funds: 60, seed: 5);

        var plan = Solve(problem, 100_000);

        Assert.That(TableVerifier.Verify(problem, plan).Violations, Is.Empty);
        Assert.That(plan.Certificate.Kind, Is.EqualTo(TableBoundKind.Partners));
        Assert.That(plan.Value, Is.GreaterThanOrEqualTo(plan.UpperBound / 2));
    }

    [Test]
    public void Solve_OneTable_IsOptimal()
    {
        var problem = TableInstances.Plain(new TableLayout.RoundTables(1, 9), startups: 5, funds: 4, seed: 1);

        var plan = Solve(problem, 10_000);

        Assert.That(plan.Value, Is.EqualTo(problem.Weights.Sum(w => w.Weight)));
        Assert.That(plan.Optimal, Is.True);
    }

    [Test]
    public void Solve_Nobody_GivesAnEmptyOptimalPlan()
    {
        var plan = Solve(TableProblem.Create([], new TableLayout.RoundTables(2, 4), []), 1);

        Assert.That((plan.Seats.Count, plan.Value, plan.UpperBound, plan.Optimal), Is.EqualTo((0, 0L, 0L, true)));
    }

    [Test]
    public void Solve_Cancelled_KeepsTheBestSeatingSoFar()
    {
        var problem = TableInstances.Plain(new TableLayout.RoundTables(10, 6, 2, 4), startups: 40, funds: 20, seed: 9);
        using var cancel = new CancellationTokenSource();

        var result = new RoundTableSolver().Solve(problem, long.MaxValue / 100, new Listener(p =>
        {
            if (p.Done >= 8_192)
                cancel.Cancel();
        }), cancel.Token);

        Assert.That(TableVerifier.Verify(problem, ((TablePlanResult.Planned)result).Plan).Violations, Is.Empty);
    }

    [Test]
    public void Solve_Progress_ValueRisesAndBoundFalls()
    {
        var problem = TableInstances.Plain(new TableLayout.RoundTables(10, 6, 2, 4), startups: 40, funds: 20, seed: 9);
        var told = new List<SolveProgress>();

        new RoundTableSolver().Solve(problem, 2_500_000, new Listener(told.Add), CancellationToken.None);

        Assert.That(told.Select(p => p.Value), Is.Ordered);
        Assert.That(told.Select(p => p.UpperBound), Is.Ordered.Descending);
        Assert.That(told.Select(p => p.Done), Is.Ordered.And.All.LessThanOrEqualTo(2_500_000));
        Assert.That(told, Has.Count.GreaterThan(5));
    }

    [Test]
    public void Solve_CancelledBeforehand_Throws() => Assert.That(
        () => new RoundTableSolver().Solve(TableInstances.Round(1), 1, null, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    public void Solve_LongTable_IsRefused() =>
        Assert.That(() => new RoundTableSolver().Solve(TableInstances.Long(1), 1, null, CancellationToken.None), Throws.ArgumentException);

    [Test]
    public void Solve_ColouringWithoutAProof_SaysWhomItCouldNotKeepApart()
    {
        // A graph without triangles that needs many colours (Mycielski): no clique proves anything, and it is too large for exhaustive search.
        List<(int, int)> edges = [(0, 1)];
        var nodes = 2;
        for (var k = 2; k < 6; k++)
        {
            edges = [.. edges, .. edges.SelectMany(e => new[] { (e.Item1, nodes + e.Item2), (e.Item2, nodes + e.Item1) }), .. Enumerable.Range(nodes, nodes).Select(v => (v, 2 * nodes))];
            nodes = (2 * nodes) + 1;
        }

        var problem = TableProblem.Create([.. Enumerable.Range(0, nodes).Select(TableInstances.Startup)], new TableLayout.RoundTables(5, nodes, 0, nodes), [],
            edges.Select(e => new TablePair(e.Item1, e.Item2)));

        var result = new RoundTableSolver().Solve(problem, 100_000, null, CancellationToken.None);

        var broken = ((TablePlanResult.NotFound)result).Broken;
        Assert.That(broken, Is.Not.Empty.And.All.Matches<TableConflict>(c => c.Limit == TableLimit.Apart && c.ParticipantId is not null && c.PartnerId is not null));
    }

    private static TablePlan Solve(TableProblem problem, long effort) =>
        ((TablePlanResult.Planned)new RoundTableSolver().Solve(problem, effort, null, CancellationToken.None)).Plan;

    private static string Seating(TableProblem problem) => new RoundTableSolver().Solve(problem, 5_000, null, CancellationToken.None) switch
    {
        TablePlanResult.Planned { Plan: var plan } => string.Join(' ', plan.Seats.Select(s => $"{s.Table}.{s.Seat}={problem.Participants[s.Participant].Id}")),
        TablePlanResult.Infeasible { Reason: var reason } => string.Join(' ', reason.Conflicts),
        var other => other.ToString(),
    };

    // The problem with the listed limits alone: pairs that are not listed fall away, and so do limits of numbers.
    private static TableProblem Narrowed(TableProblem problem, TableInfeasibility reason, TableConflict? without)
    {
        var layout = (TableLayout.RoundTables)problem.Layout;
        var limits = reason.Conflicts.Select(c => c.Limit).ToHashSet();
        var all = problem.Participants.Count;
        var loose = new TableLayout.RoundTables(limits.Contains(TableLimit.Tables) ? layout.Tables : 3, limits.Contains(TableLimit.Seats) ? layout.SeatsPerTable : all,
            limits.Contains(TableLimit.FundsPerTable) ? layout.FundsPerTable : all, limits.Contains(TableLimit.StartupsPerTable) ? layout.StartupsPerTable : all)
        { ClosedTables = limits.Contains(TableLimit.Tables) ? layout.ClosedTables : [] };
        return TableInstances.With(problem, loose, Listed(TableLimit.Apart, problem.Apart), Listed(TableLimit.Together, problem.Together));

        IEnumerable<TablePair> Listed(TableLimit limit, IReadOnlyList<TablePair> pairs) => pairs.Where(p => reason.Conflicts.Any(c => c != without && c.Limit == limit
            && new HashSet<Guid?> { c.ParticipantId, c.PartnerId }.SetEquals([problem.Participants[p.First].Id, problem.Participants[p.Second].Id])));
    }

    private sealed class Listener(Action<SolveProgress> hear) : IProgress<SolveProgress>
    {
        public void Report(SolveProgress value) => hear(value);
    }
}
