using Matchmaking.Core.Storage;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>Reads that share a trip: each begins after it was asked for, fails for those alone who share it, and waits for nobody who left.</summary>
internal sealed class GroupedReadsTests
{
    private const int AtOnce = 4;

    private readonly List<(string Keys, TaskCompletionSource<string> Answer)> _rounds = [];

    [SetUp]
    public void Forget() => _rounds.Clear();

    [Test]
    public async Task Read_WhileAllTripsAreUnderWay_SharesTheNextOne()
    {
        var reads = Reads();
        var first = Enumerable.Range(0, AtOnce).Select(n => reads.Read($"{n}", CancellationToken.None)).ToList();
        var waiting = Strings.Of("b", "a", "b", "c").Select(k => reads.Read(k, CancellationToken.None)).ToList();
        Assert.That(_rounds.Select(r => r.Keys), Is.EqualTo(Strings.Of("0", "1", "2", "3")));

        _rounds[2].Answer.SetResult("two");
        Assert.That(await first[2], Is.EqualTo("two"));
        Assert.That(await Round(AtOnce), Is.EqualTo("abc"));
        _rounds[AtOnce].Answer.SetResult("later");

        Assert.That(await Task.WhenAll(waiting), Has.All.EqualTo("later"));
        Assert.That(first.Where(f => !f.IsCompleted).Count(), Is.EqualTo(AtOnce - 1));
    }

    [Test]
    public async Task Read_ThatFails_FailsForThoseWhoShareItAndTheNextGoesOn()
    {
        var reads = Reads();
        var first = Enumerable.Range(0, AtOnce).Select(n => reads.Read($"{n}", CancellationToken.None)).ToList();
        var next = reads.Read("next", CancellationToken.None);

        _rounds[0].Answer.SetException(new TimeoutException());
        Assert.That(() => first[0], Throws.TypeOf<TimeoutException>());
        await Round(AtOnce);
        _rounds[AtOnce].Answer.SetResult("fine");

        Assert.That(await next, Is.EqualTo("fine"));
    }

    [Test]
    public async Task Read_WhoseCallerLeft_GoesOnForTheOthers()
    {
        var reads = Reads();
        using var leaving = new CancellationTokenSource();
        for (var n = 0; n < AtOnce; n++)
            _ = reads.Read($"{n}", CancellationToken.None);
        var (left, stays) = (reads.Read("x", leaving.Token), reads.Read("x", CancellationToken.None));

        await leaving.CancelAsync();
        Assert.That(() => left, Throws.InstanceOf<OperationCanceledException>());
        _rounds[0].Answer.SetResult("");
        await Round(AtOnce);
        _rounds[AtOnce].Answer.SetResult("here");

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
        });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var asked = Interlocked.Increment(ref value);
                Assert.That(await reads.Read(n, CancellationToken.None), Is.GreaterThanOrEqualTo(asked));
            }
        })));
    }

    private GroupedReads<string, string> Reads() => new(keys =>
    {
        var answer = new TaskCompletionSource<string>();
        lock (_rounds)
            _rounds.Add((string.Concat(keys.Order(StringComparer.Ordinal)), answer));
        return answer.Task;
    });

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
