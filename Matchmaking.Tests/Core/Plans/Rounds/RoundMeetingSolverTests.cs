using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Rounds;

/// <summary>Plans where not everybody is there all the time.</summary>
internal sealed class RoundMeetingSolverTests
{
    private const int TinyProblems = 4_000;

    [TestCase(MeetingObjective.Total)]
    [TestCase(MeetingObjective.Fair)]
    public void Solve_ThousandsOfTinyProblems_TheValueOfExhaustiveSearch(MeetingObjective objective)
    {
        var (planned, infeasible, optimal) = (0, 0, 0);
        for (var seed = 0; seed < TinyProblems; seed++)
        {
            var problem = (RoundInstances.Tiny(seed) with { Terms = new MeetingTerms { Objective = objective } }).Problem;
            var expected = RoundOracle.Run(problem);

            var result = Solve(problem);

            if (expected is null)
            {
                Assert.That(result, Is.TypeOf<MeetingPlanResult.Infeasible>(), $"seed {seed}");
                infeasible++;
                continue;
            }

            var plan = ExactMeetingSolverTests.Planned(result);
            Assert.That(plan.Value, Is.EqualTo(expected), $"seed {seed}");
            Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty, $"seed {seed}");
            planned++;
            optimal += plan.Optimal ? 1 : 0;
        }

        Assert.That(planned, Is.GreaterThan(1_000));
        Assert.That(infeasible, Is.GreaterThan(300));
        Assert.That(optimal, Is.GreaterThan(planned * 9 / 10));
    }

    [Test]
    public void Solve_NoPlan_NamesLimitsOfWhichNoneCanBeLeftOut()
    {
        var explained = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var problem = RoundInstances.Tiny(seed).Problem;
            if (Solve(problem) is not MeetingPlanResult.Infeasible { Reason: var reason } || reason.Conflicts.Any(c => Lifted.IsOfPins(c.Limit)))
                continue;

            Assert.That(RoundOracle.Run(Lifted.AllBut(problem, reason.Conflicts)), Is.Null, $"seed {seed}: they conflict");
            foreach (var conflict in reason.Conflicts)
                Assert.That(RoundOracle.Run(Lifted.AllBut(problem, [.. reason.Conflicts.Where(c => c != conflict)])), Is.Not.Null, $"seed {seed}: without {conflict}");
            explained++;
        }

        Assert.That(explained, Is.GreaterThan(40));
    }

    [Test]
    public void Solve_NoPlan_EachSuggestionResolvesTheConflict()
    {
        var resolved = new HashSet<PlanRelaxationKind>();
        for (var seed = 0; seed < 600; seed++)
        {
            var problem = RoundInstances.Tiny(seed).Problem;
            if (Solve(problem) is not MeetingPlanResult.Infeasible { Reason: var reason } || reason.Conflicts.Any(c => Lifted.IsOfPins(c.Limit)))
                continue;

            Assert.That(reason.Relaxations, Is.Not.Empty, $"seed {seed}");
            foreach (var relaxation in reason.Relaxations)
            {
                Assert.That(RoundOracle.Run(Lifted.AllBut(Lifted.Relaxed(problem, relaxation), reason.Conflicts, relaxation)), Is.Not.Null, $"seed {seed}: {relaxation}");
                resolved.Add(relaxation.Kind);
            }
        }

        Assert.That(resolved, Is.SupersetOf(new[] { PlanRelaxationKind.LowerMin, PlanRelaxationKind.ExtendAvailability, PlanRelaxationKind.AddRounds, PlanRelaxationKind.DropPins }));
    }

    [Test]
    public void Solve_ShuffledInput_TheSamePlan()
    {
        var random = new Random(7);
        for (var seed = 0; seed < 40; seed++)
        {
            var parts = RoundInstances.Middling(seed);
            if (Solve(parts.Problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;

            var shuffled = ExactMeetingSolverTests.Planned(Solve(parts.Shuffled(random).Problem));

            Assert.That(shuffled.Meetings, Is.EqualTo(plan.Meetings), $"seed {seed}");
            Assert.That(shuffled.UpperBound, Is.EqualTo(plan.UpperBound), $"seed {seed}");
        }
    }

    [Test]
    public void Solve_DozensOfParticipants_PlansThatTheVerifierTakes()
    {
        var (planned, optimal) = (0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var problem = RoundInstances.Middling(seed).Problem;
            if (Solve(problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;

            Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty, $"seed {seed}");
            planned++;
            optimal += plan.Optimal ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{planned} planned, {optimal} optimal");
        Assert.That(planned, Is.GreaterThan(20));
    }

    private static MeetingPlanResult Solve(MeetingProblem problem) => new MeetingSolver(SearchEffort.Quick).Solve(problem, null, CancellationToken.None);
}
