using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Repair;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Verification;
using Matchmaking.Tests.Core.Plans.Rounds;
using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Repair;

/// <summary>What stays, what changes and what it costs when somebody cancels or a table is lost.</summary>
internal sealed class MeetingRepairTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void Solve_SomebodyCancels_OthersKeepRoundAndTable(bool restricted)
    {
        var (repaired, broken, moved) = (0, 0, 0);
        for (var seed = 0; seed < 60; seed++)
        {
            var parts = restricted ? RoundInstances.Middling(seed) : MeetingInstances.Middling(seed);
            if (Solve(parts.Problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            var task = Without(parts.Problem, plan, new Random(seed).Next(parts.Startups.Count));

            if (Repair(task) is not MeetingPlanResult.Planned { Plan: var after })
                continue;

            Assert.That(PlanVerifier.Verify(task.Problem, after).Violations, Is.Empty, $"seed {seed}");
            var places = after.Meetings.ToDictionary(m => m.Key, m => (m.Round, m.Table));
            moved += task.Before.Count(m => places.TryGetValue(m.Key, out var place) && place != (m.Round, m.Table));
            broken += task.Before.Count(m => !places.ContainsKey(m.Key));
            Assert.That(after.Value, Is.GreaterThanOrEqualTo(after.UpperBound * 0.98), $"seed {seed}");
            repaired++;
        }

        Assert.That(repaired, Is.GreaterThan(15));
        TestContext.Out.WriteLine($"{repaired} repaired, {broken} broken, {moved} moved");
        Assert.That(moved, Is.LessThanOrEqualTo(repaired / 10), "only where a minimum needs it");
        Assert.That(broken, Is.LessThanOrEqualTo(repaired), "about one meeting a cancellation gives way");
    }

    [Test]
    public void Solve_NothingChanged_TheSamePlan()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var problem = MeetingInstances.Middling(seed).Problem;
            if (Solve(problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;

            var after = ExactMeetingSolverTests.Planned(Repair(new RepairTask(problem, plan.Meetings, plan.Certificate)));

            Assert.That(after.Meetings, Is.EqualTo(plan.Meetings), $"seed {seed}");
            Assert.That(after.Optimal, $"seed {seed}");
        }
    }

    [Test]
    public void Solve_ATableIsLost_NobodySitsThereAndOthersStay()
    {
        var moved = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var parts = MeetingInstances.Middling(seed) with { Tables = 30 };
            if (Solve(parts.Problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            var problem = MeetingProblem.Create(
                parts.Startups, parts.Funds, parts.Rounds, parts.Tables, parts.Pairs, parts.Vetoes, parts.Pins, new MeetingTerms { ClosedTables = [2] });
            var task = new RepairTask(problem, [.. plan.Meetings.Select(m => m with { })], plan.Certificate);
            var canonical = RepairTaskOf(problem, parts.Problem, plan);

            var after = ExactMeetingSolverTests.Planned(Repair(canonical));

            Assert.That(PlanVerifier.Verify(problem, after).Violations, Is.Empty, $"seed {seed}");
            var places = after.Meetings.ToDictionary(m => m.Key, m => (m.Round, m.Table));
            foreach (var meeting in canonical.Before.Where(m => m.Table != 2 && places.TryGetValue(m.Key, out var at) && at.Round == m.Round))
                Assert.That(places[meeting.Key].Table, Is.EqualTo(meeting.Table), $"seed {seed}");
            moved += task.Before.Count(m => m.Table == 2);
        }

        Assert.That(moved, Is.Positive);
    }

    [Test]
    public void Solve_WithoutPrices_TheSameValue()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var problem = MeetingInstances.Middling(seed).Problem;
            if (Solve(problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            var task = Without(problem, plan, 0);

            var (warm, cold) = (Repair(task), Repair(task with { Prices = null }));

            Assert.That((warm as MeetingPlanResult.Planned)?.Plan.UpperBound, Is.EqualTo((cold as MeetingPlanResult.Planned)?.Plan.UpperBound), $"seed {seed}");
            Assert.That((warm as MeetingPlanResult.Planned)?.Plan.Value, Is.EqualTo((cold as MeetingPlanResult.Planned)?.Plan.Value), $"seed {seed}");
        }
    }

    private static RepairTask Without(MeetingProblem problem, MeetingPlan plan, int startup)
    {
        var parts = MeetingParts.Of(problem);
        var now = MeetingProblem.Create(
            [.. parts.Startups.Where((_, s) => s != startup)],
            parts.Funds,
            parts.Rounds,
            parts.Tables,
            parts.Pairs.Where(p => p.Startup != startup).Select(p => p with { Startup = p.Startup - (p.Startup > startup ? 1 : 0) }),
            parts.Vetoes.Where(p => p.Startup != startup).Select(p => p with { Startup = p.Startup - (p.Startup > startup ? 1 : 0) }),
            parts.Pins.Where(p => p.Startup != startup).Select(p => p with { Startup = p.Startup - (p.Startup > startup ? 1 : 0) }));
        return RepairTaskOf(now, problem, plan);
    }

    private static RepairTask RepairTaskOf(MeetingProblem now, MeetingProblem before, MeetingPlan plan)
    {
        var startups = now.Startups.Select((v, i) => (v.Id, i)).ToDictionary(v => v.Id, v => v.i);
        var funds = now.Funds.Select((v, i) => (v.Id, i)).ToDictionary(v => v.Id, v => v.i);
        return new RepairTask(
            now,
            [
                .. plan.Meetings.Where(m => startups.ContainsKey(before.Startups[m.Startup].Id) && funds.ContainsKey(before.Funds[m.Fund].Id))
                    .Select(m => m with { Startup = startups[before.Startups[m.Startup].Id], Fund = funds[before.Funds[m.Fund].Id] }),
            ],
            MeetingStart.Of(before, plan, now).Certificate);
    }

    private static MeetingPlanResult Solve(MeetingProblem problem) => new MeetingSolver(SearchEffort.Quick).Solve(problem, null, CancellationToken.None);

    private static MeetingPlanResult Repair(RepairTask task) => new MeetingRepair(SearchEffort.Quick).Solve(task, CancellationToken.None);
}
