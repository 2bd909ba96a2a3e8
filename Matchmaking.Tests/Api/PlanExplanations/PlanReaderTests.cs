using Matchmaking.Api.Plans;
using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;
using Matchmaking.Core.Plans.Tables;
using Matchmaking.Core.Plans.Tables.Solving;
using Matchmaking.Core.Plans.Tables.Verification;
using Matchmaking.Core.Plans.Verification;
using Matchmaking.Tests.Core.Plans;
using Matchmaking.Tests.Core.Plans.Rounds;
using Matchmaking.Tests.Core.Plans.Tables;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanExplanations;

/// <summary>A stored plan gives back the problem and the plan that it was made of.</summary>
internal sealed class PlanReaderTests
{
    private static IEnumerable<MeetingParts> Meetings =>
    [
        .. Enumerable.Range(0, 60).Select(MeetingInstances.Tiny),
        .. Enumerable.Range(0, 60).Select(RoundInstances.Tiny),
        .. Enumerable.Range(0, 4).Select(MeetingInstances.Middling),
        .. Enumerable.Range(0, 3).Select(RoundInstances.Middling),
        .. Enumerable.Range(0, 40).Select(s => MeetingInstances.Tiny(s) with { Terms = new MeetingTerms { Objective = MeetingObjective.Fair, Seed = s } }),
    ];

    [Test]
    public void Meetings_WhatASolverMade_SameProblemAndPlanAndValid()
    {
        var count = 0;
        foreach (var (problem, plan) in Planned())
        {
            var document = StoredPlans.Of(problem, plan);

            var (read, again) = PlanReader.Meetings(document);

            AssertSame(read, problem);
            Assert.That(again.Meetings, Is.EqualTo(plan.Meetings));
            Assert.That((again.Value, again.UpperBound, again.Optimal), Is.EqualTo((plan.Value, plan.UpperBound, plan.Optimal)));
            Assert.That(again.Certificate.StartupPrices, Is.EqualTo(plan.Certificate.StartupPrices));
            Assert.That(again.Certificate.FundPrices, Is.EqualTo(plan.Certificate.FundPrices));
            Assert.That(again.Certificate.TablePrices, Is.EqualTo(plan.Certificate.TablePrices));
            Assert.That(again.Certificate.RoundPrices, Is.EquivalentTo(plan.Certificate.RoundPrices));
            Assert.That(again.Unassigned, Is.EqualTo(plan.Unassigned));
            Assert.That(PlanVerifier.Verify(read, again).Violations, Is.Empty);
            count++;
        }

        Assert.That(count, Is.GreaterThan(60));
    }

    [Test]
    public void Meetings_OldDocumentWithoutParties_TheSame()
    {
        foreach (var (problem, plan) in Planned().Where(p => p.Problem.Terms.Objective == MeetingObjective.Total))
        {
            var document = StoredPlans.Of(problem, plan);
            var old = document with { Certificate = document.Certificate with { Prices = [.. document.Certificate.Prices.Select(p => p with { Party = null })] } };

            var (read, again) = PlanReader.Meetings(old);

            // Who has no pair at all may be on either side.
            var paired = problem.Pairs.Where(p => !problem.Vetoes.Contains(p.Key)).Select(p => problem.Startups[p.Startup].Id).ToHashSet();
            Assert.That(read.Startups.Select(s => s.Id), Is.SupersetOf(paired));
            Assert.That(read.Startups.Count + read.Funds.Count, Is.EqualTo(problem.Startups.Count + problem.Funds.Count));
            Assert.That(PlanVerifier.Verify(read, again with { Unassigned = [] }).Violations.Where(v => v.Code != PlanViolationCode.UnassignedWrong), Is.Empty);
        }
    }

    [Test]
    public void Meetings_ADocumentOfNoProblem_Unreadable()
    {
        var (problem, plan) = Planned().First(p => p.Plan.Meetings.Count > 1);
        var document = StoredPlans.Of(problem, plan);
        var certificate = document.Certificate;

        foreach (var broken in new[]
        {
            document with { Value = 0.00005m },
            document with { Value = decimal.MaxValue },
            document with { Certificate = certificate with { Rounds = -1 } },
            document with { Certificate = certificate with { Weights = [.. certificate.Weights, certificate.Weights[0]] } },
            document with { Certificate = certificate with { Prices = [.. certificate.Prices, certificate.Prices[0]] } },
            document with { Certificate = certificate with { Prices = [.. certificate.Prices.Where(p => p.RegistrationId != certificate.Weights[0].FundRegistrationId)] } },
        })
        {
            Assert.That(() => PlanReader.Meetings(broken), Throws.TypeOf<PlanUnreadableException>());
        }

        Assert.That(() => SeatingReader.Read(document), Throws.TypeOf<PlanUnreadableException>());
    }

    [Test]
    public void Seatings_WhatASolverMade_SameProblemAndPlanAndValid()
    {
        var count = 0;
        for (var seed = 0UL; seed < 60; seed++)
        {
            foreach (var problem in new[] { WithAllTables(TableInstances.Round(seed)), TableInstances.Long(seed) })
            {
                ITableSolver solver = problem.Layout is TableLayout.LongTable ? new LongTableSolver() : new RoundTableSolver();
                if (solver.Solve(problem, 20_000, null, CancellationToken.None) is not TablePlanResult.Planned { Plan: var plan })
                    continue;

                var (read, again) = SeatingReader.Read(StoredPlans.Of(problem, plan));

                Assert.That(read.Participants, Is.EqualTo(problem.Participants));
                Assert.That(read.Layout, Is.EqualTo(problem.Layout));
                Assert.That(read.Weights, Is.EqualTo(problem.Weights));
                Assert.That((read.Apart, read.Together, read.Seed), Is.EqualTo((problem.Apart, problem.Together, problem.Seed)));
                Assert.That(again.Seats, Is.EquivalentTo(plan.Seats));
                Assert.That((again.Value, again.UpperBound, again.Optimal), Is.EqualTo((plan.Value, plan.UpperBound, plan.Optimal)));
                Assert.That(again.Certificate.Prices, Is.EqualTo(plan.Certificate.Prices));
                Assert.That(TableVerifier.Verify(read, again).Violations, Is.Empty);
                count++;
            }
        }

        Assert.That(count, Is.GreaterThan(60));
    }

    private static IEnumerable<(MeetingProblem Problem, MeetingPlan Plan)> Planned()
    {
        foreach (var parts in Meetings)
        {
            // Sessions have tables.
            var problem = (parts with { Tables = parts.Tables ?? 100 }).Problem;
            if (new MeetingSolver(SearchEffort.Quick).Solve(problem, null, CancellationToken.None) is MeetingPlanResult.Planned { Plan: var plan })
                yield return (problem, plan);
        }
    }

    // A document tells the most that a participant can use, and a vetoed pair by its veto alone.
    private static void AssertSame(MeetingProblem read, MeetingProblem problem)
    {
        Assert.That(read.Startups.Select(Limits), Is.EqualTo(problem.Startups.Select(v => Limits(v with { Max = Math.Min(v.Max, v.Available?.Count ?? problem.Rounds) }))));
        Assert.That(read.Funds.Select(Limits), Is.EqualTo(problem.Funds.Select(v => Limits(v with { Max = Math.Min(v.Max, v.Available?.Count ?? problem.Rounds) }))));
        Assert.That(read.Pairs, Is.EqualTo(problem.Pairs.Where(p => !problem.Vetoes.Contains(p.Key))));
        Assert.That((read.Rounds, read.Tables), Is.EqualTo((problem.Rounds, problem.Tables)));
        Assert.That(read.Vetoes, Is.EqualTo(problem.Vetoes));
        Assert.That(read.Pins, Is.EqualTo(problem.Pins));
        Assert.That((read.Terms.Objective, read.Terms.Seed), Is.EqualTo((problem.Terms.Objective, problem.Terms.Seed)));
    }

    private static string Limits(MeetingParticipant v) => $"{v.Id} {v.Min}..{v.Max} {(v.Available is { } rounds ? string.Join(',', rounds) : "all")}";

    // Sessions have no closed tables.
    private static TableProblem WithAllTables(TableProblem problem) =>
        TableInstances.With(problem, (TableLayout.RoundTables)problem.Layout with { ClosedTables = [] }, problem.Apart, problem.Together);
}
