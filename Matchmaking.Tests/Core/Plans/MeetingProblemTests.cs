using Matchmaking.Core.Plans;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans;

internal sealed class MeetingProblemTests
{
    private static readonly Guid[] _ids = ExactMeetingSolverTests.Ids(1, 4);

    [Test]
    public void Create_AnyOrder_SortsByIdAndKeepsWhoIsMeant()
    {
        var problem = MeetingProblem.Create(
            [new(_ids[1], 0, 1), new(_ids[0], 0, 2)],
            [new(_ids[3], 0, 3), new(_ids[2], 0, 4)],
            rounds: 5,
            tables: null,
            [new(1, 0, 7), new(0, 1, 9)],
            vetoes: [new(1, 1), new(0, 0), new(1, 1)],
            pins: [new(1, 0, 3), new(1, 0), new(0, 1), new(0, 1)]);

        Assert.That(string.Join(' ', problem.Startups.Select(p => p.Max)), Is.EqualTo("2 1"));
        Assert.That(string.Join(' ', problem.Funds.Select(p => p.Max)), Is.EqualTo("4 3"));
        Assert.That(problem.Pairs, Is.EqualTo(new[] { new MeetingPair(0, 1, 7), new MeetingPair(1, 0, 9) }));
        Assert.That(problem.Vetoes, Is.EqualTo(new[] { new PairKey(0, 0), new PairKey(1, 1) }));
        Assert.That(problem.Pins, Is.EqualTo(new[] { new MeetingPin(0, 1, 3), new MeetingPin(1, 0) }));
    }

    // Guid's own comparison is not that of its text for some of these on big- or little-endian fields; the text decides.
    [Test]
    public void Create_IdsThatDifferInEveryField_SortsByTheirText()
    {
        var random = new Random(5);
        var ids = Enumerable.Range(0, 200).Select(_ =>
        {
            var bytes = new byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        }).ToArray();

        var problem = MeetingProblem.Create([.. ids.Select(id => new MeetingParticipant(id, 0, 1))], [], 1, 1, []);

        Assert.That(problem.Startups.Select(p => p.Id.ToString()), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [Test]
    public void Create_PairPinnedToTwoRounds_KeepsBothPins()
    {
        var problem = MeetingProblem.Create([new(_ids[0], 0, 1)], [new(_ids[1], 0, 1)], 3, 1, [new(0, 0, 1)], pins: [new(0, 0, 3), new(0, 0, 1), new(0, 0)]);

        Assert.That(problem.Pins.Select(p => p.Round), Is.EqualTo(new int?[] { 1, 3 }));
    }

    [Test]
    public void Create_AvailableInEveryRound_BecomesNull()
    {
        var problem = MeetingProblem.Create([new(_ids[0], 0, 1, [1, 2]), new(_ids[1], 0, 1, [2]), new(_ids[2], 0, 1, [])], [], 2, 1, []);

        Assert.That(problem.Startups[0].Available, Is.Null);
        Assert.That(problem.Startups[1].Available, Has.Count.EqualTo(1).And.All.EqualTo(2));
        Assert.That(problem.Startups[2].Available, Is.Empty);
    }

    private static IEnumerable<TestCaseData> Wrong()
    {
        MeetingParticipant one = new(_ids[0], 0, 1), two = new(_ids[1], 0, 1);
        yield return Case("repeated id", () => MeetingProblem.Create([one], [one], 1, 1, []));
        yield return Case("repeated pair", () => MeetingProblem.Create([one], [two], 1, 1, [new(0, 0, 1), new(0, 0, 2)]));
        yield return Case("negative weight", () => MeetingProblem.Create([one], [two], 1, 1, [new(0, 0, -1)]));
        yield return Case("weight too large", () => MeetingProblem.Create([one], [two], 1, 1, [new(0, 0, 1L << 58)]));
        yield return Case("largest long", () => MeetingProblem.Create([one], [two], 1, 1, [new(0, 0, long.MaxValue)]));
        yield return Case("pair of nobody", () => MeetingProblem.Create([one], [two], 1, 1, [new(0, 1, 1)]));
        yield return Case("veto of nobody", () => MeetingProblem.Create([one], [two], 1, 1, [], vetoes: [new(-1, 0)]));
        yield return Case("pin of nobody", () => MeetingProblem.Create([one], [two], 1, 1, [], pins: [new(1, 0)]));
        yield return Case("pin round 0", () => MeetingProblem.Create([one], [two], 1, 1, [], pins: [new(0, 0, 0)]));
        yield return Case("pin round above", () => MeetingProblem.Create([one], [two], 1, 1, [], pins: [new(0, 0, 2)]));
        yield return Case("negative rounds", () => MeetingProblem.Create([one], [two], -1, 1, []));
        yield return Case("too many rounds", () => MeetingProblem.Create([one], [two], MeetingProblem.MaxRounds + 1, 1, []));
        yield return Case("negative tables", () => MeetingProblem.Create([one], [two], 1, -1, []));
        yield return Case("negative minimum", () => MeetingProblem.Create([one with { Min = -1 }], [two], 1, 1, []));
        yield return Case("negative maximum", () => MeetingProblem.Create([one with { Max = -1 }], [two], 1, 1, []));
        yield return Case("rounds descend", () => MeetingProblem.Create([one with { Available = [2, 1] }], [two], 3, 1, []));
        yield return Case("round repeated", () => MeetingProblem.Create([one with { Available = [1, 1] }], [two], 3, 1, []));
        yield return Case("round above", () => MeetingProblem.Create([one with { Available = [4] }], [two], 3, 1, []));

        static TestCaseData Case(string name, Func<MeetingProblem> create) => new TestCaseData(create).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Wrong))]
    public void Create_WrongInput_Throws(Func<MeetingProblem> create) =>
        Assert.That(create, Throws.InstanceOf<ArgumentException>());
}
