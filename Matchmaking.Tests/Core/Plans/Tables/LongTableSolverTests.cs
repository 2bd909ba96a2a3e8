using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Solving;
using Matchmaking.Core.Plans.Tables.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Tables;

internal sealed class LongTableSolverTests
{
    private const long Effort = 60_000;

    [Test]
    public void Solve_TinyProblems_FindsWhatExhaustiveSearchFinds()
    {
        var (planned, refused) = (0, 0);
        for (ulong seed = 0; seed < 300; seed++)
        {
            var problem = TableInstances.Long(seed);

            var result = new LongTableSolver().Solve(problem, Effort, null, CancellationToken.None);

            var best = ExhaustiveSeating.Best(problem);
            if (best is null)
            {
                Assert.That(result, Is.Not.InstanceOf<TablePlanResult.Planned>(), $"seed {seed}");
                refused++;
                continue;
            }

            Assert.That(result, Is.InstanceOf<TablePlanResult.Planned>(), $"seed {seed}");
            var plan = ((TablePlanResult.Planned)result).Plan;
            Assert.That(TableVerifier.Verify(problem, plan).Violations, Is.Empty, $"seed {seed}");
            Assert.That(plan.Value, Is.EqualTo(best), $"seed {seed}");
            Assert.That(plan.UpperBound, Is.GreaterThanOrEqualTo(best), $"seed {seed}");
            planned++;
        }

        Assert.That(planned, Is.GreaterThan(100));
        Assert.That(refused, Is.GreaterThan(30));
    }

    [Test]
    public void Solve_Infeasible_NamesPairsThatCannotHoldTogether()
    {
        var reports = 0;
        for (ulong seed = 0; seed < 300; seed++)
        {
            var problem = TableInstances.Long(seed);
            if (new LongTableSolver().Solve(problem, Effort, null, CancellationToken.None) is not TablePlanResult.Infeasible { Reason: var reason })
                continue;

            reports++;
            Assert.That(reason.Relaxations, Is.Not.Empty, $"seed {seed}");
            Assert.That(ExhaustiveSeating.Best(Narrowed(problem, reason)), Is.Null, $"seed {seed}");
        }

        Assert.That(reports, Is.GreaterThan(30));
    }

    [TestCase(12, 12)]
    [TestCase(15, 11)]
    [TestCase(20, 20)]
    public void Solve_BeyondEightASide_IsWithinTenPercentOfTheBound(int startups, int funds)
    {
        var problem = TableInstances.Plain(new TableLayout.LongTable(Math.Max(startups, funds)), startups, funds, seed: 2);

        var plan = ((TablePlanResult.Planned)new LongTableSolver().Solve(problem, 1_000_000, null, CancellationToken.None)).Plan;

        Assert.That(TableVerifier.Verify(problem, plan).Violations, Is.Empty);
        Assert.That(plan.Certificate.Kind, Is.EqualTo(TableBoundKind.Walk));
        Assert.That(plan.Value, Is.GreaterThanOrEqualTo(plan.UpperBound * 90 / 100));
    }

    [Test]
    public void Solve_TwoAndTwo_CountsOppositeTwiceAndDiagonalOnce()
    {
        // A-X and B-Y opposite: 2 x (9 + 8) + (1 + 2) = 37; A-Y and B-X opposite: 2 x (1 + 2) + (9 + 8) = 23.
        TableParticipant[] people = [TableInstances.Startup(0), TableInstances.Startup(1), TableInstances.Fund(0), TableInstances.Fund(1)];
        var problem = TableProblem.Create(people, new TableLayout.LongTable(2), [new(0, 2, 9), new(0, 3, 1), new(1, 2, 2), new(1, 3, 8)]);

        var plan = ((TablePlanResult.Planned)new LongTableSolver().Solve(problem, Effort, null, CancellationToken.None)).Plan;

        Assert.That((plan.Value, problem.UnitsPerWeight), Is.EqualTo((37L, 2)));
        Assert.That(plan.Optimal, Is.EqualTo(plan.UpperBound == 37));
    }

    [Test]
    public void Solve_InputReversed_GivesTheSameSeating()
    {
        var problem = TableInstances.Plain(new TableLayout.LongTable(12), startups: 12, funds: 10, seed: 4);
        var last = problem.Participants.Count - 1;
        var reversed = TableProblem.Create([.. problem.Participants.Reverse()], problem.Layout,
            problem.Weights.Reverse().Select(w => new TableWeight(last - w.Startup, last - w.Fund, w.Weight)), seed: problem.Seed);

        var (one, other) = (new LongTableSolver().Solve(problem, Effort, null, CancellationToken.None), new LongTableSolver().Solve(reversed, Effort, null, CancellationToken.None));

        Assert.That(((TablePlanResult.Planned)other).Plan.Seats, Is.EqualTo(((TablePlanResult.Planned)one).Plan.Seats));
    }

    [Test]
    public void Solve_RoundTables_AreRefused() =>
        Assert.That(() => new LongTableSolver().Solve(TableInstances.Round(1), 1, null, CancellationToken.None), Throws.ArgumentException);

    private static TableProblem Narrowed(TableProblem problem, TableInfeasibility reason)
    {
        var seats = reason.Conflicts.Any(c => c.Limit == TableLimit.Seats) ? ((TableLayout.LongTable)problem.Layout).SeatsPerSide : problem.Participants.Count;
        return TableInstances.With(problem, new TableLayout.LongTable(seats), Listed(TableLimit.Apart, problem.Apart), Listed(TableLimit.Together, problem.Together));

        IEnumerable<TablePair> Listed(TableLimit limit, IReadOnlyList<TablePair> pairs) => pairs.Where(p => reason.Conflicts.Any(c => c.Limit == limit
            && new HashSet<Guid?> { c.ParticipantId, c.PartnerId }.SetEquals([problem.Participants[p.First].Id, problem.Participants[p.Second].Id])));
    }
}
