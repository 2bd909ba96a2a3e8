using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans;

internal sealed class ExactMeetingSolverTests
{
    [Test]
    public void Solve_TinyProblems_AgreesWithExhaustiveSearch()
    {
        var (planned, infeasible) = (0, 0);

        for (var seed = 0; seed < 600; seed++)
        {
            var problem = MeetingInstances.Tiny(seed).Problem;
            var expected = ExhaustiveSearch.Run(problem);
            var result = Solve(problem);
            if (expected is not { } best)
            {
                Assert.That(result, Is.TypeOf<MeetingPlanResult.Infeasible>(), $"seed {seed}");
                infeasible++;
                continue;
            }

            var plan = Planned(result);
            Assert.That((plan.Value, plan.UpperBound, plan.Optimal), Is.EqualTo((best.Value, best.Value, true)), $"seed {seed}");
            Assert.That(plan.Meetings.Count(m => m.Weight == 0), Is.EqualTo(best.Worthless), $"seed {seed}");
            Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty, $"seed {seed}");
            planned++;
        }

        Assert.That((planned > 200, infeasible > 100), Is.EqualTo((true, true)), $"{planned} planned, {infeasible} infeasible");
    }

    [Test]
    public void Solve_MiddlingProblems_ProvesOptimality()
    {
        var planned = 0;

        for (var seed = 0; seed < 60; seed++)
        {
            var problem = MeetingInstances.Middling(seed).Problem;
            if (Solve(problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            var verification = PlanVerifier.Verify(problem, plan);
            Assert.That(verification.Violations, Is.Empty, $"seed {seed}");
            Assert.That((plan.Optimal, verification.UpperBound), Is.EqualTo((true, verification.Value)), $"seed {seed}");
            planned++;
        }

        Assert.That(planned, Is.GreaterThan(15));
    }

    [Test]
    public void Solve_InputInAnotherOrder_GivesTheSamePlan()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var parts = MeetingInstances.Middling(seed);
            var (one, other) = (Solve(parts.Problem), Solve(parts.Shuffled(new Random(seed + 1)).Problem));
            Assert.That(Flat(other), Is.EqualTo(Flat(one)), $"seed {seed}");
        }
    }

    [Test]
    public void Solve_FundsWithMinimumEqualToMaximum_GivesThemExactlyThat()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            MeetingParticipant[] startups = [.. Ids(1, 40).Select(id => new MeetingParticipant(id, 1, 3))];
            MeetingParticipant[] funds = [.. Ids(2, 20).Select(id => new MeetingParticipant(id, 4, 4))];
            var pairs = Enumerable.Range(0, 800).Select(i => new MeetingPair(i / 20, i % 20, random.Next(3)));
            var problem = MeetingProblem.Create(startups, funds, 5, 16, pairs);

            var plan = Planned(Solve(problem));

            Assert.That(plan.Meetings.CountBy(m => m.Fund).Select(c => c.Value), Is.EqualTo(Enumerable.Repeat(4, 20)), $"seed {seed}");
            Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty, $"seed {seed}");
            Assert.That(plan.Optimal, Is.True, $"seed {seed}");
        }
    }

    [Test]
    public void Solve_ParticipantsWithoutMeetings_GivesTheReasonThatItsMinimumWouldProve()
    {
        var seen = new Dictionary<UnassignedReason, int>();

        for (var seed = 0; seed < 300; seed++)
        {
            var parts = MeetingParts.Of(MeetingInstances.Tiny(seed).Problem);
            if (Solve(parts.Problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            foreach (var unassigned in plan.Unassigned)
            {
                var forced = unassigned.Side == MeetingSide.Startup
                    ? parts with { Startups = WithMinimumOne(parts.Startups, unassigned.Index) }
                    : parts with { Funds = WithMinimumOne(parts.Funds, unassigned.Index) };
                var possible = Solve(forced.Problem) is MeetingPlanResult.Planned;
                var hasPartner = parts.Pairs.Any(p => !parts.Vetoes.Contains(p.Key)
                    && (unassigned.Side == MeetingSide.Startup ? p.Startup : p.Fund) == unassigned.Index);
                var expected = !hasPartner ? UnassignedReason.NoEligiblePartner
                    : possible ? UnassignedReason.NotWorthIt : UnassignedReason.NoCapacity;
                Assert.That(unassigned.Reason, Is.EqualTo(expected), $"seed {seed}, {unassigned}");
                seen[expected] = seen.GetValueOrDefault(expected) + 1;
            }
        }

        Assert.That(seen.Values, Has.Count.EqualTo(3).And.All.GreaterThan(10));
    }

    [Test]
    public void Solve_WorkedExampleOfTheDocumentation_GivesItsPlanAndPrices()
    {
        var problem = WorkedExample.Problem;

        var plan = Planned(Solve(problem));

        Assert.That(plan.Meetings.Select(m => (m.Startup, m.Fund)), Is.EquivalentTo(new[] { (0, 0), (2, 1) }));
        Assert.That((plan.Value, plan.UpperBound, plan.Optimal), Is.EqualTo((10_000L, 10_000L, true)));
        Assert.That(plan.Unassigned.Select(u => (u.Side, u.Index, u.Reason)),
            Is.EqualTo(new[] { (MeetingSide.Startup, 1, UnassignedReason.NotWorthIt) }));
        var byHand = plan with { Certificate = WorkedExample.Certificate };
        Assert.That(PlanVerifier.Verify(problem, byHand).Violations, Is.Empty);
    }

    [Test]
    public void Solve_NobodyOrNothingToMeet_GivesAnEmptyOptimalPlan()
    {
        MeetingParticipant[] startups = [.. Ids(1, 2).Select(id => new MeetingParticipant(id, 0, 3))];
        MeetingParticipant[] funds = [.. Ids(2, 2).Select(id => new MeetingParticipant(id, 0, 3))];
        MeetingProblem[] problems =
        [
            MeetingProblem.Create([], [], 3, 2, []),
            MeetingProblem.Create([], [], 0, null, []),
            MeetingProblem.Create(startups, [], 3, null, []),
            MeetingProblem.Create(startups, funds, 3, 2, []),
            MeetingProblem.Create(startups, funds, 0, 2, [new(0, 0, 5)]),
            MeetingProblem.Create(startups, funds, 3, 0, [new(0, 0, 5)]),
            MeetingProblem.Create(startups, funds, 3, null, [new(1, 1, 0)]),
            MeetingProblem.Create(startups, funds, 3, null, [new(1, 1, 7)], vetoes: [new(1, 1)]),
        ];

        foreach (var problem in problems)
        {
            var plan = Planned(Solve(problem));
            Assert.That((plan.Meetings.Count, plan.Value, plan.UpperBound, plan.Optimal), Is.EqualTo((0, 0L, 0L, true)));
            Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty);
        }
    }

    [Test]
    public void Solve_LargestWeightsThatAProblemTakes_StaysExact()
    {
        MeetingParticipant[] startups = [.. Ids(1, 2).Select(id => new MeetingParticipant(id, 0, 2))];
        MeetingParticipant[] funds = [.. Ids(2, 2).Select(id => new MeetingParticipant(id, 0, 1))];
        const long large = 1L << 53;
        var problem = MeetingProblem.Create(startups, funds, 2, 1, [new(0, 0, large), new(0, 1, large - 1), new(1, 1, large - 2), new(1, 0, 0)]);

        var plan = Planned(Solve(problem));

        Assert.That((plan.Value, plan.UpperBound), Is.EqualTo(((2 * large) - 1, (2 * large) - 1)));
        Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty);
    }

    [Test]
    public void Solve_SomebodyNotAvailableThroughout_Throws()
    {
        var problem = MeetingProblem.Create([new(Ids(1, 1)[0], 0, 1, [1])], [new(Ids(2, 1)[0], 0, 1)], 2, null, [new(0, 0, 1)]);

        Assert.That(() => Solve(problem), Throws.ArgumentException.With.Message.Contains("available"));
    }

    [Test]
    public void Solve_AvailableInEveryRound_IsTheSameAsNotSayingSo()
    {
        var problem = MeetingProblem.Create([new(Ids(1, 1)[0], 0, 1, [1, 2])], [new(Ids(2, 1)[0], 0, 1)], 2, null, [new(0, 0, 1)]);

        var plan = Planned(Solve(problem));

        Assert.That(plan.Value, Is.EqualTo(1));
    }

    [Test]
    public void Solve_PinWithARound_Throws()
    {
        var problem = MeetingProblem.Create([new(Ids(1, 1)[0], 0, 1)], [new(Ids(2, 1)[0], 0, 1)], 2, null, [new(0, 0, 1)], pins: [new(0, 0, 2)]);

        Assert.That(() => Solve(problem), Throws.ArgumentException.With.Message.Contains("pinned"));
    }

    [Test]
    public void Solve_Cancelled_Throws()
    {
        var problem = MeetingInstances.Middling(1).Problem;

        Assert.That(() => new ExactMeetingSolver().Solve(problem, null, new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>());
    }

    internal static Guid[] Ids(short side, int count) => [.. Enumerable.Range(0, count).Select(i => new Guid(i, side, 0, new byte[8]))];

    internal static MeetingPlan Planned(MeetingPlanResult result)
    {
        Assert.That(result, Is.TypeOf<MeetingPlanResult.Planned>());
        return ((MeetingPlanResult.Planned)result).Plan;
    }

    internal static MeetingPlanResult Solve(MeetingProblem problem) => new ExactMeetingSolver().Solve(problem, null, CancellationToken.None);

    private static IReadOnlyList<MeetingParticipant> WithMinimumOne(IReadOnlyList<MeetingParticipant> participants, int index) =>
        [.. participants.Select((p, i) => i == index ? p with { Min = 1 } : p)];

    private static string Flat(MeetingPlanResult result) => result switch
    {
        MeetingPlanResult.Planned { Plan: var plan } => string.Join(';', [
            plan.Value, plan.UpperBound, plan.Optimal, .. plan.Meetings, .. plan.Unassigned,
            .. plan.Certificate.StartupPrices, "f", .. plan.Certificate.FundPrices, "t", .. plan.Certificate.TablePrices]),
        MeetingPlanResult.Infeasible { Reason: var reason } => string.Join(';', [reason.Shortfall, .. reason.Conflicts, .. reason.Relaxations]),
        _ => result.ToString(),
    };
}
