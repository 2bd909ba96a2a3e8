using Matchmaking.Api.Services;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Profiles;
using Matchmaking.Ranking.Rankings;
using Matchmaking.Tests.Ranking.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Services;

/// <summary>Rankings kept for their further pages: unchanged, for ten minutes, in bounded memory.</summary>
internal sealed class RankingListsTests
{
    private static readonly FreezeId _freeze = new(Samples.Guid(9, 1));

    private ManualClock _clock = null!;
    private RankingLists _lists = null!;

    [SetUp]
    public void SetUp()
    {
        _clock = new ManualClock(TestServer.Start);
        _lists = new RankingLists(_clock);
    }

    [Test]
    public void Find_Kept_TheSameBytes()
    {
        var ranking = Ranking(250);

        _lists.Keep(new WholeRanking(ranking, _freeze));
        var kept = _lists.Find(ranking.InputHash)!;
        var body = kept.Page(0, 250);

        Assert.That(body.Total, Is.EqualTo(250));
        Assert.That(RankingBodyCodec.Write(body), Is.EqualTo(RankingBodyCodec.Write(ranking)));
        Assert.That(kept.Freeze, Is.EqualTo(_freeze));
    }

    [Test]
    public void Find_ManyThatDiffer_SomeTwentyKilobytesEach()
    {
        // What the bound promises: 13,000 rankings of 250 items.
        for (var i = 0; i < 20; i++)
            _lists.Keep(new WholeRanking(Ranking(250, seed: i), null));

        Assert.That(_lists.Bytes / 20, Is.InRange(2_000, RankingLists.MostBytes / 13_000));
    }

    [Test]
    public void Keep_TheSameAgain_TakesNoMoreRoom()
    {
        _lists.Keep(new WholeRanking(Ranking(10), null));
        var once = _lists.Bytes;

        _lists.Keep(new WholeRanking(Ranking(10), null));

        Assert.That(_lists.Bytes, Is.EqualTo(once));
    }

    [Test]
    public void Keep_TheSameOfAnotherFreeze_TheLast()
    {
        _lists.Keep(new WholeRanking(Ranking(10), null));
        var once = _lists.Bytes;

        _lists.Keep(new WholeRanking(Ranking(10), _freeze));

        Assert.That(_lists.Find(Ranking(10).InputHash)!.Freeze, Is.EqualTo(_freeze));
        Assert.That(_lists.Bytes, Is.EqualTo(once));
    }

    [Test]
    public void Find_TenMinutesAfterItsLastPage_KeptUntilThen()
    {
        var ranking = Ranking(10);
        _lists.Keep(new WholeRanking(ranking, null));

        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That(_lists.Find(ranking.InputHash), Is.Not.Null);
        _clock.Advance(TimeSpan.FromMinutes(10));
        _lists.Keep(new WholeRanking(ranking, null));
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That(_lists.Find(ranking.InputHash), Is.Not.Null);
        _clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromTicks(1));
        Assert.That(_lists.Find(ranking.InputHash), Is.Null);
    }

    [Test]
    public void Keep_AfterOthersExpired_TheirRoomIsFree()
    {
        _lists.Keep(new WholeRanking(Ranking(10, seed: 1), null));
        var one = _lists.Bytes;
        _lists.Keep(new WholeRanking(Ranking(100, seed: 2), null));
        _clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromTicks(1));

        _lists.Keep(new WholeRanking(Ranking(10, seed: 1), null));

        Assert.That(_lists.Bytes, Is.EqualTo(one));
    }

    [Test]
    public void Keep_BeyondTheBound_DropsThoseNotPagedForLongest()
    {
        var rankings = Enumerable.Range(0, 5).Select(i => Ranking(50, seed: i)).ToList();
        var small = new RankingLists(_clock, mostBytes: Room(rankings[0], rankings[2], rankings[3]) + 100);
        foreach (var ranking in rankings[..3])
            small.Keep(new WholeRanking(ranking, null));

        small.Find(rankings[0].InputHash);
        small.Keep(new WholeRanking(rankings[3], null));

        Assert.That(rankings.Select(r => small.Find(r.InputHash) is not null), Is.EqualTo((bool[])[true, false, true, true, false]));
        Assert.That(small.Bytes, Is.EqualTo(Room(rankings[0], rankings[2], rankings[3])));
    }

    [Test]
    public void Keep_LargerThanTheBound_NotKept()
    {
        var small = new RankingLists(_clock, mostBytes: 100);

        small.Keep(new WholeRanking(Ranking(50), null));

        Assert.That((small.Find(Ranking(50).InputHash), small.Bytes), Is.EqualTo(((ServedRanking?)null, 0L)));
    }

    [Test]
    public void KeepAndFind_ManyAtOnce_WholeListsAndTheBoundHold()
    {
        var rankings = Enumerable.Range(0, 40).Select(i => Ranking(20, seed: i)).ToList();
        var bound = Room([.. rankings[..10]]);
        var small = new RankingLists(_clock, bound);

        Parallel.For(0, 4_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var ranking = rankings[i * 7 % rankings.Count];
            small.Keep(new WholeRanking(ranking, null));
            if (small.Find(rankings[i * 11 % rankings.Count].InputHash) is { } kept)
                Assert.That(kept.Page(0, 100).Items, Has.Count.EqualTo(20));
            Assert.That(small.Bytes, Is.InRange(0, bound));
        });

        Assert.That(small.Bytes, Is.EqualTo(Room([.. rankings.Where(r => small.Find(r.InputHash) is not null)])));
    }

    private long Room(params RankingBody[] rankings)
    {
        var lists = new RankingLists(_clock);
        foreach (var ranking in rankings)
            lists.Keep(new WholeRanking(ranking, null));
        return lists.Bytes;
    }

    private static RankingBody Ranking(int items, int seed = 0)
    {
        var random = new Random(seed);
        return new Ranker(RankingModels.Prior).RankFund(
            Samples.Profile(Samples.GoodMandate, Samples.GoodBook),
            [
                .. Enumerable.Range(1, items).Select(i => RequestProfile.Of(Samples.GoodRequest with
                {
                    Id = new FinancingRequestId(Id(random)),
                    AmountCny = Samples.Yuan(random.Next(600, 4_000) * 10_000L),
                })),
            ],
            Samples.Context(),
            includeExcluded: false);
    }

    /// <summary>As unlike each other as real ids.</summary>
    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
