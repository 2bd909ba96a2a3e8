using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans;

/// <summary>What a problem's terms change: the objective, lots, and tables that are closed.</summary>
internal sealed class MeetingTermsTests
{
    [Test]
    public void Solve_TinyProblemsOfAnyTerms_AgreesWithExhaustiveSearchInEveryMeasure()
    {
        var planned = 0;

        for (var seed = 0; seed < 900; seed++)
        {
            var problem = WithTerms(MeetingInstances.Tiny(seed), seed).Problem;
            if (ExhaustiveSearch.RunAll(problem) is not { } best)
                continue;
            var result = Answer(problem);
            var found = ExhaustiveSearch.Of(problem, result!);
            Assert.That(found with { Counts = [] }, Is.EqualTo(best with { Counts = [] }), $"seed {seed}");
            Assert.That(problem.Terms.Objective == MeetingObjective.Total || found.Counts.SequenceEqual(best.Counts), Is.True, $"seed {seed}");
            Assert.That(result!.Optimal, Is.True, $"seed {seed}");
            Assert.That(PlanVerifier.Verify(problem, result).Violations, Is.Empty, $"seed {seed}");
            planned++;
        }

        Assert.That(planned, Is.GreaterThan(300));
    }

    [Test]
    public void Solve_MiddlingFairProblems_IsProvedAndNeverWorseForTheWorstOff()
    {
        var planned = 0;

        for (var seed = 0; seed < 60; seed++)
        {
            var parts = MeetingInstances.Middling(seed);
            var problem = (parts with { Terms = new() { Objective = MeetingObjective.Fair, Seed = seed } }).Problem;
            if (Answer(problem) is not { } fair)
                continue;
            var total = ExhaustiveSearch.Of(problem, Answer(parts.Problem)!);
            var found = ExhaustiveSearch.Of(problem, fair);
            Assert.That(PlanVerifier.Verify(problem, fair).Violations, Is.Empty, $"seed {seed}");
            Assert.That(fair.Optimal, Is.True, $"seed {seed}");
            Assert.That(total.IsBetterThan(found, MeetingObjective.Fair), Is.False, $"seed {seed}");
            Assert.That(found.Weight, Is.LessThanOrEqualTo(total.Weight), $"seed {seed}");
            planned++;
        }

        Assert.That(planned, Is.GreaterThan(15));
    }

    [Test]
    public void Solve_InputInAnotherOrder_GivesTheSamePlanUnderAnyTerms()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var parts = WithTerms(MeetingInstances.Middling(seed), seed);
            var (one, other) = (Answer(parts.Problem), Answer(parts.Shuffled(new Random(seed + 1)).Problem));
            Assert.That(Flat(other), Is.EqualTo(Flat(one)), $"seed {seed}");
        }
    }

    // What cannot be planned at all, closed tables or not, is for PlanInfeasibilityTests.
    [Test]
    public void Solve_TinyFairProblems_ArePlannedExactlyWhereTotalOnesAre()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var parts = MeetingInstances.Tiny(seed);
            var fair = parts with { Terms = new() { Objective = MeetingObjective.Fair } };
            Assert.That(Answer(fair.Problem) is null, Is.EqualTo(Answer(parts.Problem) is null), $"seed {seed}");
        }
    }

    // Everything is worth the same, so lots alone choose.
    [Test]
    public void Solve_OtherSeed_DrawsOtherLots()
    {
        var plans = new HashSet<string>();
        for (var seed = 0; seed < 10; seed++)
        {
            var problem = MeetingProblem.Create(
                [.. ExactMeetingSolverTests.Ids(1, 6).Select(id => new MeetingParticipant(id, 0, 2))],
                [.. ExactMeetingSolverTests.Ids(2, 6).Select(id => new MeetingParticipant(id, 0, 2))],
                2,
                4,
                Enumerable.Range(0, 36).Select(i => new MeetingPair(i / 6, i % 6, 7)),
                terms: new() { Seed = seed });

            plans.Add(Flat(Answer(problem)));
        }

        Assert.That(plans, Has.Count.GreaterThan(8));
    }

    [Test]
    public void Ties_LargeProblems_LeaveRoomForEightBits()
    {
        foreach (var objective in Enum.GetValues<MeetingObjective>())
        {
            var rewards = objective == MeetingObjective.Fair ? (Int128)20 * 374_000 * 10_000 : 0;
            Assert.That(TieScale.Largest(2_000, 10_000, rewards, hasWorthless: objective == MeetingObjective.Total)!.Value.Bits, Is.GreaterThanOrEqualTo(8), $"{objective}");
        }
    }

    [Test]
    public void Solve_FromAnotherPlan_GivesTheSamePlanAsFromNothing()
    {
        var planned = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var parts = WithTerms(MeetingInstances.Middling(seed), seed);
            var problem = parts.Problem;
            if (Answer(problem) is not { } before)
                continue;
            var gone = random.Next(parts.Startups.Count);
            var now = (MeetingParts.Of(problem) with
            {
                Startups = [.. problem.Startups.Select((p, i) => i == gone ? p with { Min = 0, Max = 0 } : p)],
                Pins = [.. problem.Pins.Where(p => p.Startup != gone)],
            }).Problem;
            if (Answer(now) is not { } cold)
                continue;

            var result = ExactMeetingSolver.SolveFrom(now, MeetingStart.Of(problem, before, now), null, CancellationToken.None);

            var warm = ExactMeetingSolverTests.Planned(result);
            Assert.That(Flat(warm), Is.EqualTo(Flat(cold)), $"seed {seed}");
            planned++;
        }

        Assert.That(planned, Is.GreaterThan(15));
    }

    [Test]
    public void SolveFrom_AStartThatFitsNothing_GivesTheSamePlan()
    {
        var problem = MeetingInstances.Middling(3).Problem;
        var start = new MeetingStart(
            [new(999, 999), new(0, 0), new(-1, 4)],
            new() { StartupPrices = [long.MaxValue, long.MinValue], FundPrices = [], TablePrices = [long.MaxValue] });

        var result = ExactMeetingSolver.SolveFrom(problem, start, null, CancellationToken.None);

        Assert.That(Flat(ExactMeetingSolverTests.Planned(result)), Is.EqualTo(Flat(Answer(problem))));
    }

    [Test]
    public void Solve_ClosedTables_SeatsNobodyThereAndCountsThePlacesLeft()
    {
        var problem = MeetingProblem.Create(
            [.. ExactMeetingSolverTests.Ids(1, 4).Select(id => new MeetingParticipant(id, 0, 2))],
            [.. ExactMeetingSolverTests.Ids(2, 4).Select(id => new MeetingParticipant(id, 0, 2))],
            2,
            5,
            Enumerable.Range(0, 16).Select(i => new MeetingPair(i / 4, i % 4, 10 + i)),
            terms: new() { ClosedTables = [4, 1, 3, 4] });

        var plan = Answer(problem)!;

        Assert.That(plan.Meetings.Select(m => (m.Round, m.Table)), Is.EqualTo(new[] { (1, 2), (1, 5), (2, 2), (2, 5) }));
        Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty);
    }

    [Test]
    public void Create_FairWeightsTooLargeForTheScale_Throws()
    {
        var (startup, fund) = (new MeetingParticipant(ExactMeetingSolverTests.Ids(1, 1)[0], 0, 9), new MeetingParticipant(ExactMeetingSolverTests.Ids(2, 1)[0], 0, 9));
        MeetingPair[] pairs = [new(0, 0, 1L << 55)];

        Assert.That(() => MeetingProblem.Create([startup], [fund], 9, null, pairs), Throws.Nothing);
        Assert.That(() => MeetingProblem.Create([startup], [fund], 9, null, pairs, terms: new() { Objective = MeetingObjective.Fair }),
            Throws.InstanceOf<ArgumentException>());
    }

    private static MeetingParts WithTerms(MeetingParts parts, int seed)
    {
        var random = new Random(seed);
        return parts with
        {
            Terms = new()
            {
                Objective = seed % 3 == 0 ? MeetingObjective.Total : MeetingObjective.Fair,
                Seed = random.Next(5),
                ClosedTables = parts.Tables is { } tables && tables > 1 && parts.Startups.Sum(p => p.Min) == 0 && parts.Funds.Sum(p => p.Min) == 0 && parts.Pins.Count == 0
                    ? [random.Next(1, tables + 1)]
                    : [],
            },
        };
    }

    private static MeetingPlan? Answer(MeetingProblem problem) => (ExactMeetingSolverTests.Solve(problem) as MeetingPlanResult.Planned)?.Plan;

    private static string Flat(MeetingPlan? plan) => plan is null ? "" : string.Join(';', [
        plan.Value, plan.UpperBound, plan.Optimal, .. plan.Meetings, .. plan.Unassigned,
        .. plan.Certificate.StartupPrices, "f", .. plan.Certificate.FundPrices, "t", .. plan.Certificate.TablePrices]);
}
