using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Webhooks;

/// <summary>Deliveries that somebody asks for: replays and tests.</summary>
internal sealed class WebhookReplayTests : WebhookFixture
{
    [Test]
    public async Task Replay_OfADelivery_IsANewDeliveryOfTheSameEvent()
    {
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        await RunOnce();
        var first = Receiver.Calls.Single();

        var replay = (await Admin.PostAsync($"/webhooks/{hook.Id}/deliveries/{first.Delivery}/replay")).Expect(201);
        await RunOnce();

        var second = Receiver.Calls[^1];
        Assert.That(Receiver.Calls, Has.Count.EqualTo(2));
        Assert.That(second.Delivery, Is.EqualTo(replay.Id).And.Not.EqualTo(first.Delivery));
        Assert.That(second.Body, Is.EqualTo(first.Body));
        Assert.That(second.IsSignedWith(hook.Secret));
        var stored = (await Admin.GetAsync(replay.Headers.Location!.ToString()["/v1".Length..])).Expect(200);
        Assert.That((stored.Json.Text("replayOf"), stored.Json.Text("status")), Is.EqualTo((first.Delivery, "delivered")));
        Assert.That((await Admin.ListAsync("/audit?resource=webhook-delivery")).Single().Text("resourceId"), Is.EqualTo(replay.Id), "who asked for it is told");
    }

    [Test]
    public async Task Replay_OfWhatWaitsForItsNextAttempt_IsTriedAtOnce()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        await RunOnce();
        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        Assert.That(await RunOnce(), Is.Zero, "not due yet");

        var same = (await Admin.PostAsync($"/webhooks/{hook.Id}/deliveries/{Receiver.Calls[0].Delivery}/replay")).Expect(200);
        await RunOnce();

        Assert.That(Receiver.Calls.Select(c => c.Delivery), Is.EqualTo(Strings.Of(same.Id, same.Id)));
        Assert.That((await Deliveries(hook)).Single().List("attempts"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Test_WhileOthersWaitInLine_IsSentAtOnce()
    {
        Receiver.Answer = (call, http) => Receiver.Status(http, call.Type == "webhook.test" ? 200 : 500);
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        await RunOnce();

        var test = (await Admin.PostAsync($"/webhooks/{hook.Id}/test")).Expect(201);
        await RunOnce();

        var call = Receiver.Calls[^1];
        Assert.That((call.Type, call.Delivery), Is.EqualTo(("webhook.test", test.Id)));
        Assert.That(call.Event["resource"]!.Text("id"), Is.EqualTo(hook.Id));
        Assert.That(call.IsSignedWith(hook.Secret));
    }

    [TestCase("paused")]
    public async Task TestAndReplay_OfAWebhookThatIsNotActive_AreRefused(string status)
    {
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        await RunOnce();
        await Admin.ChangeAsync($"/webhooks/{hook.Id}", new() { ["status"] = status });

        (await Admin.PostAsync($"/webhooks/{hook.Id}/test")).Refused(409, "webhook-not-active");
        (await Admin.PostAsync($"/webhooks/{hook.Id}/deliveries/{Receiver.Calls[0].Delivery}/replay")).Refused(409, "webhook-not-active");
    }

    [Test]
    public async Task Deliveries_Listed_AreFilteredAndPagedInBothOrders()
    {
        var hook = await CreateHook(Admin, "startup.created");
        for (var n = 0; n < 7; n++)
            await Happen();
        await RunOnce();
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        await Happen();
        await RunOnce();

        async Task<List<string>> Ids(string query) => [.. (await Admin.ListAsync($"/webhooks/{hook.Id}/deliveries{query}", limit: 3)).Select(d => d.Text("id"))];
        var all = await Ids("");
        Assert.That(all, Has.Count.EqualTo(8).And.Ordered.Ascending);
        Assert.That(await Ids("?order=newest"), Is.EqualTo(all.AsEnumerable().Reverse()));
        Assert.That(await Ids("?status=delivered"), Is.EqualTo(all.Take(7)));
        Assert.That(await Ids("?status=delivered&order=newest"), Is.EqualTo(all.Take(7).Reverse()));
        Assert.That(await Ids("?status=pending"), Is.EqualTo(all.Skip(7)));
        (await Admin.GetAsync($"/webhooks/{hook.Id}/deliveries?status=lost")).Invalid("?status unknown-value");
    }
}
