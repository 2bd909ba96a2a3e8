using Matchmaking.Core.Storage;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>Reads that share a trip: each begins after it was asked for, fails for those alone who share it, and waits neither for those who left nor for long.</summary>
internal sealed class GroupedReadsTests
{
    private readonly List<(string Keys, TaskCompletionSource<string> Answer)> _rounds = [];

    [SetUp]
    public void Forget() => _rounds.Clear();

    [Test]
    public async Task Read_WhileATripIsUnderWay_SharesTheNextOne()
    {
        var reads = Reads();
        var first = reads.Read("first", CancellationToken.None);
        var waiting = Strings.Of("b", "a", "b", "c").Select(k => reads.Read(k, CancellationToken.None)).ToList();

        _rounds[0].Answer.SetResult("one");
        Assert.That(await first, Is.EqualTo("one"));
        Assert.That(await Round(1), Is.EqualTo("abc"));
        _rounds[1].Answer.SetResult("later");

        Assert.That(await Task.WhenAll(waiting), Has.All.EqualTo("later"));
    }

    [Test]
    public async Task Read_BehindATripThatDoesNotEnd_GoesOnWithoutIt()
    {
        var reads = Reads();
        var stuck = reads.Read("stuck", CancellationToken.None);
        var next = reads.Read("next", CancellationToken.None);

        Assert.That(await Round(1), Is.EqualTo("next"));
        _rounds[1].Answer.SetResult("fine");
        Assert.That(await next, Is.EqualTo("fine"));
        Assert.That(stuck.IsCompleted, Is.False);

        _rounds[0].Answer.SetResult("late");
        Assert.That(await stuck, Is.EqualTo("late"));
        var after = reads.Read("after", CancellationToken.None);
        Assert.That(_rounds[2].Keys, Is.EqualTo("after"), "nothing is under way, and nobody shared the one before, so that it begins at once");
        _rounds[2].Answer.SetResult("");
        await after;
    }

    [Test]
    public async Task Read_BehindASharedTrip_WaitsForOthersAndAloneForNobody()
    {
        var reads = Reads(between: 1);
        var first = reads.Read("first", CancellationToken.None);
        var shared = Strings.Of("a", "b").Select(k => reads.Read(k, CancellationToken.None)).ToList();
        _rounds[0].Answer.SetResult("");
        await first;
        Assert.That(await Round(1), Is.EqualTo("ab"), "nobody shared the first");
        _rounds[1].Answer.SetResult("");
        await Task.WhenAll(shared);

        var waits = reads.Read("c", CancellationToken.None);
        await Task.Delay(50);

        Assert.That(_rounds, Has.Count.EqualTo(2));
        Assert.That(waits.IsCompleted, Is.False);
    }

    [Test]
    public async Task Read_ThatFails_FailsForThoseWhoShareItAndTheNextGoesOn()
    {
        var reads = Reads();
        var first = reads.Read("first", CancellationToken.None);
        var next = reads.Read("next", CancellationToken.None);

        _rounds[0].Answer.SetException(new TimeoutException());
        Assert.That(() => first, Throws.TypeOf<TimeoutException>());
        await Round(1);
        _rounds[1].Answer.SetResult("fine");

        Assert.That(await next, Is.EqualTo("fine"));
    }

    [Test]
    public async Task Read_WhoseCallerLeft_GoesOnForTheOthers()
    {
        var reads = Reads();
        using var leaving = new CancellationTokenSource();
        var first = reads.Read("first", CancellationToken.None);
        var (left, stays) = (reads.Read("x", leaving.Token), reads.Read("x", CancellationToken.None));

        await leaving.CancelAsync();
        Assert.That(() => left, Throws.InstanceOf<OperationCanceledException>());
        _rounds[0].Answer.SetResult("");
        await first;
        await Round(1);
        _rounds[1].Answer.SetResult("here");

        Assert.That(await stays, Is.EqualTo("here"));
    }

    [Test]
    public async Task Read_ByManyWhileTheValueGrows_IsNeverOlderThanTheQuestion()
    {
        var value = 0L;
        var reads = new GroupedReads<int, long>(async _ =>
        {
            var read = Interlocked.Read(ref value);
            await Task.Yield();
            return read;
        }, TimeSpan.FromMilliseconds(1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var asked = Interlocked.Increment(ref value);
                Assert.That(await reads.Read(n, CancellationToken.None), Is.GreaterThanOrEqualTo(asked));
            }
        })));
    }

    private GroupedReads<string, string> Reads(int between = 0) => new(keys =>
    {
        var answer = new TaskCompletionSource<string>();
        lock (_rounds)
            _rounds.Add((string.Concat(keys.Order(StringComparer.Ordinal)), answer));
        return answer.Task;
    }, TimeSpan.FromHours(between));

    /// <returns>The keys of a round, as soon as it has begun.</returns>
    private async Task<string> Round(int number)
    {
        while (true)
        {
            lock (_rounds)
            {
                if (_rounds.Count > number)
                    return _rounds[number].Keys;
            }

            await Task.Delay(1);
        }
    }
}
