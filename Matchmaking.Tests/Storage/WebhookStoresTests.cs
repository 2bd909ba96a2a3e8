using Matchmaking.Core.SavedSearches;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Core.Storage.SavedSearches;
using Matchmaking.Core.Storage.Webhooks;
using Matchmaking.Core.Webhooks;
using Matchmaking.Tests.Storage.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Storage;

/// <summary>What moves beside webhooks and saved searches: progress, deliveries, results.</summary>
internal sealed class WebhookStoresTests(DatabaseEngine engine) : StoreFixture(engine)
{
    private static readonly DateTimeOffset _now = new(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);

    private static readonly WebhookId _webhook = Samples.BareWebhook(0).Id;

    [Test]
    public async Task Progress_Stored_ReadsBackAndMovesOnceFromWhereItIs()
    {
        await AddWebhook(0);
        var before = (await Read(db => WebhookProgressStore.Find(db, _webhook)))!;
        Assert.That((before.Position, before.Secret, before.PreviousSecret, before.Claim, before.DueAt), Is.EqualTo((7L, (byte[])[1, 2], (byte[]?)null, (Guid?)null, (DateTimeOffset?)null)));

        await Write(async db =>
        {
            Assert.That(await WebhookProgressStore.Move(db, _webhook, 7, 9));
            Assert.That(await WebhookProgressStore.Move(db, _webhook, 7, 12), Is.False, "somebody was faster");
            await WebhookProgressStore.Rotate(db, _webhook, [3], _now.AddHours(24));
            await WebhookProgressStore.Schedule(db, before with { Claim = _webhook.Value, DueAt = _now, FailingSince = _now.AddDays(-1) });
        });

        var after = (await Read(db => WebhookProgressStore.Find(db, _webhook)))!;
        Assert.That((after.Position, after.Claim, after.DueAt, after.FailingSince, after.PreviousUntil), Is.EqualTo((9L, (Guid?)_webhook.Value, (DateTimeOffset?)_now, (DateTimeOffset?)_now.AddDays(-1), (DateTimeOffset?)_now.AddHours(24))));
        Assert.That((after.Secret, after.PreviousSecret), Is.EqualTo(((byte[])[3], (byte[])[1, 2])));
    }

    [Test]
    public async Task Due_Webhooks_ComeInTheOrderInWhichTheyWaited()
    {
        for (var n = 0; n < 4; n++)
            await AddWebhook(n);
        await Write(async db =>
        {
            foreach (var (n, due) in new[] { (0, 30), (1, 10), (2, 20) })
                await Schedule(db, n, _now.AddSeconds(due));
        });

        Task<IReadOnlyList<WebhookId>> Due(int seconds, int take = 10) => Read(db => WebhookProgressStore.Due(db, _now.AddSeconds(seconds), take));
        Assert.That(await Due(9), Is.Empty);
        Assert.That(await Due(20), Is.EqualTo(Ids(1, 2)));
        Assert.That(await Due(100), Is.EqualTo(Ids(1, 2, 0)));
        Assert.That(await Due(100, take: 1), Is.EqualTo(Ids(1)));
    }

    [Test]
    public async Task Behind_Webhooks_AreTheActiveOnesBeforeAPosition()
    {
        for (var n = 0; n < 3; n++)
            await AddWebhook(n);
        await Write(async db =>
        {
            await WebhookStore.Entities.Update(db, Samples.BareWebhook(1) with { Version = 2, Status = WebhookStatus.Paused });
            await WebhookProgressStore.Move(db, Samples.BareWebhook(2).Id, 7, 8);
        });

        Assert.That(await Read(db => WebhookStore.Behind(db, 7)), Is.Empty);
        Assert.That((await Read(db => WebhookStore.Behind(db, 8))).Select(b => b.Id), Is.EqualTo(Ids(0)));
        Assert.That((await Read(db => WebhookStore.Behind(db, 9))).Select(b => (b.Id, b.Position)), Is.EqualTo(new[] { (Ids(0)[0], 7L), (Ids(2)[0], 8L) }));
    }

    [Test]
    public async Task Delivery_WithAllFields_ReadsBackAndIsChangedWhilePendingOnly()
    {
        await AddWebhook(0);
        var full = Delivery(1) with
        {
            ReplayOf = Delivery(0).Id,
            EventSequence = 42,
            Aside = true,
            Attempts = [new DeliveryAttempt(_now, 12, 503, DeliveryError.Status), new DeliveryAttempt(_now.AddSeconds(10), 10_000, null, DeliveryError.TimedOut)],
        };
        await Write(async db =>
        {
            await DeliveryStore.Insert(db, full);
            await DeliveryStore.Insert(db, Delivery(2));
        });
        Assert.That(Facts.Of(await Read(db => DeliveryStore.Find(db, full.Id))), Is.EqualTo(Facts.Of(full)));
        Assert.That(Facts.Of(await Read(db => DeliveryStore.Find(db, Delivery(2).Id))), Is.EqualTo(Facts.Of(Delivery(2))));
        Assert.That(await Read(db => DeliveryStore.Find(db, Delivery(3).Id)), Is.Null);

        var done = full.Finish(DeliveryStatus.Delivered, _now.AddMinutes(1));
        await Write(db => DeliveryStore.Update(db, done));
        await Write(db => DeliveryStore.Update(db, full));

        Assert.That(Facts.Of(await Read(db => DeliveryStore.Find(db, full.Id))), Is.EqualTo(Facts.Of(done)), "what has ended does not begin again");
    }

    [Test]
    public async Task Next_Delivery_IsTheFirstInLineOrOneAsideThatIsDueSooner()
    {
        await AddWebhook(0);
        await AddWebhook(1);
        Assert.That(await Next(), Is.Null);
        await Write(async db =>
        {
            await DeliveryStore.Insert(db, Delivery(1) with { DueAt = _now.AddMinutes(5) });
            await DeliveryStore.Insert(db, Delivery(2) with { DueAt = _now });
            await DeliveryStore.Insert(db, Delivery(3) with { DueAt = _now.AddMinutes(9), Aside = true });
            await DeliveryStore.Insert(db, Delivery(4) with { DueAt = _now, WebhookId = Samples.BareWebhook(1).Id });
        });
        Assert.That(await Next(), Is.EqualTo(Delivery(1).Id), "the second waits for it, however soon it is due");

        await Write(db => DeliveryStore.Update(db, Delivery(3) with { DueAt = _now.AddMinutes(4), Aside = true }));
        Assert.That(await Next(), Is.EqualTo(Delivery(3).Id));

        await Write(db => DeliveryStore.Update(db, Delivery(1) with { DueAt = _now.AddMinutes(5), Aside = true }));
        Assert.That(await Next(), Is.EqualTo(Delivery(2).Id), "it stepped aside");
        Assert.That(await Read(db => DeliveryStore.CountPending(db, _webhook)), Is.EqualTo(3));

        async Task<DeliveryId?> Next() => (await Read(db => DeliveryStore.Next(db, _webhook)))?.Id;
    }

    [Test]
    public async Task Deletion_OfAWebhook_TakesItsProgressAndDeliveries()
    {
        await AddWebhook(0);
        await AddWebhook(1);
        await Write(async db =>
        {
            await DeliveryStore.Insert(db, Delivery(1));
            await DeliveryStore.Insert(db, Delivery(2) with { WebhookId = Samples.BareWebhook(1).Id });
        });

        await Write(async db => Assert.That((await WebhookStore.Entities.Delete(db, Samples.BareWebhook(0))).Error, Is.Null));

        Assert.That(await Read(db => WebhookProgressStore.Find(db, _webhook)), Is.Null);
        Assert.That(await Read(db => DeliveryStore.Find(db, Delivery(1).Id)), Is.Null);
        Assert.That(await Read(db => DeliveryStore.Find(db, Delivery(2).Id)), Is.Not.Null);
    }

    [Test]
    public async Task Trim_OfOldDeliveries_LeavesYoungerOnes()
    {
        await AddWebhook(0);
        await Write(async db =>
        {
            for (var n = 0; n < 5; n++)
                await DeliveryStore.Insert(db, Delivery(n) with { CreatedAt = _now.AddDays(n) });
        });

        await Write(async db => Assert.That(await DeliveryStore.Trim(db, _now.AddDays(2) + DeliveryStore.Kept), Is.EqualTo(3)));

        Assert.That((await Read(db => DeliveryStore.List(db, _webhook, null, false, null, 10))).Items.Select(d => d.Id), Is.EqualTo(new[] { Delivery(3).Id, Delivery(4).Id }));
    }

    [Test]
    public async Task Results_PutTwice_AreTheLastAndGoWithTheirSearch()
    {
        var search = Samples.FullSavedSearch(0);
        await Write(async db =>
        {
            await KeyStore.Insert(db, Samples.BareKey(0), new string('0', 64));
            await SavedSearchStore.Entities.Insert(db, search);
            await SearchResultStore.Put(db, new SearchResults { SearchId = search.Id, EvaluatedAt = _now, Stamp = "1", Problem = "not-found" });
        });
        var full = new SearchResults
        {
            SearchId = search.Id,
            EvaluatedAt = _now.AddSeconds(5),
            Stamp = "2",
            ModelVersion = "prior-2",
            InputHash = "abc",
            AsOf = new DateOnly(2026, 11, 20),
            Items = [new SearchMatch(search.Subject.Id, 1, 0.123456789012345, _now, Seen: false)],
        };
        await Write(db => SearchResultStore.Put(db, full));
        Assert.That(Facts.Of(await Read(db => SearchResultStore.Find(db, search.Id))), Is.EqualTo(Facts.Of(full)));

        await Write(async db => Assert.That((await SavedSearchStore.Entities.Delete(db, search)).Error, Is.Null));

        Assert.That(await Read(db => SearchResultStore.Find(db, search.Id)), Is.Null);
    }

    private Task AddWebhook(int n) => Write(async db =>
    {
        await KeyStore.Insert(db, Samples.BareKey(n), $"{n:x64}");
        Assert.That((await WebhookStore.Entities.Insert(db, Samples.BareWebhook(n))).Error, Is.Null);
        await WebhookProgressStore.Insert(db, Samples.BareWebhook(n).Id, 7, [1, 2]);
    });

    private static async Task Schedule(Matchmaking.Core.Storage.Db db, int n, DateTimeOffset due) =>
        await WebhookProgressStore.Schedule(db, (await WebhookProgressStore.Find(db, Samples.BareWebhook(n).Id))! with { DueAt = due });

    private static WebhookId[] Ids(params int[] numbers) => [.. numbers.Select(n => Samples.BareWebhook(n).Id)];

    private static WebhookDelivery Delivery(int n) => new()
    {
        Id = new(Samples.Key(SampleKind.Webhook, 1_000 + n)),
        WebhookId = _webhook,
        CreatedAt = _now,
        EventId = Samples.Key(SampleKind.Outcome, n),
        EventType = "plan.published",
        DueAt = _now,
    };
}
