using System.Numerics;

using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans;

/// <summary>What the verifier says where fairness comes first and tables are closed.</summary>
internal sealed class PlanVerifierTermsTests
{
    // Three rounds, three tables of which the second is closed; fairness gives every startup a meeting before A gets its second.
    private static readonly MeetingProblem _problem = MeetingProblem.Create(
        [.. ExactMeetingSolverTests.Ids(1, 3).Select((id, i) => new MeetingParticipant(id, i == 1 ? 1 : 0, 3))],
        [.. ExactMeetingSolverTests.Ids(2, 2).Select(id => new MeetingParticipant(id, 0, 2))],
        rounds: 3,
        tables: 3,
        [new(0, 0, 90), new(0, 1, 80), new(1, 0, 70), new(1, 1, 60), new(2, 1, 5)],
        terms: new() { Objective = MeetingObjective.Fair, ClosedTables = [2] });

    private static readonly MeetingPlan _plan = ExactMeetingSolverTests.Planned(ExactMeetingSolverTests.Solve(_problem));

    [Test]
    public void Verify_FairPlan_CountsWeightsAndFairness()
    {
        var verification = PlanVerifier.Verify(_problem, _plan);

        // M = 1 + 305. One startup has two meetings and two have one: 3 + 2, 3 and 3 units; weights 90 + 80 + 70 + 5 less the weakest that four meetings leave out.
        Assert.That(verification.Violations, Is.Empty);
        Assert.That(_plan.Certificate.FairScale, Is.EqualTo(306));
        Assert.That(string.Join(" ", _plan.Meetings.CountBy(m => m.Startup).Select(c => c.Value).Order()), Is.EqualTo("1 1 2"));
        Assert.That(verification.Value, Is.EqualTo((Int128)((306 * 11) + _plan.Meetings.Sum(m => m.Weight))));
        Assert.That(_plan.Meetings.Sum(m => m.Weight), Is.EqualTo(90 + 80 + 70 + 5));
    }

    [TestCase(0)]
    [TestCase(-306)]
    [TestCase(305)]
    public void Verify_FairScaleThatWeightsCouldOutweigh_IsRejected(long scale)
    {
        var plan = _plan with { Certificate = _plan.Certificate with { FairScale = scale } };

        Assert.That(PlanVerifier.Verify(_problem, plan).Violations,
            Has.Some.EqualTo(new PlanViolation(PlanViolationCode.FairScaleWrong, Actual: scale, Expected: 306)));
    }

    [Test]
    public void Verify_LargerFairScale_IsAnotherValueAndBound()
    {
        var plan = _plan with { Certificate = _plan.Certificate with { FairScale = 307 } };

        Assert.That(PlanVerifier.Verify(_problem, plan).Violations.Select(v => v.Code), Is.SupersetOf(new[] { PlanViolationCode.ValueWrong }));
    }

    [Test]
    public void Verify_FairScaleWhereTheTotalIsWanted_IsRejected()
    {
        var problem = (MeetingParts.Of(_problem) with { Terms = new() { ClosedTables = [2] } }).Problem;
        var plan = ExactMeetingSolverTests.Planned(ExactMeetingSolverTests.Solve(problem));

        var codes = PlanVerifier.Verify(problem, plan with { Certificate = plan.Certificate with { FairScale = 306 } }).Violations.Select(v => v.Code);

        Assert.That(PlanVerifier.Verify(problem, plan).Violations, Is.Empty);
        Assert.That(codes, Does.Contain(PlanViolationCode.FairScaleWrong));
    }

    // The plan of highest weight is no fair plan, whatever it claims.
    [Test]
    public void Verify_PlanOfTheTotalClaimedToBeFair_IsRejected()
    {
        var total = (MeetingParts.Of(_problem) with { Terms = new() { ClosedTables = [2] } }).Problem;
        var plan = ExactMeetingSolverTests.Planned(ExactMeetingSolverTests.Solve(total));

        var codes = PlanVerifier.Verify(_problem, plan with { Certificate = _plan.Certificate, UpperBound = _plan.UpperBound }).Violations.Select(v => v.Code);

        Assert.That(codes, Is.SupersetOf(new[] { PlanViolationCode.ValueWrong, PlanViolationCode.OptimalWrong }));
    }

    [Test]
    public void Verify_MeetingAtAClosedTable_IsRejected()
    {
        var first = _plan.Meetings[0];
        var plan = _plan with { Meetings = [first with { Table = 2 }, .. _plan.Meetings.Skip(1)] };

        Assert.That(PlanVerifier.Verify(_problem, plan).Violations,
            Is.EqualTo(new[] { new PlanViolation(PlanViolationCode.TableClosed, first.Startup, first.Fund, first.Round, 2) }));
    }

    [Test]
    public void Verify_MoreMeetingsThanOpenTables_IsRejected()
    {
        var plan = _plan with { Meetings = [.. _plan.Meetings.Select((m, i) => m with { Round = i < 3 ? 1 : m.Round, Table = i + 1 })] };

        Assert.That(PlanVerifier.Verify(_problem, plan).Violations,
            Has.Some.EqualTo(new PlanViolation(PlanViolationCode.TooManyMeetingsInRound, Round: 1, Actual: 3, Expected: 2)));
    }

    [Test]
    public void Verify_ChangedPricesOfFairPlans_AreRejectedWhereverTheyChangeTheBound()
    {
        var (changed, kept) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var problem = (MeetingInstances.Tiny(seed) with { Terms = new() { Objective = MeetingObjective.Fair } }).Problem;
            if (ExactMeetingSolverTests.Solve(problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            for (var s = 0; s < problem.Startups.Count; s++)
            {
                long[] prices = [.. plan.Certificate.StartupPrices];
                prices[s] += random.NextInt64(-2, 3) * (random.Next(2) == 0 ? 1 : plan.Certificate.FairScale);
                var certificate = plan.Certificate with { StartupPrices = prices };

                var verification = PlanVerifier.Verify(problem, plan with { Certificate = certificate });

                Assert.That((BigInteger)verification.UpperBound!.Value, Is.EqualTo(NaiveBound(problem, certificate)), $"seed {seed}");
                Assert.That(verification.IsValid, Is.EqualTo(verification.UpperBound == plan.UpperBound), $"seed {seed}");
                _ = verification.IsValid ? kept++ : changed++;
            }
        }

        Assert.That((changed > 100, kept > 50), Is.EqualTo((true, true)), $"{changed} changed, {kept} kept");
    }

    private static BigInteger NaiveBound(MeetingProblem problem, MeetingCertificate c)
    {
        var bound = (BigInteger)(problem.Places ?? 0) * c.TablePrices.Sum();
        for (var s = 0; s < problem.Startups.Count; s++)
        {
            var (min, max) = (problem.Startups[s].Min, Math.Min(problem.Startups[s].Max, problem.Rounds));
            bound += Enumerable.Range(min, Math.Max(1, max - min + 1)).Max(k => ((BigInteger)c.StartupPrices[s] * k)
                + (Enumerable.Range(1, k).Sum(j => problem.Rounds - j + 1) * (BigInteger)c.FairScale));
        }

        for (var f = 0; f < problem.Funds.Count; f++)
            bound += (BigInteger)c.FundPrices[f] * (c.FundPrices[f] > 0 ? Math.Min(problem.Funds[f].Max, problem.Rounds) : problem.Funds[f].Min);
        foreach (var pair in problem.Pairs.Where(p => !problem.Vetoes.Contains(p.Key)))
        {
            var slack = (BigInteger)pair.Weight - c.StartupPrices[pair.Startup] - c.FundPrices[pair.Fund] - (c.TablePrices.Count == 0 ? 0 : c.TablePrices[0]);
            bound += problem.Pins.Any(pin => pin.Key == pair.Key) ? slack : BigInteger.Max(0, slack);
        }

        return bound;
    }
}
