using Matchmaking.Core.FinancingRequests;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Tests.Ranking.Index;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Facts;

/// <summary>Base rates that follow changes are those of counting anew.</summary>
internal sealed class MarketTallyTests
{
    private readonly IndexCases _cases = new(5);

    [TestCase(1, 60)]
    [TestCase(2, 3_000)]
    public void Copy_RandomChanges_AsCountedAnew(int seed, int most)
    {
        // CA5394: reproducible test data, no secrets.
#pragma warning disable CA5394
        var random = new Random(seed);
        var there = Enumerable.Range(1, most).ToDictionary(n => n, _cases.Alike);
        var tally = Counted(there.Values);
        for (var round = 0; round < 30; round++)
        {
            tally = tally.Copy();
            for (var change = 0; change < 20; change++)
            {
                var number = random.Next(1, most + 50);
                if (there.Remove(number, out var old))
                    tally.Remove(old);
                if (random.Next(3) > 0)
                    tally.Add(there[number] = _cases.Alike(number) with { Status = (RequestStatus)random.Next(4) });
            }

            Assert.That(Digest(tally.ToBase()), Is.EqualTo(Digest(MarketBase.Of(there.Values))), $"round {round}");
        }
#pragma warning restore CA5394
    }

    [Test]
    public void Remove_MostOfMany_SaysThatItRunsShort()
    {
        RequestFacts[] all = [.. Enumerable.Range(1, 4_000).Select(_cases.Alike)];
        var tally = Counted(all);

        foreach (var request in all.AsSpan(0, 3_900))
            tally.Remove(request);

        Assert.That(tally.RunsShort, Is.True);
        Assert.That(tally.ToBase, Throws.InvalidOperationException);
    }

    [Test]
    public void Copy_Changed_TheFirstStays()
    {
        var tally = Counted(Enumerable.Range(1, 50).Select(_cases.Alike));
        var before = Digest(tally.ToBase());

        tally.Copy().Add(_cases.Alike(51));

        Assert.That(Digest(tally.ToBase()), Is.EqualTo(before));
    }

    private static MarketTally Counted(IEnumerable<RequestFacts> requests)
    {
        var tally = new MarketTally();
        foreach (var request in requests)
            tally.Add(request);
        return tally;
    }

    private static string Digest(MarketBase facts) => Convert.ToHexString(MarketProfile.Of(facts).Digest.Span);
}
