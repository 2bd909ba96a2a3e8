using Matchmaking.Core.Plans;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans;

internal sealed class PlanInfeasibilityTests
{
    private const int ManyRounds = 40;

    [Test]
    public void Solve_InfeasibleProblems_NamesAnIrreducibleConflictAndWorkingRelaxations()
    {
        var seen = new HashSet<PlanLimit>();
        var checkedProblems = 0;

        for (var seed = 0; seed < 900; seed++)
        {
            var problem = Tightened(seed);
            if (ExactMeetingSolverTests.Solve(problem) is not MeetingPlanResult.Infeasible { Reason: var reason })
                continue;
            if (reason.Conflicts.Any(c => c.Limit is PlanLimit.PinExcluded or PlanLimit.PinVetoed or PlanLimit.PinsOverMax))
                continue;
            var all = reason.Conflicts;
            Assert.That(Holds(problem, all), Is.False, $"seed {seed}: the listed limits must conflict");
            foreach (var dropped in all)
                Assert.That(Holds(problem, [.. all.Where(c => c != dropped)]), Is.True, $"seed {seed}: {dropped} can be left out");
            foreach (var relaxation in reason.Relaxations)
                Assert.That(IsFeasible(Apply(Only(problem, all), relaxation)), Is.True, $"seed {seed}: {relaxation} does not help");
            Assert.That(reason.Relaxations, Has.Count.EqualTo(all.Count), $"seed {seed}");
            Assert.That(reason.Shortfall, Is.Positive, $"seed {seed}");
            seen.UnionWith(all.Select(c => c.Limit));
            checkedProblems++;
        }

        Assert.That(checkedProblems, Is.GreaterThan(150));
        Assert.That(seen, Is.EquivalentTo(new[] { PlanLimit.MinMeetings, PlanLimit.MaxMeetings, PlanLimit.Rounds, PlanLimit.Tables, PlanLimit.Pin }));
    }

    [Test]
    public void Solve_TooManyTablesClosed_NamesThoseThatAreOpenAndHowManyMoreAreNeeded()
    {
        // Three startups must meet once in the only round; two of the four tables are closed.
        var startups = Enumerable.Range(1, 3).Select(i => new MeetingParticipant(new Guid(i, 1, 0, new byte[8]), 1, 1)).ToArray();
        var funds = Enumerable.Range(1, 3).Select(i => new MeetingParticipant(new Guid(i, 2, 0, new byte[8]), 0, 1)).ToArray();
        var pairs = Enumerable.Range(0, 3).Select(i => new MeetingPair(i, i, 10)).ToArray();
        MeetingProblem With(int tables) => MeetingProblem.Create(startups, funds, 1, tables, pairs, terms: new MeetingTerms { ClosedTables = [1, 3] });

        var reason = (ExactMeetingSolverTests.Solve(With(4)) as MeetingPlanResult.Infeasible)?.Reason;

        Assert.That(reason?.Conflicts, Does.Contain(new PlanConflict(PlanLimit.Tables, 2)));
        var more = reason!.Relaxations.Single(r => r.Kind == PlanRelaxationKind.AddTables);
        Assert.That(ExactMeetingSolverTests.Solve(With(4 + (int)more.Amount - 1)), Is.TypeOf<MeetingPlanResult.Infeasible>(), "one fewer does not help");
        Assert.That(ExactMeetingSolverTests.Solve(With(4 + (int)more.Amount)), Is.TypeOf<MeetingPlanResult.Planned>());
    }

    [Test]
    public void Solve_InfeasibleProblems_RelaxesByTheSmallestAmountThatHelps()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var problem = Tightened(seed);
            if (ExactMeetingSolverTests.Solve(problem) is not MeetingPlanResult.Infeasible { Reason: var reason })
                continue;
            if (reason.Conflicts[0].Limit == PlanLimit.PinsOverMax)
                continue;
            foreach (var relaxation in reason.Relaxations)
            {
                PlanRelaxation? weaker = relaxation.Kind switch
                {
                    PlanRelaxationKind.LowerMin => relaxation with { Amount = relaxation.Amount + 1 },
                    PlanRelaxationKind.RaiseMax => relaxation with { Amount = relaxation.Amount - 1 },
                    PlanRelaxationKind.AddTables or PlanRelaxationKind.AddRounds => relaxation with { Amount = relaxation.Amount - 1 },
                    _ => null,
                };
                if (weaker is not null)
                    Assert.That(IsFeasible(Apply(Only(problem, reason.Conflicts, allRounds: false), weaker)), Is.False, $"seed {seed}: {weaker} already helps");
            }
        }
    }

    [Test]
    public void Solve_PinOfAnExcludedPair_SaysSo()
    {
        var problem = MeetingProblem.Create([Startup(0)], [Fund(0)], 2, null, [], pins: [new(0, 0)]);

        var reason = Reason(problem);

        Assert.That(reason.Conflicts, Is.EqualTo(new[] { new PlanConflict(PlanLimit.PinExcluded, 1, problem.Startups[0].Id, problem.Funds[0].Id) }));
        Assert.That(reason.Relaxations.Select(r => r.Kind), Is.EqualTo(new[] { PlanRelaxationKind.DropPins }));
    }

    [Test]
    public void Solve_PinOfAVetoedPair_SaysSo()
    {
        var problem = MeetingProblem.Create([Startup(0)], [Fund(0)], 2, null, [new(0, 0, 5)], vetoes: [new(0, 0)], pins: [new(0, 0)]);

        var reason = Reason(problem);

        Assert.That(reason.Conflicts.Select(c => c.Limit), Is.EqualTo(new[] { PlanLimit.PinVetoed }));
        Assert.That(reason.Relaxations.Select(r => r.Kind), Is.EqualTo(new[] { PlanRelaxationKind.DropPins, PlanRelaxationKind.LiftVeto }));
    }

    // Three pins of a fund that may meet two, in four rounds: raising helps; in two rounds of a fund that may meet four: rounds help.
    [TestCase(2, 4, PlanRelaxationKind.RaiseMax, 3)]
    [TestCase(4, 2, PlanRelaxationKind.AddRounds, 1)]
    public void Solve_MorePinsThanMeetings_SaysSo(int max, int rounds, PlanRelaxationKind kind, int amount)
    {
        var problem = MeetingProblem.Create(
            [Startup(0), Startup(1), Startup(2)],
            [Fund(0) with { Max = max }],
            rounds,
            null,
            [new(0, 0, 5), new(1, 0, 5), new(2, 0, 5)],
            pins: [new(0, 0), new(1, 0), new(2, 0)]);

        var reason = Reason(problem);

        Assert.That(reason.Conflicts, Is.EqualTo(new[] { new PlanConflict(PlanLimit.PinsOverMax, 3, problem.Funds[0].Id) }));
        Assert.That(reason.Relaxations.Select(r => (r.Kind, r.Amount)), Is.EqualTo(new[] { (PlanRelaxationKind.DropPins, 1L), (kind, (long)amount) }));
    }

    [Test]
    public void Solve_MinimumAboveMaximum_NamesBoth()
    {
        var problem = MeetingProblem.Create([Startup(0) with { Min = 2, Max = 1 }], [Fund(0), Fund(1)], 2, null, [new(0, 0, 1), new(0, 1, 1)]);

        var reason = Reason(problem);

        Assert.That(reason.Conflicts.Select(c => (c.Limit, c.Amount)), Is.EquivalentTo(new[] { (PlanLimit.MinMeetings, 2L), (PlanLimit.MaxMeetings, 1L) }));
        Assert.That(reason.Relaxations.Select(r => (r.Kind, r.Amount)),
            Is.EquivalentTo(new[] { (PlanRelaxationKind.LowerMin, 1L), (PlanRelaxationKind.RaiseMax, 2L) }));
    }

    [Test]
    public void Solve_TooFewTablesForManyMinimums_ListsNoMoreMinimumsThanConflict()
    {
        MeetingParticipant[] startups = [.. Enumerable.Range(0, 200).Select(i => Startup(i) with { Min = 1 })];
        MeetingParticipant[] funds = [.. Enumerable.Range(0, 20).Select(Fund)];
        var pairs = Enumerable.Range(0, 4000).Select(i => new MeetingPair(i / 20, i % 20, i));
        var problem = MeetingProblem.Create(startups, funds, 20, 5, pairs);

        var reason = Reason(problem);

        Assert.That(reason.Conflicts.CountBy(c => c.Limit), Is.EquivalentTo(new KeyValuePair<PlanLimit, int>[]
        {
            new(PlanLimit.MinMeetings, 101), new(PlanLimit.Tables, 1), new(PlanLimit.Rounds, 1),
        }));
        Assert.That(reason.Shortfall, Is.EqualTo(1));
    }

    private static PlanInfeasibility Reason(MeetingProblem problem)
    {
        var result = ExactMeetingSolverTests.Solve(problem);
        Assert.That(result, Is.TypeOf<MeetingPlanResult.Infeasible>());
        return ((MeetingPlanResult.Infeasible)result).Reason;
    }

    private static MeetingParticipant Startup(int index) => new(new Guid(index, 1, 0, new byte[8]), 0, 100);

    private static MeetingParticipant Fund(int index) => new(new Guid(index, 2, 0, new byte[8]), 0, 100);

    // A tiny problem with higher minimums (some above the maximum or the rounds) and, at times, a single table.
    private static MeetingProblem Tightened(int seed)
    {
        var random = new Random(seed + 5_000);
        var parts = MeetingInstances.Tiny(seed);
        return (parts with
        {
            Startups = [.. parts.Startups.Select(p => p with { Min = random.Next(3) == 0 ? random.Next(5) : p.Min })],
            Funds = [.. parts.Funds.Select(p => p with { Min = random.Next(3) == 0 ? random.Next(5) : p.Min })],
            Tables = random.Next(2) == 0 ? 1 : parts.Tables,
        }).Problem;
    }

    private static bool Holds(MeetingProblem problem, IReadOnlyList<PlanConflict> limits) => IsFeasible(Only(problem, limits));

    private static bool IsFeasible(MeetingParts parts) => ExactMeetingSolverTests.Solve(parts.Problem) is MeetingPlanResult.Planned;

    // The problem with the listed limits alone: where rounds are not listed there are plenty of them, and of tables with them.
    private static MeetingParts Only(MeetingProblem problem, IReadOnlyList<PlanConflict> limits, bool allRounds = true)
    {
        var roundsMatter = !allRounds || limits.Any(c => c.Limit == PlanLimit.Rounds);
        var rounds = roundsMatter ? problem.Rounds : ManyRounds;
        return MeetingParts.Of(problem) with
        {
            Startups = [.. problem.Startups.Select(Reduced)],
            Funds = [.. problem.Funds.Select(Reduced)],
            Rounds = rounds,
            Tables = roundsMatter && limits.Any(c => c.Limit == PlanLimit.Tables) ? problem.Tables : null,
            Pins = [.. problem.Pins.Where(p => limits.Any(c => c.Limit == PlanLimit.Pin
                && c.ParticipantId == problem.Startups[p.Startup].Id && c.PartnerId == problem.Funds[p.Fund].Id))],
        };

        MeetingParticipant Reduced(MeetingParticipant participant) => participant with
        {
            Min = limits.Any(c => c.Limit == PlanLimit.MinMeetings && c.ParticipantId == participant.Id) ? participant.Min : 0,
            Max = limits.Any(c => c.Limit == PlanLimit.MaxMeetings && c.ParticipantId == participant.Id) ? participant.Max : ManyRounds,
        };
    }

    private static MeetingParts Apply(MeetingParts parts, PlanRelaxation relaxation)
    {
        return relaxation.Kind switch
        {
            PlanRelaxationKind.LowerMin => Changed(p => p with { Min = (int)relaxation.Amount }),
            PlanRelaxationKind.RaiseMax => Changed(p => p with { Max = (int)relaxation.Amount }),
            PlanRelaxationKind.AddTables => parts with { Tables = parts.Tables + (int)relaxation.Amount },
            PlanRelaxationKind.AddRounds => parts with { Rounds = parts.Rounds + (int)relaxation.Amount },
            PlanRelaxationKind.LiftVeto => parts with { Vetoes = [] },
            _ => parts with
            {
                Pins = [.. parts.Pins.Where(p => parts.Startups[p.Startup].Id != relaxation.ParticipantId || parts.Funds[p.Fund].Id != relaxation.PartnerId)],
            },
        };

        MeetingParts Changed(Func<MeetingParticipant, MeetingParticipant> change) => parts with
        {
            Startups = [.. parts.Startups.Select(p => p.Id == relaxation.ParticipantId ? change(p) : p)],
            Funds = [.. parts.Funds.Select(p => p.Id == relaxation.ParticipantId ? change(p) : p)],
        };
    }
}
