using Matchmaking.Core.Keys;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>The key of each request: never older than the last write that anybody was told of, however little the database is asked.</summary>
internal sealed class KeyReaderTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private static readonly DateTimeOffset _now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Find_SecretsOfAllKinds_GivesTheKeyWithTheStateOfRankings()
    {
        var until = _now.AddMinutes(5);
        await Write(db => KeyStore.Insert(db, Samples.BareKey(1), "s1"));
        await Write(db => KeyStore.Insert(db, Samples.BareKey(2), "s2"));
        await Write(db => KeyStore.Rotate(db, Samples.BareKey(1), Samples.BareKey(1) with { Version = 2, PreviousSecretUntil = until }, "s3"));
        await Write(db => Bumped(db, ChangeCounters.Books, 3));
        var reader = new KeyReader(Database);

        // Together, so that they are read together where that is done; and again, when they may be known.
        for (var time = 0; time < 2; time++)
        {
            var found = await Task.WhenAll(Enumerable.Range(1, 4).Select(n => Find(reader, $"s{n}")));

            Assert.That(found.Select(f => f.Key?.Id), Is.EqualTo(new KeyId?[] { Samples.BareKey(1).Id, Samples.BareKey(2).Id, Samples.BareKey(1).Id, null }));
            Assert.That(found.Where(f => f.Key is not null).Select(f => f.State), Has.All.EqualTo(new RankingState(0, 0, 3, 0)));
        }

        Assert.That((await reader.Find("s1", until, CancellationToken.None)).Key, Is.Null, "the overlap has ended, though nothing was written");
    }

    [Test]
    public async Task Find_WhileTheKeyChanges_NeverGivesAnOlderOneThanWasStoredOrFoundBefore()
    {
        const int Changes = 60;
        await Write(db => KeyStore.Insert(db, Samples.BareKey(1), "s1"));
        var reader = new KeyReader(Database);
        using var done = new CancellationTokenSource();
        var watching = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var (key, state) = await Find(reader, "s1");
            while (!done.IsCancellationRequested)
            {
                var (next, nextState) = await Find(reader, "s1");
                Assert.That(next!.Version, Is.GreaterThanOrEqualTo(key!.Version));
                Assert.That(nextState.Market, Is.GreaterThanOrEqualTo(state.Market));
                (key, state) = (next, nextState);
            }
        })).ToList();

        for (var version = 2; version <= Changes; version++)
        {
            var (before, after) = (Samples.BareKey(1) with { Version = version - 1 }, Samples.BareKey(1) with { Version = version, RevokedAt = version == Changes ? _now : null });
            await Write(async db =>
            {
                await KeyStore.Update(db, before, after);
                ChangeCounters.Bump(db, ChangeCounters.Market);
            });
            var (key, state) = await Find(reader, "s1");
            Assert.That((key!.Version, state.Market), Is.EqualTo((version, (long)version - 1)));
        }

        await done.CancelAsync();
        await Task.WhenAll(watching);
        Assert.That((await Find(reader, "s1")).Key!.IsUsable(_now), Is.False);
    }

    [Test]
    public async Task Find_AgainAndAgain_AsksTheDatabaseLessOftenThanItIsAsked()
    {
        const int Times = 200;
        await Write(db => KeyStore.Insert(db, Samples.BareKey(1), "s1"));
        var (reader, counted) = (new KeyReader(Database), new CountedReads());
        await Find(reader, "s1");
        Database.Observe(counted);

        await Task.WhenAll(Enumerable.Range(0, Times).Select(_ => Find(reader, "s1")));

        // Alone with its database a process knows that nothing was written; others read together.
        Assert.That(counted.Count, Database.IsShared ? Is.InRange(1, Times / 2) : Is.Zero);
    }

    private static Task<(ApiKey? Key, RankingState State)> Find(KeyReader reader, string sha256) => reader.Find(sha256, _now, CancellationToken.None).AsTask();

    private static Task Bumped(Db db, string counter, int times)
    {
        for (var i = 0; i < times; i++)
            ChangeCounters.Bump(db, counter);
        return Task.CompletedTask;
    }

    private sealed class CountedReads : IStorageObserver
    {
        private int _count;

        public int Count => _count;

        public void ReadEnded(TimeSpan duration) => Interlocked.Increment(ref _count);

        public void WriteEnded(WriteOutcome outcome)
        {
            // Only reads are counted.
        }

        public void GroupCommitted(int writes, TimeSpan duration)
        {
            // Only reads are counted.
        }
    }
}
