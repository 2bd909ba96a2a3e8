using System.Globalization;
using Matchmaking.Api.Upkeep;
using Matchmaking.Api.Webhooks;
using Matchmaking.Core.Webhooks;
using Matchmaking.Tests.Api.Telemetry;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Webhooks;

/// <summary>What arrives at a receiver, how often and when.</summary>
internal sealed class WebhookDeliveryTests : WebhookFixture
{
    private const int KnownFirstWait = 9_870;

    [Test]
    public async Task Event_OfAnActiveWebhook_ArrivesOnceSignedWithItsSecret()
    {
        var hook = await CreateHook(Admin, "startup.*");
        var startup = await Happen();

        await RunOnce();
        await RunOnce();

        var call = Receiver.Calls.Single();
        Assert.That(call.IsSignedWith(hook.Secret));
        Assert.That(call.IsSignedWith(hook.Secret + "x"), Is.False);
        Assert.That(call.Signatures, Is.EqualTo(1));
        Assert.That(call.SignedAt, Is.EqualTo(Server.Clock.GetUtcNow()));
        Assert.That(call.Headers["Content-Type"], Is.EqualTo("application/json; charset=utf-8"));
        Assert.That(call.Headers["Matchmaking-Event"], Is.EqualTo("startup.created").And.EqualTo(call.Type));
        Assert.That(call.Event["resource"]!.Text("path"), Is.EqualTo($"/v1/startups/{startup}"));
        var feed = (await Admin.GetAsync("/events?type=startup.created")).Expect(200).Items.Single();
        Assert.That(call.Event.ToJsonString(), Is.EqualTo(feed.ToJsonString()));
        var delivery = (await Deliveries(hook)).Single();
        Assert.That(delivery.Text("id"), Is.EqualTo(call.Delivery));
        Assert.That(delivery.Text("status"), Is.EqualTo("delivered"));
        Assert.That(delivery.List("attempts").Single()["status"]!.GetValue<int>(), Is.EqualTo(204));
    }

    [Test]
    public async Task Events_Many_ArriveInTheirOrderAndOnlyThoseAskedFor()
    {
        await CreateHook(Admin, "startup.created", "fund.*");
        for (var n = 0; n < 30; n++)
            await Happen($"Startup {n}");
        await Admin.CreateSession();
        await Admin.CreateFund();

        await RunOnce();

        var feed = await Events("?type=startup.created,fund.*&limit=200");
        Assert.That(Receiver.Calls.Select(c => c.EventId).ToList(), Is.EqualTo(feed).And.Count.EqualTo(31));
    }

    [Test]
    public async Task Failure_EveryTime_IsTriedTenTimesMoreWhenDueAndThenGivenUp()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        await RunOnce();
        var due = TimeSpan.FromSeconds(10);

        for (var failures = 1; failures <= 10; failures++)
        {
            Assert.That(Receiver.Calls, Has.Count.EqualTo(failures));
            Server.Clock.Advance(due * 0.89);
            Assert.That(await RunOnce(), Is.Zero, $"too soon after failure {failures}");
            Server.Clock.Advance(due * 0.22);
            Assert.That(await RunOnce(), Is.EqualTo(1), $"due after failure {failures}");
            due *= 3;
        }

        Server.Clock.Advance(TimeSpan.FromDays(20));
        Assert.That(await RunOnce(), Is.Zero);
        var delivery = (await Deliveries(hook, "?status=failed")).Single();
        Assert.That(delivery.List("attempts"), Has.Count.EqualTo(11));
        Assert.That(delivery["dueAt"], Is.Null);
        Assert.That(Receiver.Calls.Select(c => c.Delivery).Distinct().Count(), Is.EqualTo(1));
        Assert.That(Receiver.Calls.Select(c => c.SignedAt), Is.Ordered.Ascending.And.Unique, "each attempt is signed anew");
    }

    [Test]
    public async Task Failure_OfOneEvent_HoldsTheOthersForFiveAttemptsAndNoLonger()
    {
        await CreateHook(Admin, "startup.created");
        await Happen("Poison");
        await Happen("Next");
        var poison = (await Events("?type=startup.created"))[0];
        Receiver.Answer = (call, http) => Receiver.Status(http, call.EventId == poison ? 500 : 200);

        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await RunOnce();
            Assert.That(Receiver.Calls.Count(c => c.EventId == poison), Is.EqualTo(attempt));
            Assert.That(Receiver.Calls.Any(c => c.EventId != poison), Is.EqualTo(attempt == 5));
            Server.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        // It goes on to be tried by itself.
        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        Server.Clock.Advance(TimeSpan.FromMinutes(15));
        await RunOnce();
        Assert.That(Receiver.Calls[^1].EventId, Is.EqualTo(poison));
    }

    [Test]
    public async Task Receiver_Hangs_IsGivenUpAndDelaysNobodyElse()
    {
        var slow = await CreateHook(Admin, "startup.created");
        await using var quick = await Receiver.StartAsync();
        var other = (await Admin.PostAsync("/webhooks", Bodies.Webhook(url: quick.Url).With("events", JsonNodes.Array("startup.created")))).Expect(201);
        Receiver.Answer = async (_, http) => await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted);
        await Happen();

        var running = await Server.Services.GetRequiredService<WebhookRounds>().Begin(CancellationToken.None);
        Assert.That(running, Has.Count.EqualTo(2));
        Assert.That(await await Task.WhenAny(running), Is.EqualTo(1));

        Assert.That(quick.Calls, Has.Count.EqualTo(1), "while the other still hangs");
        Assert.That((await Deliveries(slow)).Single().List("attempts"), Is.Empty);
        await Task.WhenAll(running);
        var attempt = (await Deliveries(slow)).Single().List("attempts").Single();
        Assert.That(attempt.Text("error"), Is.EqualTo("timed-out"));
        Assert.That(attempt.Int("durationMs"), Is.InRange(900, 5_000));
        Assert.That((await Admin.ListAsync($"/webhooks/{other.Id}/deliveries")).Single().Text("status"), Is.EqualTo("delivered"));
    }

    [Test]
    public async Task Receiver_Redirects_IsNotFollowed()
    {
        await using var elsewhere = await Receiver.StartAsync();
        Receiver.Answer = (_, http) =>
        {
            http.Response.Headers.Location = elsewhere.Url;
            return Receiver.Status(http, 307);
        };
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();

        await RunOnce();

        Assert.That(elsewhere.Calls, Is.Empty);
        var attempt = (await Deliveries(hook)).Single().List("attempts").Single();
        Assert.That((attempt.Text("error"), attempt.Int("status")), Is.EqualTo(("redirect", 307)));
    }

    [TestCase(200, "delivered")]
    [TestCase(503, "pending")]
    public async Task Receiver_AnswersWithoutEnd_IsJudgedByItsStatusAlone(int status, string expected)
    {
        Receiver.Answer = async (_, http) =>
        {
            http.Response.StatusCode = status;
            var chunk = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(chunk, http.RequestAborted);
        };
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();

        await RunOnce();

        var delivery = (await Deliveries(hook)).Single();
        Assert.That(delivery.Text("status"), Is.EqualTo(expected));
        Assert.That(delivery.List("attempts").Single().Int("durationMs"), Is.LessThan(AttemptTime.TotalMilliseconds), "nobody waits for the end");
    }

    [Test]
    public async Task Receiver_NotThere_IsToldAsSuch()
    {
        var hook = await CreateHook(Admin, "startup.created");
        await Receiver.DisposeAsync();
        await Happen();

        await RunOnce();

        var attempt = (await Deliveries(hook)).Single().List("attempts").Single();
        Assert.That(attempt.Text("error"), Is.EqualTo("connection-failed"));
        Assert.That(attempt["status"], Is.Null);
    }

    [Test]
    public async Task Webhook_OnlyFailuresForFiveDays_IsDisabledAndBeginsAnewWhenSetActive()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        var hook = await CreateHook(Admin, "startup.created");
        for (var hours = 0; hours <= 6 * 24; hours += 12)
        {
            await Happen();
            await RunOnce();
            Server.Clock.Advance(TimeSpan.FromHours(12));
        }

        var webhook = (await Admin.GetAsync($"/webhooks/{hook.Id}")).Expect(200);
        Assert.That((webhook.Json.Text("status"), webhook.Json.Text("disabledReason")), Is.EqualTo(("disabled", "only-failures")));
        Assert.That(await Events("?type=webhook.disabled"), Has.Count.EqualTo(1));
        var before = Receiver.Calls.Count;
        Assert.That(await RunOnce(), Is.Zero);

        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        await Admin.ChangeAsync($"/webhooks/{hook.Id}", new() { ["status"] = "active" });
        Assert.That(await RunOnce(), Is.GreaterThan(5));
        Assert.That(Receiver.Calls, Has.Count.GreaterThan(before + 5));
        Assert.That((await Admin.GetAsync($"/webhooks/{hook.Id}")).Json.Text("status"), Is.EqualTo("active"));
        var told = (await Events("?type=startup.created&limit=200")).ToHashSet();
        Assert.That(Receiver.Calls.Select(c => c.EventId).ToHashSet(), Is.EquivalentTo(told), "what happened while it was disabled is told too");
    }

    [Test]
    public async Task Webhook_OneSuccessAmongFailures_IsNotDisabled()
    {
        var hook = await CreateHook(Admin, "startup.created");
        for (var day = 0; day < 12; day++)
        {
            Receiver.Answer = (_, http) => Receiver.Status(http, day % 4 == 3 ? 200 : 500);
            await Happen();
            await RunOnce();
            Server.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.That((await Admin.GetAsync($"/webhooks/{hook.Id}")).Json.Text("status"), Is.EqualTo("active"));
    }

    [Test]
    public async Task Deliveries_OlderThanThirtyDays_AreForgotten()
    {
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        await RunOnce();
        Server.Clock.Advance(TimeSpan.FromDays(29));
        await Happen();
        await RunOnce();
        Server.Clock.Advance(TimeSpan.FromDays(2));

        await Server.Services.GetRequiredService<TableTrim>().Trim(CancellationToken.None);

        Assert.That(await Deliveries(hook), Has.Count.EqualTo(1));
        Assert.That(await RunOnce(), Is.Zero);
    }

    [Test]
    public async Task Webhook_PausedForLong_SendsWhatItMissedOfThirtyDays()
    {
        var hook = await CreateHook(Admin, "startup.created");
        await Admin.ChangeAsync($"/webhooks/{hook.Id}", new() { ["status"] = "paused" });
        await Happen("Too old");
        Server.Clock.Advance(TimeSpan.FromDays(31));
        var recent = await Happen("Recent");
        Assert.That(await RunOnce(), Is.Zero);

        await Admin.ChangeAsync($"/webhooks/{hook.Id}", new() { ["status"] = "active" });
        await RunOnce();

        Assert.That(Receiver.Calls.Single().Event["resource"]!.Text("id"), Is.EqualTo(recent));
    }

    [Test]
    public async Task Queue_Full_MakesThePositionWaitAndLosesNothing()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        var hook = await CreateHook(Admin, "startup.created");
        var sheet = string.Join('\n', Enumerable.Range(0, 1_100).Select(n => string.Create(CultureInfo.InvariantCulture, $"Startup {n}")));
        await Admin.Import("startups", "name\n" + sheet);
        await RunOnce();
        Assert.That(await Deliveries(hook), Has.Count.EqualTo(DeliveryQueue.PendingMost));

        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        for (var round = 0; round < 20; round++)
        {
            Server.Clock.Advance(TimeSpan.FromMinutes(1));
            await RunOnce();
        }

        var told = await Admin.ListAsync("/startups");
        Assert.That(Receiver.Calls.Skip(1).Select(c => c.Event["resource"]!.Text("id")).ToList(), Is.EqualTo(told.Select(s => s.Text("id"))).And.Count.EqualTo(1_100));
    }

    [Test]
    public void Schedule_OfAnyDelivery_LastsThreeToFourDaysAndDiffersBetweenDeliveries()
    {
        var ids = Enumerable.Range(0, 200).Select(n => DeliveryId.Parse(string.Create(CultureInfo.InvariantCulture, $"0197a000-0000-7000-8000-{n:x12}"))).ToList();

        foreach (var id in ids)
        {
            var waits = Enumerable.Range(1, DeliverySchedule.Retries).Select(n => DeliverySchedule.Wait(id, n)!.Value).ToList();
            Assert.That(waits.Aggregate(TimeSpan.Zero, (sum, w) => sum + w), Is.InRange(TimeSpan.FromDays(3), TimeSpan.FromDays(3.8)));
            Assert.That(waits, Is.Ordered.Ascending);
            Assert.That(DeliverySchedule.Wait(id, 11), Is.Null);
        }

        Assert.That(ids.Select(i => DeliverySchedule.Wait(i, 1)).Distinct().Count(), Is.GreaterThan(60));
        // Any process, of any version, comes to the same.
        Assert.That(DeliverySchedule.Wait(ids[0], 1), Is.EqualTo(TimeSpan.FromMilliseconds(KnownFirstWait)));
    }

    [Test]
    public async Task Metrics_OfDeliveries_CountWhatCameOfThem()
    {
        using var measured = new Measurements(Server);
        await CreateHook(Admin, "startup.created");
        await Happen();
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        await RunOnce();
        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunOnce();

        Assert.That(measured.Of("matchmaking.webhook.deliveries", "matchmaking.outcome=retried").Sum(), Is.EqualTo(1));
        Assert.That(measured.Of("matchmaking.webhook.deliveries", "matchmaking.outcome=delivered").Sum(), Is.EqualTo(1));
        Assert.That(measured.Of("matchmaking.webhook.deliveries").Sum(), Is.EqualTo(2));
        Assert.That(measured.Of("matchmaking.webhook.duration"), Has.Count.LessThanOrEqualTo(2).And.All.Positive);
    }

    private async Task<IReadOnlyList<string>> Events(string query) => [.. (await Admin.GetAsync("/events" + query)).Expect(200).Items.Select(e => e.Text("id"))];
}
