using System.Numerics;

using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Verification;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans;

internal sealed class PlanVerifierTests
{
    // Startups A..C and funds X..Z, three rounds, two tables; A-X pinned, B-Y vetoed, C may meet once, A-Z is not eligible.
    private static readonly MeetingProblem _problem = MeetingProblem.Create(
        [.. ExactMeetingSolverTests.Ids(1, 3).Select((id, i) => new MeetingParticipant(id, i == 1 ? 1 : 0, i == 2 ? 1 : 3))],
        [.. ExactMeetingSolverTests.Ids(2, 3).Select(id => new MeetingParticipant(id, 0, 3))],
        rounds: 3,
        tables: 2,
        [new(0, 0, 10), new(0, 1, 80), new(1, 0, 70), new(1, 1, 99), new(1, 2, 60), new(2, 0, 40), new(2, 1, 50), new(2, 2, 20)],
        vetoes: [new(1, 1)],
        pins: [new(0, 0)]);

    private static readonly MeetingPlan _plan = ExactMeetingSolverTests.Planned(ExactMeetingSolverTests.Solve(_problem));

    [Test]
    public void Verify_PlanOfTheSolver_FindsNothing()
    {
        var verification = PlanVerifier.Verify(_problem, _plan);

        Assert.That(verification.Violations, Is.Empty);
        Assert.That((verification.Value, verification.UpperBound), Is.EqualTo(((Int128)270, (Int128?)270)));
        Assert.That(verification.IsValid, Is.True);
    }

    [Test]
    public void Verify_SwappedPair_IsRejected()
    {
        var (one, two) = (Find(0, 1), Find(1, 2));
        var plan = With(m => m == one ? m with { Fund = 2 } : m == two ? m with { Fund = 1 } : m);

        Assert.That(Codes(plan), Is.SupersetOf(new[] { PlanViolationCode.PairNotEligible, PlanViolationCode.PairVetoed, PlanViolationCode.ValueWrong }));
    }

    [Test]
    public void Verify_RepeatedPair_IsRejected()
    {
        var extra = Find(2, 1) with { Round = Enumerable.Range(1, 3).First(r => r != Find(2, 1).Round) };

        Assert.That(Codes(WithExtra(extra)),
            Is.SupersetOf(new[] { PlanViolationCode.PairRepeated, PlanViolationCode.AboveMaximum, PlanViolationCode.ValueWrong }));
    }

    [Test]
    public void Verify_OneMeetingOverTheMaximum_IsRejected()
    {
        var extra = new Meeting(Enumerable.Range(1, 3).First(r => r != Find(2, 1).Round), 2, 2, 2, 20);
        var plan = WithExtra(extra);

        Assert.That(PlanVerifier.Verify(_problem, plan).Violations,
            Has.Some.EqualTo(new PlanViolation(PlanViolationCode.AboveMaximum, Startup: 2, Actual: 2, Expected: 1)));
    }

    [Test]
    public void Verify_MinimumNotMet_IsRejected()
    {
        var plan = _plan with { Meetings = [.. _plan.Meetings.Where(m => m.Startup != 1)] };

        Assert.That(Codes(plan),
            Is.SupersetOf(new[] { PlanViolationCode.BelowMinimum, PlanViolationCode.ValueWrong, PlanViolationCode.OptimalWrong, PlanViolationCode.UnassignedWrong }));
    }

    [Test]
    public void Verify_PinLeftOut_IsRejected()
    {
        var plan = _plan with { Meetings = [.. _plan.Meetings.Where(m => m.Key != new PairKey(0, 0))] };

        Assert.That(Codes(plan), Does.Contain(PlanViolationCode.PinMissing));
    }

    [Test]
    public void Verify_SameRoundTwice_IsRejected()
    {
        var (round, other) = (Find(0, 0).Round, Find(0, 1));

        Assert.That(Codes(With(m => m == other ? m with { Round = round } : m)), Does.Contain(PlanViolationCode.ParticipantTwiceInRound));
    }

    [TestCase(0)]
    [TestCase(4)]
    [TestCase(int.MinValue)]
    public void Verify_RoundThatDoesNotExist_IsRejected(int round)
    {
        var moved = Find(2, 1);

        Assert.That(Codes(With(m => m == moved ? m with { Round = round } : m)), Is.EquivalentTo(new[] { PlanViolationCode.RoundOutOfRange }));
    }

    [TestCase(0)]
    [TestCase(3)]
    public void Verify_TableThatDoesNotExist_IsRejected(int table)
    {
        var moved = Find(2, 1);

        Assert.That(Codes(With(m => m == moved ? m with { Table = table } : m)), Is.EquivalentTo(new[] { PlanViolationCode.TableOutOfRange }));
    }

    [Test]
    public void Verify_TwoMeetingsAtOneTable_IsRejected()
    {
        var round = _plan.Meetings.CountBy(m => m.Round).First(r => r.Value == 2).Key;

        Assert.That(Codes(With(m => m.Round == round ? m with { Table = 1 } : m)), Is.EquivalentTo(new[] { PlanViolationCode.TableTwiceInRound }));
    }

    [Test]
    public void Verify_MoreMeetingsThanTables_IsRejected()
    {
        var codes = Codes(With(m => m with { Round = 1, Table = m.Startup + (3 * m.Fund) + 1 }));

        Assert.That(codes, Is.SupersetOf(new[] { PlanViolationCode.TooManyMeetingsInRound, PlanViolationCode.TableOutOfRange }));
    }

    [TestCase(-1, 0)]
    [TestCase(3, 0)]
    [TestCase(0, 3)]
    public void Verify_ParticipantThatDoesNotExist_IsRejected(int startup, int fund)
    {
        Assert.That(Codes(WithExtra(new Meeting(1, 1, startup, fund, 0))), Is.EquivalentTo(new[] { PlanViolationCode.UnknownParticipant }));
    }

    [Test]
    public void Verify_WrongDeclarations_AreRejectedEach()
    {
        var first = _plan.Meetings[0];
        Assert.That(Codes(_plan with { Value = _plan.Value + 1 }), Is.EquivalentTo(new[] { PlanViolationCode.ValueWrong }));
        Assert.That(Codes(_plan with { UpperBound = _plan.UpperBound - 1 }), Is.EquivalentTo(new[] { PlanViolationCode.UpperBoundWrong }));
        Assert.That(Codes(With(m => m == first ? m with { Weight = m.Weight + 1 } : m)), Is.EquivalentTo(new[] { PlanViolationCode.WeightWrong }));
        Assert.That(Codes(_plan with { Unassigned = [.. _plan.Unassigned, new(MeetingSide.Fund, 0, _problem.Funds[0].Id, UnassignedReason.NoCapacity)] }),
            Is.EquivalentTo(new[] { PlanViolationCode.UnassignedWrong }));
        Assert.That(Codes(_plan with { Unassigned = [.. _plan.Unassigned, new(MeetingSide.Fund, 9, Guid.Empty, UnassignedReason.NoCapacity)] }),
            Is.EquivalentTo(new[] { PlanViolationCode.UnassignedWrong }));
    }

    [Test]
    public void Verify_OptimalClaimedWithALooserBound_IsRejected()
    {
        var loose = _plan.Certificate with { TablePrices = [.. _plan.Certificate.TablePrices.Select(z => z + 1000)] };
        var bound = (long)NaiveBound(_problem, loose);
        var plan = _plan with { Certificate = loose, UpperBound = bound };

        Assert.That(Codes(plan), Is.EquivalentTo(new[] { PlanViolationCode.OptimalWrong }));
        Assert.That(Codes(plan with { Optimal = false }), Is.Empty);
    }

    [Test]
    public void Verify_ChangedPrice_IsRejectedWhereverItChangesTheBound()
    {
        var (changed, kept) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var problem = MeetingInstances.Tiny(seed).Problem;
            if (ExactMeetingSolverTests.Solve(problem) is not MeetingPlanResult.Planned { Plan: var plan })
                continue;
            foreach (var certificate in Changes(plan.Certificate))
            {
                var codes = PlanVerifier.Verify(problem, plan with { Certificate = certificate }).Violations.Select(v => v.Code);
                if (NaiveBound(problem, certificate) == plan.UpperBound)
                {
                    Assert.That(codes, Is.Empty, $"seed {seed}");
                    kept++;
                    continue;
                }

                Assert.That(codes, Is.EquivalentTo(new[] { PlanViolationCode.UpperBoundWrong, PlanViolationCode.OptimalWrong }), $"seed {seed}");
                changed++;
            }
        }

        Assert.That((changed > 500, kept > 50), Is.EqualTo((true, true)), $"{changed} changed, {kept} kept");
    }

    [Test]
    public void Verify_CertificateOfTheWrongShape_IsRejected()
    {
        var certificate = _plan.Certificate;
        MeetingCertificate[] wrong =
        [
            certificate with { StartupPrices = [.. certificate.StartupPrices.Skip(1)] },
            certificate with { FundPrices = [.. certificate.FundPrices, 0] },
            certificate with { TablePrices = [] },
            certificate with { RoundPrices = [new(MeetingSide.Fund, 3, 1, 1)] },
            certificate with { RoundPrices = [new(MeetingSide.Fund, 0, 4, 1)] },
            certificate with { RoundPrices = [new(MeetingSide.Fund, 0, 1, 1), new(MeetingSide.Fund, 0, 1, 2)] },
        ];

        foreach (var one in wrong)
            Assert.That(Codes(_plan with { Certificate = one }), Does.Contain(PlanViolationCode.PricesIncomplete));
    }

    [Test]
    public void Verify_NegativePriceOfTableOrRound_IsRejected()
    {
        var certificate = _plan.Certificate;
        var table = certificate with { TablePrices = [-1, .. certificate.TablePrices.Skip(1)] };
        var round = certificate with { RoundPrices = [new(MeetingSide.Startup, 0, 1, -1)] };

        Assert.That(Codes(_plan with { Certificate = table }), Does.Contain(PlanViolationCode.PriceNegative));
        Assert.That(Codes(_plan with { Certificate = round }), Does.Contain(PlanViolationCode.PriceNegative));
    }

    [Test]
    public void Verify_PricesThatWouldOverflow_AreStillSummedExactly()
    {
        var certificate = _plan.Certificate with { StartupPrices = [long.MaxValue, long.MaxValue, long.MinValue] };

        var verification = PlanVerifier.Verify(_problem, _plan with { Certificate = certificate });

        Assert.That((BigInteger)verification.UpperBound!.Value, Is.EqualTo(NaiveBound(_problem, certificate)));
    }

    // A may come in round 1 only, Z in round 2 only, so A-Z has no round. A's round price alone proves that A-X is best.
    [Test]
    public void Verify_AvailabilityWithRoundPrices_FollowsTheFullFormula()
    {
        var problem = Partial();
        var plan = PartialPlan(problem, round: 1);

        var verification = PlanVerifier.Verify(problem, plan);

        Assert.That(verification.Violations, Is.Empty);
        Assert.That(verification.UpperBound, Is.EqualTo((Int128?)NaiveLong(problem, plan.Certificate)));
    }

    [Test]
    public void Verify_RandomPricesAndAvailability_GivesTheBoundOfTheFormula()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var parts = MeetingInstances.Tiny(seed);
            var problem = (parts with
            {
                Startups = [.. parts.Startups.Select(v => v with { Available = Some(parts.Rounds, random) })],
                Funds = [.. parts.Funds.Select(v => v with { Available = Some(parts.Rounds, random) })],
            }).Problem;
            var certificate = new MeetingCertificate
            {
                StartupPrices = [.. problem.Startups.Select(_ => random.NextInt64(-9, 10))],
                FundPrices = [.. problem.Funds.Select(_ => random.NextInt64(-9, 10))],
                TablePrices = problem.Tables is null ? [] : [.. Enumerable.Range(0, problem.Rounds).Select(_ => random.NextInt64(0, 10))],
                RoundPrices = [.. from side in Enum.GetValues<MeetingSide>()
                    from index in Enumerable.Range(0, (side == MeetingSide.Startup ? problem.Startups : problem.Funds).Count)
                    from round in Enumerable.Range(1, problem.Rounds)
                    where random.Next(2) == 0
                    select new RoundPrice(side, index, round, random.NextInt64(0, 10))],
            };

            var verification = PlanVerifier.Verify(problem, _plan with { Certificate = certificate });

            Assert.That((BigInteger)verification.UpperBound!.Value, Is.EqualTo(NaiveBound(problem, certificate)), $"seed {seed}");
        }

        static int[]? Some(int rounds, Random random) =>
            random.Next(2) == 0 ? null : [.. Enumerable.Range(1, rounds).Where(_ => random.Next(3) > 0)];
    }

    [Test]
    public void Verify_MaximumAboveAvailableRounds_CountsTheRounds()
    {
        var problem = Partial();
        var priced = PartialPlan(problem, round: 1) with
        {
            Certificate = new() { StartupPrices = [5, 0], FundPrices = [0, 0, 0], TablePrices = [0, 0], RoundPrices = [new(MeetingSide.Startup, 1, 2, 3)] },
        };

        Assert.That(PlanVerifier.Verify(problem, priced).Violations, Is.Empty);
    }

    [Test]
    public void Verify_MeetingInAnUnavailableRound_IsRejected()
    {
        var problem = Partial();

        var violations = PlanVerifier.Verify(problem, PartialPlan(problem, round: 2)).Violations;

        Assert.That(violations, Is.EquivalentTo(new[] { new PlanViolation(PlanViolationCode.ParticipantUnavailable, Startup: 0, Round: 2) }));
    }

    [Test]
    public void Verify_PinnedRoundNotKept_IsRejected()
    {
        var parts = MeetingParts.Of(Partial());
        var problem = (parts with { Pins = [new(1, 1, 1)] }).Problem;

        var violations = PlanVerifier.Verify(problem, PartialPlan(problem, round: 1)).Violations;

        Assert.That(violations, Is.EquivalentTo(new[] { new PlanViolation(PlanViolationCode.PinInOtherRound, 1, 1, 2, Expected: 1) }));
    }

    private static MeetingProblem Partial()
    {
        var (startups, funds) = (ExactMeetingSolverTests.Ids(1, 2), ExactMeetingSolverTests.Ids(2, 3));
        return MeetingProblem.Create(
            [new(startups[0], 0, 3, [1]), new(startups[1], 0, 3, [2])],
            [new(funds[0], 0, 3), new(funds[1], 0, 3), new(funds[2], 0, 3, [2])],
            rounds: 2,
            tables: 2,
            [new(0, 0, 5), new(0, 1, 4), new(0, 2, 100), new(1, 1, 3)]);
    }

    private static MeetingPlan PartialPlan(MeetingProblem problem, int round) => new()
    {
        Meetings = [new(round, 1, 0, 0, 5), new(2, 2, 1, 1, 3)],
        Value = 8,
        UpperBound = 8,
        Optimal = true,
        Certificate = new()
        {
            StartupPrices = [0, 0],
            FundPrices = [0, 0, 0],
            TablePrices = [0, 0],
            RoundPrices = [new(MeetingSide.Startup, 0, 1, 5), new(MeetingSide.Startup, 1, 2, 3)],
        },
        Unassigned = [new(MeetingSide.Fund, 2, problem.Funds[2].Id, UnassignedReason.NotWorthIt)],
    };

    private static Meeting Find(int startup, int fund) => _plan.Meetings.Single(m => m.Key == new PairKey(startup, fund));

    private static MeetingPlan With(Func<Meeting, Meeting> change) => _plan with { Meetings = [.. _plan.Meetings.Select(change)] };

    private static MeetingPlan WithExtra(Meeting meeting) => _plan with { Meetings = [.. _plan.Meetings, meeting] };

    private static IEnumerable<PlanViolationCode> Codes(MeetingPlan plan) => PlanVerifier.Verify(_problem, plan).Violations.Select(v => v.Code).Distinct();

    private static IEnumerable<MeetingCertificate> Changes(MeetingCertificate certificate)
    {
        for (var i = 0; i < certificate.StartupPrices.Count; i++)
        {
            yield return certificate with { StartupPrices = Changed(certificate.StartupPrices, i, 1) };
            yield return certificate with { StartupPrices = Changed(certificate.StartupPrices, i, -1) };
        }

        for (var i = 0; i < certificate.FundPrices.Count; i++)
        {
            yield return certificate with { FundPrices = Changed(certificate.FundPrices, i, 1) };
            yield return certificate with { FundPrices = Changed(certificate.FundPrices, i, -1) };
        }

        for (var i = 0; i < certificate.TablePrices.Count; i++)
            yield return certificate with { TablePrices = Changed(certificate.TablePrices, i, 1) };
    }

    private static long[] Changed(IReadOnlyList<long> prices, int index, long by) => [.. prices.Select((p, i) => i == index ? p + by : p)];

    private static long NaiveLong(MeetingProblem problem, MeetingCertificate certificate) => (long)NaiveBound(problem, certificate);

    // The formula again, in unbounded integers and without any regard for speed.
    private static BigInteger NaiveBound(MeetingProblem problem, MeetingCertificate c)
    {
        var all = Enumerable.Range(1, problem.Rounds).ToArray();
        BigInteger Term(MeetingParticipant v, BigInteger p) => p > 0 ? p * Math.Min(v.Max, (v.Available ?? all).Count) : p * v.Min;
        BigInteger U(MeetingSide side, int index, int round) =>
            c.RoundPrices.Where(u => u.Side == side && u.Index == index && u.Round == round).Aggregate(BigInteger.Zero, (sum, u) => sum + u.Price);
        var bound = problem.Startups.Select((v, i) => Term(v, c.StartupPrices[i])).Concat(problem.Funds.Select((v, i) => Term(v, c.FundPrices[i])))
            .Aggregate(BigInteger.Zero, (sum, term) => sum + term);
        bound += c.RoundPrices.Aggregate(BigInteger.Zero, (sum, u) => sum + u.Price);
        bound += c.TablePrices.Aggregate(BigInteger.Zero, (sum, z) => sum + z) * (problem.Tables ?? 0);
        foreach (var pair in problem.Pairs.Where(p => !problem.Vetoes.Contains(p.Key)))
        {
            var common = (problem.Startups[pair.Startup].Available ?? all).Intersect(problem.Funds[pair.Fund].Available ?? all).ToArray();
            if (common.Length == 0)
                continue;
            var slack = common.Max(r => pair.Weight - (BigInteger)c.StartupPrices[pair.Startup] - c.FundPrices[pair.Fund]
                - U(MeetingSide.Startup, pair.Startup, r) - U(MeetingSide.Fund, pair.Fund, r) - (problem.Tables is null ? 0 : c.TablePrices[r - 1]));
            bound += problem.Pins.Any(pin => pin.Key == pair.Key) ? slack : BigInteger.Max(0, slack);
        }

        return bound;
    }
}
