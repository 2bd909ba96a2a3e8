using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Index;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Services;

/// <summary>The market that rankings choose from: continued from change to change, it is what reading all would give.</summary>
internal sealed class MarketCacheTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private static readonly FactsFactory _facts = new(Taxonomy.Load());
    private static readonly string[] _districts = ["hongshan", "jiangan", "wuchang"];
    private static readonly string[] _sectors = ["low-altitude-economy", "optoelectronics", "biomedicine"];

    private MarketCache _cache = null!;

    [SetUp]
    public void SetUp() => _cache = new MarketCache(_facts);

    [TearDown]
    public void TearDown() => _cache.Dispose();

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public async Task Get_AfterRandomChanges_WhatReadingAllGives(int seed)
    {
        var random = new Random(seed);
        var next = 0;
        for (var round = 0; round < 60; round++)
        {
            // Now and then more than is worth going through one by one.
            var changes = round == 40 ? 600 : random.Next(0, 6);
            await Write(async db =>
            {
                for (var i = 0; i < changes; i++)
                    await Change(db, random, next++);
            });

            var continued = await Read(Get);

            Assert.That(Lines(continued), Is.EqualTo(Lines(await Fresh())), $"round {round}");
        }
    }

    [Test]
    public async Task Get_OneOfManyChanged_TheOthersAreShared()
    {
        await Write(db => StoreCases.Parties(db, 50));
        var before = await Read(Get);
        await Write(async db => Check(await StartupStore.Entities.Update(db, (await Startup(db, 7))! with { District = "jiangxia", Version = 2 })));

        var after = await Read(Get);

        Assert.That(after.Requests.Parts[0].Segment, Is.SameAs(before.Requests.Parts[0].Segment));
        Assert.That(after.Requests.Parts.Skip(1).Sum(p => p.Live), Is.EqualTo(1));
    }

    [Test]
    public async Task Get_NothingChanged_TheSame()
    {
        await Write(db => StoreCases.Parties(db, 3));
        var before = await Read(Get);
        await Write(db =>
        {
            ChangeCounters.Bump(db, ChangeCounters.Readiness);
            return Task.CompletedTask;
        });

        Assert.That(await Read(Get), Is.SameAs(before));
    }

    [Test]
    public async Task Get_SnapshotsOlderThanTheNewest_EachItsOwnState()
    {
        await Write(db => StoreCases.Parties(db, 3));
        var old = await Read(async db =>
        {
            // The snapshot begins with its first query.
            await StartupStore.Entities.All(db);
            for (var version = 2; version < 15; version++)
            {
                await Write(async w => Check(await StartupStore.Entities.Update(w, (await Startup(w, 1))! with { FoundedOn = Day(version), Version = version })));
                Assert.That(Founded(await Read(Get)), Is.EqualTo(Day(version)));
            }

            return await Get(db);
        });

        Assert.That(Founded(old), Is.EqualTo(Samples.BareStartup(1).FoundedOn));
        Assert.That(Lines(await Read(Get)), Is.EqualTo(Lines(await Fresh())), "the newest is not continued from a state of its future");
    }

    [Test]
    public async Task Get_CounterMovedWithoutAWordInTheLog_ReadsAll()
    {
        await Write(db => StoreCases.Parties(db, 3));
        await Read(Get);
        await Write(async db =>
        {
            await db.Execute("UPDATE startups SET founded_on = '2001-02-03', version = version + 1");
            ChangeCounters.Bump(db, ChangeCounters.Market);
        });

        Assert.That((await Read(Get)).Requests.Profiles(IndexScope.All).Select(p => p.Facts.FoundedOn), Is.All.EqualTo(new DateOnly(2001, 2, 3)));
    }

    [Test]
    public async Task Merge_AfterManyChanges_TheSameState()
    {
        await Write(db => StoreCases.Parties(db, 30));
        for (var version = 2; version < 15; version++)
        {
            await Write(async db => Check(await StartupStore.Entities.Update(db, (await Startup(db, version))! with { FoundedOn = Day(version), Version = 2 })));
            await Read(Get);
        }

        var before = await Read(Get);
        await _cache.Merge(CancellationToken.None);
        var merged = await Read(Get);

        Assert.That(merged.Requests.Parts, Has.Count.LessThan(before.Requests.Parts.Count));
        Assert.That(Lines(merged), Is.EqualTo(Lines(before)));
        await Write(async db => Check(await StartupStore.Entities.Update(db, (await Startup(db, 1))! with { FoundedOn = Day(99), Version = 2 })));
        Assert.That(Lines(await Read(Get)), Is.EqualTo(Lines(await Fresh())), "it is continued from there");
    }

    [Test]
    public async Task Get_ManyRequestsBeforeTheyAreRead_ToldToComeAgain()
    {
        await Write(db => StoreCases.Parties(db, 3));
        using var cache = new MarketCache(_facts, atOnceMost: 2);

        Assert.That((await Read(cache.Get)).Error?.Code, Is.EqualTo("warming-up"));
        await Read(async db =>
        {
            await cache.Warm(db);
            return true;
        });
        Assert.That((await Read(cache.Get)).Value.Requests.Count, Is.EqualTo(3));
    }

    [Test]
    public async Task Get_InAWrite_Refused()
    {
        await Write(db => StoreCases.Parties(db, 1));

        Assert.That(() => Write(db => _cache.Get(db)), Throws.InvalidOperationException);
    }

    [Test]
    public async Task Get_ManyReadersBesideAWriter_EachTheStateOfItsSnapshot()
    {
        await Write(db => StoreCases.Parties(db, 5));
        var writer = Task.Run(async () =>
        {
            for (var version = 2; version < 50; version++)
                await Write(async db => Check(await StartupStore.Entities.Update(db, (await Startup(db, 1))! with { FoundedOn = Day(version), Version = version })));
        });
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!writer.IsCompleted)
            {
                var (seen, market) = await Read(async db => (await Startup(db, 1), await Get(db)));
                Assert.That(Founded(market), Is.EqualTo(seen!.FoundedOn));
            }
        }));

        await Task.WhenAll([writer, .. readers]);
    }

    private async Task<Market> Fresh()
    {
        using var cache = new MarketCache(_facts);
        return (await Read(cache.Get)).Value;
    }

    private async Task<Market> Get(Db db) => (await _cache.Get(db)).Value;

    private static DateOnly Day(int number) => new DateOnly(2000, 1, 1).AddDays(number);

    /// <summary>What the market says of the first startup.</summary>
    private static DateOnly? Founded(Market market) =>
        market.Requests.Profiles(IndexScope.All).First(p => p.Facts.StartupId.Value == Samples.Key(SampleKind.Startup, 1)).Facts.FoundedOn;

    /// <summary>All that a market says, in an order of its own.</summary>
    private static IReadOnlyList<string> Lines(Market market) =>
    [
        $"{market.Stamp}",
        .. market.Requests.Profiles(IndexScope.All).OrderBy(p => p.Facts.Id).Select(p => $"{p.Facts.Id} {Convert.ToHexString(p.Digest.Span)}"),
        .. market.Requests.Profiles(IndexScope.Open).Select(p => $"open {p.Facts.Id}").Order(StringComparer.Ordinal),
        Convert.ToHexString(market.Requests.Digest(IndexScope.All).Root.Span),
        Convert.ToHexString(market.Requests.Digest(IndexScope.Open).Root.Span),
        Convert.ToHexString(market.Profile.Digest.Span),
    ];

    private static Task<Startup?> Startup(Db db, int n) => StartupStore.Entities.Find(db, Samples.Key(SampleKind.Startup, n));

    private static async Task Change(Db db, Random random, int n)
    {
        var startups = await StartupStore.Entities.All(db);
        var requests = await FinancingRequestStore.Entities.All(db);
        switch (random.Next(6))
        {
            case 0 when requests.Count > 0:
                var request = requests[random.Next(requests.Count)];
                Check(await FinancingRequestStore.Entities.Update(db, request with { Status = (RequestStatus)random.Next(4), Version = request.Version + 1 }));
                break;
            case 1 when requests.Count > 0:
                Check(await FinancingRequestStore.Entities.Delete(db, requests[random.Next(requests.Count)]));
                break;
            case 2 when startups.Count > 0:
                var startup = startups[random.Next(startups.Count)];
                Check(await StartupStore.Entities.Update(
                    db, startup with { District = _districts[random.Next(3)], Sectors = [_sectors[random.Next(3)]], Version = startup.Version + 1 }));
                break;
            case 3 when startups.FirstOrDefault(s => requests.All(r => r.StartupId != s.Id)) is { } lonely:
                Check(await StartupStore.Entities.Delete(db, lonely));
                break;
            case 4 when startups.Count > 0:
                Check(await FinancingRequestStore.Entities.Insert(
                    db, Samples.BareRequest(n) with { StartupId = startups[random.Next(startups.Count)].Id, Status = RequestStatus.Open }));
                break;
            default:
                Check(await StartupStore.Entities.Insert(db, Samples.BareStartup(n)));
                break;
        }
    }

    private static void Check<T>(Result<T> result) => Assert.That(result.Error, Is.Null);
}
