using Matchmaking.Ranking.Index;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

internal sealed class IndexPartTests
{
    [Test]
    public void RemovedIn_EveryStretch_AsCountedOneByOne()
    {
        var segment = RankingIndex.Build(new IndexCases(51).Requests(200)).Current.Parts[0].Segment;
        var part = new IndexPart(segment).Without([0, 1, 63, 64, 65, 127, 128, 190]).Without([199]);

        Assert.That((part.Removed, part.Live), Is.EqualTo((9, 191)));
        for (var start = 0; start < 200; start++)
        {
            for (var end = start + 1; end <= 200; end++)
                Assert.That(part.RemovedIn(start, end), Is.EqualTo(Enumerable.Range(start, end - start).Count(r => !part.IsLive(r))));
        }
    }

    [Test]
    public void Without_PartBefore_DoesNotChange()
    {
        var part = new IndexPart(RankingIndex.Build(new IndexCases(51).Requests(70)).Current.Parts[0].Segment).Without([5]);

        var later = part.Without([6]);

        Assert.That((part.IsLive(6), later.IsLive(6), later.IsLive(5), part.Removed), Is.EqualTo((true, false, false, 1)));
    }
}
