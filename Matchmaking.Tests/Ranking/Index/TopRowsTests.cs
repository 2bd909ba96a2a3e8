using Matchmaking.Ranking.Index;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

internal sealed class TopRowsTests
{
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(100)] // More than there are.
    public void Sorted_RandomRowsWithEqualScores_BestByScoreThenById(int most)
    {
        var rows = new RandomFacts(1).Shuffled(Enumerable.Range(0, 60).Select(i => new TopRow(i % 9, (UInt128)(uint)(i * 7 % 60), 0, i)));
        var top = new TopRows(most);
        foreach (var chunk in rows.Chunk(4))
            top.Add(chunk);

        var expected = rows.OrderByDescending(r => r.Raw).ThenBy(r => r.Id).Take(most).ToArray();
        Assert.That(top.Sorted(), Is.EqualTo(expected));
        Assert.That(top.Threshold, Is.EqualTo(most > 60 ? double.NegativeInfinity : expected[^1].Raw));
    }
}
