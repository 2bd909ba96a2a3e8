using Matchmaking.Ranking.Models;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Models;

internal sealed class LazyListTests
{
    [Test]
    public void Items_ReadByManyThreads_ComputedOnceAndOnlyThen()
    {
        var computed = 0;
        var list = new LazyList<int>(3, () =>
        {
            Interlocked.Increment(ref computed);
            return [1, 2, 3];
        });
        Assert.That((list.Count, computed), Is.EqualTo((3, 0)));

        Parallel.For(0, 16, _ => Assert.That(list, Is.EqualTo(new List<int> { 1, 2, 3 })));

        Assert.That((list[2], computed), Is.EqualTo((3, 1)));
    }
}
