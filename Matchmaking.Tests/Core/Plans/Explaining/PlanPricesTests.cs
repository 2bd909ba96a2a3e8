using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Explaining;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Tests.Core.Plans.Rounds;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Explaining;

/// <summary>Marginal gains and displacement costs against plans that are made anew for the changed problem.</summary>
internal sealed class PlanPricesTests
{
    private static IEnumerable<(string Name, MeetingParts Parts)> Everywhere =>
    [
        .. Enumerable.Range(0, 250).Select(s => ($"tiny {s}", MeetingInstances.Tiny(s))),
        .. Enumerable.Range(0, 6).Select(s => ($"middling {s}", MeetingInstances.Middling(s))),
    ];

    [Test]
    public void Of_EverybodyThere_AgreesWithSolvingAnew()
    {
        var (plans, gaining) = (0, 0);
        foreach (var (name, parts) in Everywhere)
        {
            if (Best(parts) is not { } plan)
                continue;
            var gains = PlanPrices.Of(parts.Problem, plan, CancellationToken.None);

            Assert.That(gains.Table.Adds, Is.EqualTo(Best(parts with { Tables = parts.Tables + 1 })!.Value - plan.Value), $"{name}: table");
            Assert.That(gains.Round.Adds, Is.EqualTo(Best(Longer(parts))!.Value - plan.Value), $"{name}: round");
            Assert.That(gains.Round.AtMost, Is.GreaterThanOrEqualTo(gains.Round.Adds), $"{name}: bound");
            gaining += AssertMeetings(name, parts, plan, gains);
            AssertPins(name, parts, plan, gains);
            plans++;
        }

        Assert.That((plans > 80, gaining > 30), Is.EqualTo((true, true)), $"{plans} plans, {gaining} of them with a maximum that costs something");
    }

    [Test]
    public void Of_Fair_AgreesWithSolvingAnew()
    {
        var gaining = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var parts = MeetingInstances.Tiny(seed) with { Terms = new MeetingTerms { Objective = MeetingObjective.Fair } };
            if (Best(parts) is not { } plan)
                continue;
            var gains = PlanPrices.Of(parts.Problem, plan, CancellationToken.None);

            Assert.That(gains.Table.Adds, Is.EqualTo(Best(parts with { Tables = parts.Tables + 1 })!.Value - plan.Value), $"{seed}: table");
            gaining += AssertMeetings($"fair {seed}", parts, plan, gains);
            AssertPins($"fair {seed}", parts, plan, gains);
        }

        Assert.That(gaining, Is.GreaterThan(10));
    }

    [Test]
    public void Of_WithAvailability_ExactWhereItSaysSoAndWithinTheBound()
    {
        var (exact, all) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var parts = RoundInstances.Tiny(seed);
            if (Thorough(parts.Problem) is not { } plan)
                continue;
            foreach (var (side, index, gain) in PlanPrices.Of(parts.Problem, plan, CancellationToken.None).Meetings)
            {
                var more = Thorough(parts.Problem.WithMeeting(side, index))!.Value - plan.Value;
                Assert.That(gain.AtMost, Is.GreaterThanOrEqualTo(more), $"{seed}: {side} {index}");
                Assert.That(gain.Adds ?? more, Is.EqualTo(more), $"{seed}: {side} {index}");
                exact += gain.Adds is null ? 0 : 1;
                all++;
            }
        }

        Assert.That(exact, Is.GreaterThan(all / 2).And.GreaterThan(20), $"{exact} of {all}");
    }

    [Test]
    public void Of_PlanWithAGap_OnlyTheBound()
    {
        var parts = MeetingInstances.Middling(1);
        var plan = Best(parts)!;
        var worse = plan with { Meetings = [.. plan.Meetings.Skip(1)], Value = plan.Value - plan.Meetings[0].Weight, Optimal = false };

        var gains = PlanPrices.Of(parts.Problem, worse, CancellationToken.None);

        Assert.That(gains.Round.Adds, Is.Null);
        Assert.That(gains.Meetings.Select(m => m.Gain.Adds), Has.All.Null);
        Assert.That(gains.Meetings.Select(m => m.Gain.AtMost), Has.All.GreaterThanOrEqualTo(plan.Meetings[0].Weight));
    }

    [Test]
    public void Forcing_EveryPairThatDoesNotMeet_CostsWhatSolvingAnewSays()
    {
        var (possible, impossible) = (0, 0);
        foreach (var (name, parts) in Everywhere.Take(252))
        {
            if (Best(parts) is not { } plan)
                continue;
            var apart = parts.Problem.Vetoes.Concat(plan.Meetings.Select(m => m.Key)).ToHashSet();
            foreach (var pair in parts.Problem.Pairs.Select(p => p.Key).Where(k => !apart.Contains(k)).Take(40))
            {
                var forced = PairForcing.Of(parts.Problem, plan, pair, CancellationToken.None);
                var anew = ExactMeetingSolverTests.Solve(parts.Problem.WithPin(pair)) as MeetingPlanResult.Planned;

                Assert.That(forced.Cost, Is.EqualTo(plan.Value - anew?.Plan.Value), $"{name}: {pair}");
                Assert.That(forced.IsExact, $"{name}: {pair}");
                Assert.That(forced.Conflicts, anew is null ? Is.Not.Empty : Is.Empty, $"{name}: {pair}");
                (possible, impossible) = anew is null ? (possible, impossible + 1) : (possible + 1, impossible);
            }
        }

        Assert.That((possible > 100, impossible > 20), Is.EqualTo((true, true)), $"{possible} possible, {impossible} not");
    }

    [Test]
    public void Forcing_WithAvailability_ExactWhereItSaysSo()
    {
        var (exact, all) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var problem = RoundInstances.Tiny(seed).Problem;
            if (Thorough(problem) is not { } plan)
                continue;
            var apart = problem.Vetoes.Concat(plan.Meetings.Select(m => m.Key)).ToHashSet();
            foreach (var pair in problem.Pairs.Select(p => p.Key).Where(k => !apart.Contains(k) && problem.CommonRounds(k.Startup, k.Fund).Count > 0))
            {
                var forced = PairForcing.Of(problem, plan, pair, CancellationToken.None);
                var anew = Thorough(problem.WithPin(pair));

                Assert.That(forced.Cost ?? (plan.Value - anew?.Value), Is.EqualTo(plan.Value - anew?.Value), $"{seed}: {pair}");
                exact += forced.IsExact ? 1 : 0;
                all++;
            }
        }

        Assert.That(exact, Is.GreaterThan(all * 3 / 4).And.GreaterThan(30), $"{exact} of {all}");
    }

    private static int AssertMeetings(string name, MeetingParts parts, MeetingPlan plan, MarginalGains gains)
    {
        var gaining = 0;
        foreach (var (side, index, gain) in gains.Meetings)
        {
            var expected = ExactMeetingSolverTests.Planned(ExactMeetingSolverTests.Solve(parts.Problem.WithMeeting(side, index))).Value - plan.Value;
            Assert.That(gain.Adds, Is.EqualTo(expected), $"{name}: {side} {index}");
            Assert.That(gain.AtMost, Is.GreaterThanOrEqualTo(expected), $"{name}: {side} {index}");
            gaining += expected > 0 ? 1 : 0;
        }

        return gaining;
    }

    private static void AssertPins(string name, MeetingParts parts, MeetingPlan plan, MarginalGains gains)
    {
        Assert.That(gains.Pins.Select(p => p.Pair), Is.EqualTo(parts.Problem.Pins.Select(p => p.Key)));
        foreach (var (pair, gain) in gains.Pins)
        {
            var expected = ExactMeetingSolverTests.Planned(ExactMeetingSolverTests.Solve(parts.Problem.WithoutPin(pair))).Value - plan.Value;
            Assert.That(gain.Adds, Is.EqualTo(expected), $"{name}: {pair}");
            Assert.That(gain.AtMost, Is.GreaterThanOrEqualTo(expected), $"{name}: {pair}");
        }
    }

    // Whoever had a maximum of all rounds may meet in the new one too.
    private static MeetingParts Longer(MeetingParts parts)
    {
        MeetingParticipant Of(MeetingParticipant v) => v.Max >= parts.Rounds ? v with { Max = Math.Max(v.Max, parts.Rounds + 1) } : v;
        return parts with { Rounds = parts.Rounds + 1, Startups = [.. parts.Startups.Select(Of)], Funds = [.. parts.Funds.Select(Of)] };
    }

    private static MeetingPlan? Best(MeetingParts parts) => (ExactMeetingSolverTests.Solve(parts.Problem) as MeetingPlanResult.Planned)?.Plan;

    private static MeetingPlan? Thorough(MeetingProblem problem) =>
        (new MeetingSolver(SearchEffort.Quick).Solve(problem, null, CancellationToken.None) as MeetingPlanResult.Planned)?.Plan is { Optimal: true } plan ? plan : null;
}
