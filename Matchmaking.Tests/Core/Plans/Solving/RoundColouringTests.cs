using Matchmaking.Core.Plans;
using Matchmaking.Core.Plans.Solving;

using NUnit.Framework;

namespace Matchmaking.Tests.Core.Plans.Solving;

internal sealed class RoundColouringTests
{
    [Test]
    public void Colour_RandomPairsWithinTheRounds_IsProperAndBalanced()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (startups, funds, rounds) = (random.Next(1, 40), random.Next(1, 40), random.Next(1, 15));
            var pairs = Pairs(startups, funds, rounds, random);

            var colours = RoundColouring.Colour(startups, funds, rounds, pairs);

            var most = pairs.Count == 0 ? 0 : colours.CountBy(c => c).Max(c => c.Value);
            Assert.That(colours, Has.All.InRange(0, rounds - 1), $"seed {seed}");
            Assert.That(pairs.Select((p, i) => (p.Startup, colours[i])), Is.Unique, $"seed {seed}");
            Assert.That(pairs.Select((p, i) => (p.Fund, colours[i])), Is.Unique, $"seed {seed}");
            Assert.That(most, Is.LessThanOrEqualTo((pairs.Count + rounds - 1) / rounds), $"seed {seed}");
        }
    }

    // Everybody meets everybody: each round must be a perfect matching, with no slack anywhere.
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(24)]
    public void Colour_EverybodyMeetsEverybody_FillsEveryRound(int size)
    {
        PairKey[] pairs = [.. Enumerable.Range(0, size * size).Select(i => new PairKey(i / size, (i / size * 5 + i) % size)).Distinct()];

        var colours = RoundColouring.Colour(size, size, size, pairs);

        Assert.That(colours.CountBy(c => c).Select(c => c.Value), Is.EqualTo(Enumerable.Repeat(size, size)));
    }

    [Test]
    public void Colour_MoreMeetingsThanRounds_Throws() =>
        Assert.That(() => RoundColouring.Colour(1, 3, 2, [new(0, 0), new(0, 1), new(0, 2)]), Throws.InvalidOperationException);

    private static List<PairKey> Pairs(int startups, int funds, int rounds, Random random)
    {
        var (startupCount, fundCount) = (new int[startups], new int[funds]);
        var pairs = new List<PairKey>();
        PairKey[] all = [.. Enumerable.Range(0, startups * funds).Select(i => new PairKey(i / funds, i % funds))];
        random.Shuffle(all);
        foreach (var pair in all.Take(random.Next(all.Length + 1)))
        {
            if (startupCount[pair.Startup] == rounds || fundCount[pair.Fund] == rounds)
                continue;
            startupCount[pair.Startup]++;
            fundCount[pair.Fund]++;
            pairs.Add(pair);
        }

        return pairs;
    }
}
