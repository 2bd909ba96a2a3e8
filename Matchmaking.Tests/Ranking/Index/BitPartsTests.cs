using Matchmaking.Ranking.Index;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Index;

internal sealed class BitPartsTests
{
    [Test]
    public void Of_RandomSets_PartsHoldEachNumberOnce()
    {
        // Six numbers share the last bit.
        const int Numbers = RequestBlock.LastBit + 6;
        var parts = new BitParts<int[]>(Numbers, n => [n], (a, b) => [.. a, .. b]);
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            int[] numbers = [.. Enumerable.Range(0, 1 + random.Next(20)).Select(_ => random.Next(Numbers)).Distinct()];
            var set = numbers.Aggregate(0UL, (s, n) => s | RequestBlock.Bit(n));

            var held = new List<int>();
            foreach (var part in parts.Of(set))
                held.AddRange(part);

            Assert.That(held, Is.EquivalentTo(Enumerable.Range(0, Numbers).Where(n => (set & RequestBlock.Bit(n)) != 0)));
        }
    }
}
