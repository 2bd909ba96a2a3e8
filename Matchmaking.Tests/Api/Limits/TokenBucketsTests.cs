using Matchmaking.Api.Limits;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Limits;

/// <summary>Token buckets: how much is given, how long one waits, and that idle ones take no memory.</summary>
internal sealed class TokenBucketsTests
{
    private static readonly BucketRate _rate = new(10, Burst: 20);

    private ManualClock _clock = null!;
    private TokenBuckets<string> _buckets = null!;

    [SetUp]
    public void SetUp()
    {
        _clock = new ManualClock(TestServer.Start);
        _buckets = new TokenBuckets<string>(_clock, capacity: 3);
    }

    [Test]
    public void Take_BurstThenMore_GivesTheBurstAndThenTheRate()
    {
        Assert.That(TakeAll("a"), Is.EqualTo(20));
        Assert.That(_buckets.Take("a", _rate), Is.EqualTo(TimeSpan.FromMilliseconds(100)));

        _clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.That(_buckets.Take("a", _rate), Is.EqualTo(TimeSpan.FromMilliseconds(1)));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(TakeAll("a"), Is.EqualTo(1));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(TakeAll("a"), Is.EqualTo(10));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.That(TakeAll("a"), Is.EqualTo(20));
    }

    [Test]
    public void Take_OfOneKey_LeavesOthersAlone()
    {
        TakeAll("a");

        Assert.That(TakeAll("b"), Is.EqualTo(20));
    }

    /// <summary>Against the rule itself: in no span more than the burst and what comes in that span, and never refused while there is one.</summary>
    [Test]
    public void Take_SeededTimes_AgreesWithABucketOfFractions()
    {
        var random = new Random(20261120);
        var tokens = 20m;
        for (var i = 0; i < 5_000; i++)
        {
            var pause = random.Next(4) == 0 ? random.Next(1_500) : random.Next(60);
            _clock.Advance(TimeSpan.FromMilliseconds(pause));
            tokens = Math.Min(20, tokens + (pause / 100m));

            var wait = _buckets.Take("a", _rate);

            Assert.That(wait == TimeSpan.Zero, Is.EqualTo(tokens >= 1), $"request {i}");
            if (tokens >= 1)
                tokens--;
            else
                Assert.That((decimal)wait.TotalMilliseconds, Is.EqualTo((1 - tokens) * 100), $"request {i}");
        }
    }

    [Test]
    public void Keys_BeyondCapacity_ShareOneBucketUntilOthersAreIdle()
    {
        foreach (var key in (string[])["a", "b", "c"])
            _buckets.Take(key, _rate);

        Assert.That(TakeAll("d") + TakeAll("e"), Is.EqualTo(20));
        Assert.That(_buckets.Count, Is.EqualTo(3));

        // Two seconds on all are full again, so that they need not be kept.
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(TakeAll("e"), Is.EqualTo(20));
        Assert.That(TakeAll("f"), Is.EqualTo(20));
        Assert.That(_buckets.Count, Is.EqualTo(2));
    }

    [Test]
    public void Wait_Looks_AndTakesNothing()
    {
        for (var i = 0; i < 100; i++)
            Assert.That(_buckets.Wait("a", _rate), Is.EqualTo(TimeSpan.Zero));

        Assert.That(_buckets.Count, Is.Zero);
        Assert.That(TakeAll("a"), Is.EqualTo(20));
        Assert.That(_buckets.Wait("a", _rate), Is.EqualTo(TimeSpan.FromMilliseconds(100)));
    }

    [Test]
    public void Charge_MoreThanThereIs_IsOwedUpToOneBucketful()
    {
        for (var i = 0; i < 25; i++)
            _buckets.Charge("a", _rate);
        Assert.That(_buckets.Wait("a", _rate), Is.EqualTo(TimeSpan.FromMilliseconds(600)));

        for (var i = 0; i < 1_000; i++)
            _buckets.Charge("a", _rate);
        Assert.That(_buckets.Wait("a", _rate), Is.EqualTo(TimeSpan.FromMilliseconds(2_100)));
    }

    /// <summary>Takes until refused.</summary>
    private int TakeAll(string key)
    {
        var taken = 0;
        while (_buckets.Take(key, _rate) == TimeSpan.Zero)
            taken++;
        return taken;
    }
}
