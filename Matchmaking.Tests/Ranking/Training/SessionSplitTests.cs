using Matchmaking.Core.Common;
using Matchmaking.Ranking.Training;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Training;

internal sealed class SessionSplitTests
{
    private static readonly Month _first = Month.Parse("2025-01");

    [TestCase(3, 1, 1, 1)]
    [TestCase(10, 6, 2, 2)]
    [TestCase(24, 16, 4, 4)]
    public void Of_Sessions_LaterOnesTuneAndTheLatestMeasure(int sessions, int teaching, int tuning, int measuring)
    {
        var groups = Enumerable.Range(0, sessions).SelectMany(s => Enumerable.Range(0, 20).Select(_ => Group(s, [1, 0, 2]))).Reverse().ToArray();

        var split = SessionSplit.Of(groups);

        TrainingGroup[][] parts = [[.. split.Teaching], [.. split.Tuning], [.. split.Measuring]];
        Assert.That(parts.Select(p => p.Length), Is.EqualTo(new List<int> { 20 * teaching, 20 * tuning, 20 * measuring }));
        Assert.That(parts[0].Max(g => g.Session), Is.LessThan(parts[1].Min(g => g.Session)));
        Assert.That(parts[1].Max(g => g.Session), Is.LessThan(parts[2].Min(g => g.Session)));
        Assert.That(split.All, Is.EquivalentTo(groups));
    }

    [Test]
    public void Of_GroupsWithoutAnOrder_AreLeftOut()
    {
        var groups = Enumerable.Range(0, 90).Select(i => Group(i % 3, i % 2 == 0 ? [0, 0, 0] : [2, 1, 0])).ToArray();

        Assert.That(SessionSplit.Of(groups).All, Is.All.Matches<TrainingGroup>(g => g.HasOrder).And.Exactly(45).Items);
    }

    [Test]
    public void Of_TooFewSessions_SaysHowManyItTakes()
    {
        var refusal = Assert.Throws<TooFewOutcomesException>(() => SessionSplit.Of([.. Enumerable.Range(0, 100).Select(i => Group(i % 2, [1, 0])), Group(5, [0, 0])]))!;

        Assert.That((refusal.What, refusal.Needed, refusal.Found), Is.EqualTo(("sessions", 3, 2)));
    }

    [Test]
    public void Of_TooFewOutcomes_SaysHowManyItTakes()
    {
        var refusal = Assert.Throws<TooFewOutcomesException>(() => SessionSplit.Of(Enumerable.Range(0, 49).Select(i => Group(i % 4, [1, 0]))))!;

        Assert.That((refusal.What, refusal.Needed, refusal.Found), Is.EqualTo(("outcomes", 50, 49)));
        Assert.That(() => SessionSplit.Of(Enumerable.Range(0, 50).Select(i => Group(i % 4, [1, 0]))), Throws.Nothing);
    }

    private static TrainingGroup Group(int session, int[] labels) => new(_first.AddMonths(session), new float[labels.Length], labels, []);
}
