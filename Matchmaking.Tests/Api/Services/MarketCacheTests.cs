using System.Text.Json;
using Matchmaking.Api.Services;
using Matchmaking.Core.Common;
using Matchmaking.Core.FinancingRequests;
using Matchmaking.Core.Startups;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.FinancingRequests;
using Matchmaking.Core.Storage.Startups;
using Matchmaking.Core.Taxonomies;
using Matchmaking.Ranking.Facts;
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

            var continued = await Read(_cache.Get);

            Assert.That(Lines(continued), Is.EqualTo(Lines(await Fresh())), $"round {round}");
        }
    }

    [Test]
    public async Task Get_OneOfManyChanged_TheOthersAreShared()
    {
        await Write(db => StoreCases.Parties(db, 50));
        var before = await Read(_cache.Get);
        await Write(async db => Check(await StartupStore.Entities.Update(db, (await Startup(db, 7))! with { District = "jiangxia", Version = 2 })));

        var after = await Read(_cache.Get);

        var changed = after.ById.Values.Where(p => !ReferenceEquals(p, before.ById[p.Facts.Id])).Select(p => p.Facts.StartupId.Value);
        Assert.That(changed, Is.EqualTo((Guid[])[Samples.Key(SampleKind.Startup, 7)]));
        Assert.That(after.Startups.Values.Where(s => !ReferenceEquals(s, before.Startups[s.Id])), Has.Exactly(1).Items);
    }

    [Test]
    public async Task Get_NothingChanged_TheSame()
    {
        await Write(db => StoreCases.Parties(db, 3));
        var before = await Read(_cache.Get);
        await Write(db =>
        {
            ChangeCounters.Bump(db, ChangeCounters.Readiness);
            return Task.CompletedTask;
        });

        Assert.That(await Read(_cache.Get), Is.SameAs(before));
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
                await Write(async w => Check(await StartupStore.Entities.Update(w, (await Startup(w, 1))! with { Name = $"Name {version}", Version = version })));
                Assert.That((await Read(_cache.Get)).Startups[new StartupId(Samples.Key(SampleKind.Startup, 1))].Name, Is.EqualTo($"Name {version}"));
            }

            return await _cache.Get(db);
        });

        Assert.That(old.Startups[new StartupId(Samples.Key(SampleKind.Startup, 1))].Name, Is.EqualTo(Samples.BareStartup(1).Name));
        Assert.That(Lines(await Read(_cache.Get)), Is.EqualTo(Lines(await Fresh())), "the newest is not continued from a state of its future");
    }

    [Test]
    public async Task Get_CounterMovedWithoutAWordInTheLog_ReadsAll()
    {
        await Write(db => StoreCases.Parties(db, 3));
        await Read(_cache.Get);
        await Write(async db =>
        {
            await db.Execute("UPDATE startups SET name = 'Changed behind the log', version = version + 1");
            ChangeCounters.Bump(db, ChangeCounters.Market);
        });

        Assert.That((await Read(_cache.Get)).Startups.Values.Select(s => s.Name), Is.All.EqualTo("Changed behind the log"));
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
                await Write(async db => Check(await StartupStore.Entities.Update(db, (await Startup(db, 1))! with { TeamSize = version, Version = version })));
        });
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!writer.IsCompleted)
            {
                var (seen, market) = await Read(async db => (await Startup(db, 1), await _cache.Get(db)));
                Assert.That(market.Startups[seen!.Id].Version, Is.EqualTo(seen.Version));
            }
        }));

        await Task.WhenAll([writer, .. readers]);
    }

    private async Task<Market> Fresh()
    {
        using var cache = new MarketCache(_facts);
        return await Read(cache.Get);
    }

    /// <summary>All that a market says, in an order of its own.</summary>
    private static IReadOnlyList<string> Lines(Market market) =>
    [
        $"{market.Stamp}",
        .. market.Startups.Values.OrderBy(s => s.Id.Value).Select(s => JsonSerializer.Serialize(s, WireJson.Options)),
        .. market.Requests.Values.OrderBy(r => r.Id.Value).Select(r => JsonSerializer.Serialize(r, WireJson.Options)),
        .. market.ById.OrderBy(p => p.Key.Value).Select(p => $"{p.Key} {Convert.ToHexString(p.Value.Digest.Span)}"),
        .. market.Open.Select(p => $"open {p.Facts.Id}").Order(StringComparer.Ordinal),
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
