using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Explaining;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Tests.Core.Plans.Rounds;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Explaining;

/// <summary>Blocking pairs against their definition: every round and every choice of what the two give up is tried.</summary>
internal sealed class PlanStabilityTests
{
    [Test]
    public void Of_SmallPlans_ExactlyThePairsThatTheDefinitionNames()
    {
        var (blocking, plans) = (0, 0);
        foreach (var parts in Enumerable.Range(0, 300).SelectMany(s => new[] { MeetingInstances.Tiny(s), RoundInstances.Tiny(s) }))
        {
            if ((new MeetingSolver(SearchEffort.Quick).Solve(parts.Problem, null, CancellationToken.None) as MeetingPlanResult.Planned)?.Plan is not { } plan)
                continue;
            // A plan with less in it has more to wish for.
            foreach (var meetings in new[] { plan.Meetings, [.. plan.Meetings.Skip(1)] })
            {
                var found = PlanStability.Of(parts.Problem, plan with { Meetings = meetings });

                Assert.That(found.Select(b => (b.Startup, b.Fund, b.Gain)), Is.EquivalentTo(ByDefinition(parts.Problem, meetings)));
                Assert.That(found.Select(b => b.Gain), Is.Ordered.Descending);
                foreach (var pair in found)
                    Assert.That(Fits(parts.Problem, meetings, pair), $"{pair}");
                blocking += found.Count;
                plans++;
            }
        }

        Assert.That((plans > 300, blocking > 100), Is.EqualTo((true, true)), $"{blocking} blocking pairs in {plans} plans");
    }

    [Test]
    public void Of_OptimalPlan_MayHaveSome()
    {
        // A-X is liked best by both; A-Y and B-X together are worth more.
        var problem = MeetingProblem.Create(
            [.. ExactMeetingSolverTests.Ids(1, 2).Select(id => new MeetingParticipant(id, 0, 1))],
            [.. ExactMeetingSolverTests.Ids(2, 2).Select(id => new MeetingParticipant(id, 0, 1))],
            rounds: 1,
            tables: 2,
            [new(0, 0, 100), new(0, 1, 90), new(1, 0, 80)]);

        var found = PlanStability.Of(problem, ExactMeetingSolverTests.Planned(ExactMeetingSolverTests.Solve(problem)));

        Assert.That(found, Is.EqualTo(new[] { new BlockingPair(0, 0, 100, 1, StartupGivesUp: 1, FundGivesUp: 1, Gain: 30) }));
    }

    private static IEnumerable<(int Startup, int Fund, long Gain)> ByDefinition(MeetingProblem problem, IReadOnlyList<Meeting> meetings)
    {
        var pinned = problem.Pins.Select(p => p.Key).ToHashSet();
        foreach (var pair in problem.Pairs.Where(p => !problem.Vetoes.Contains(p.Key) && meetings.All(m => m.Key != p.Key)))
        {
            var gains = from round in problem.CommonRounds(pair.Startup, pair.Fund)
                        from ofStartup in Choices(m => m.Startup == pair.Startup)
                        from ofFund in Choices(m => m.Fund == pair.Fund)
                        where (ofStartup?.Weight ?? -1) < pair.Weight && (ofFund?.Weight ?? -1) < pair.Weight
                        let blocking = new BlockingPair(pair.Startup, pair.Fund, pair.Weight, round, ofStartup?.Fund, ofFund?.Startup, (2 * pair.Weight) - (ofStartup?.Weight ?? 0) - (ofFund?.Weight ?? 0))
                        where blocking.Gain > 0 && Fits(problem, meetings, blocking)
                        select blocking.Gain;
            if (gains.DefaultIfEmpty().Max() is > 0 and var most)
                yield return (pair.Startup, pair.Fund, most);
        }

        IEnumerable<Meeting?> Choices(Func<Meeting, bool> isOwn)
        {
            yield return null;
            var own = meetings.Where(m => isOwn(m) && !pinned.Contains(m.Key)).OrderBy(m => m.Weight).ThenBy(m => m.Round).ToList();
            if (own.Count > 0)
                yield return own[0];
        }
    }

    private static bool Fits(MeetingProblem problem, IReadOnlyList<Meeting> meetings, BlockingPair pair)
    {
        var after = meetings.Where(m => !(m.Startup == pair.Startup && m.Fund == pair.StartupGivesUp) && !(m.Fund == pair.Fund && m.Startup == pair.FundGivesUp)).ToList();
        return problem.CommonRounds(pair.Startup, pair.Fund).Contains(pair.Round)
            && after.Count(m => m.Startup == pair.Startup) < problem.Startups[pair.Startup].Max
            && after.Count(m => m.Fund == pair.Fund) < problem.Funds[pair.Fund].Max
            && after.All(m => m.Round != pair.Round || (m.Startup != pair.Startup && m.Fund != pair.Fund))
            && (problem.Places is not { } places || after.Count(m => m.Round == pair.Round) < places);
    }
}
