using Matchmaking.Core.Webhooks;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Webhooks;

/// <summary>A webhook has the rights of its key, as they are when something is sent.</summary>
internal sealed class WebhookOwnerTests : WebhookFixture
{
    [Test]
    public async Task Webhook_OfAFund_IsToldWhatTheFundMayRead()
    {
        var (own, other) = ((await Admin.CreateFund()).Id, (await Admin.CreateFund()).Id);
        await CreateHook(await Server.As("fund", own), "fund.changed", "position.*", "financing-request.*", "session.*");

        await Admin.ChangeAsync($"/funds/{own}", new() { ["name"] = "Own" });
        await Admin.ChangeAsync($"/funds/{other}", new() { ["name"] = "Other" });
        await Admin.CreatePosition(own);
        await Admin.CreatePosition(other);
        await Admin.CreateSeeker("Open");
        await Admin.CreateSeeker("Draft", request: r => r.With("status", "draft"));
        await Admin.CreateSession(Bodies.Session().With("status", "draft"));
        await Admin.CreateSession();
        await RunOnce();

        Assert.That(Receiver.Calls.Select(c => c.Type), Is.EqualTo(Strings.Of("fund.changed", "position.created", "financing-request.opened", "session.opened")));
        Assert.That(Receiver.Calls.Take(2).Select(c => c.Event.Text("fundId")), Has.All.EqualTo(own));
    }

    [Test]
    public async Task Key_Revoked_StopsItsWebhookAndNothingWaitingIsSent()
    {
        var key = await Server.CreateKey("organizer");
        var hook = await CreateHook(Server.With(key.Json.Text("key")), "startup.created");
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        await Happen();
        await RunOnce();
        await Happen();

        (await Admin.DeleteAsync($"/keys/{key.Id}")).Expect(204);
        Receiver.Answer = (_, http) => Receiver.Status(http, 200);
        Server.Clock.Advance(TimeSpan.FromHours(1));
        await RunOnce();
        await RunOnce();

        Assert.That(Receiver.Calls, Has.Count.EqualTo(1), "only what was sent before");
        var webhook = (await Admin.GetAsync($"/webhooks/{hook.Id}")).Expect(200).Json;
        Assert.That((webhook.Text("status"), webhook.Text("disabledReason")), Is.EqualTo(("disabled", "key-not-usable")));
    }

    [Test]
    public async Task Event_NoLongerVisible_IsWithheldAlsoFromRetriesAndReplays()
    {
        var seeker = await Admin.CreateSeeker("Seeker", request: r => r.With("status", "draft"));
        var fund = await Server.As("fund", (await Admin.CreateFund()).Id);
        var hook = await CreateHook(fund, "financing-request.*");
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        await Admin.ChangeAsync($"/financing-requests/{seeker.RequestId}", new() { ["status"] = "open" });
        await RunOnce();
        Assert.That(Receiver.Calls, Has.Count.EqualTo(1));

        await Admin.ChangeAsync($"/financing-requests/{seeker.RequestId}", new() { ["status"] = "withdrawn" });
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunOnce();

        Assert.That(Receiver.Calls, Has.Count.EqualTo(1));
        var delivery = (await Deliveries(hook)).Single();
        Assert.That(delivery.Text("status"), Is.EqualTo("withheld"));
        (await fund.PostAsync($"/webhooks/{hook.Id}/deliveries/{delivery.Text("id")}/replay")).Expect(201);
        await RunOnce();
        Assert.That(Receiver.Calls, Has.Count.EqualTo(1));
        Assert.That((await Deliveries(hook)).Select(d => d.Text("status")), Has.All.EqualTo("withheld"));
    }

    [Test]
    public async Task Creation_BeyondTwentyOfAKey_IsRefused()
    {
        var organizer = await Server.As("organizer");
        for (var n = 0; n < WebhookRules.MostOfAKey; n++)
            (await organizer.PostAsync("/webhooks", Bodies.Webhook())).Expect(201);

        (await organizer.PostAsync("/webhooks", Bodies.Webhook())).Refused(409, "limit-reached");

        await CreateHook(Admin);
        var first = (await organizer.ListAsync("/webhooks"))[0].Text("id");
        (await organizer.DeleteAsync($"/webhooks/{first}", "*")).Expect(204);
        (await organizer.PostAsync("/webhooks", Bodies.Webhook())).Expect(201);
    }

    [Test]
    public async Task Deletion_WithDeliveriesWaiting_EndsThemAll()
    {
        Receiver.Answer = (_, http) => Receiver.Status(http, 500);
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        await RunOnce();

        (await Admin.DeleteAsync($"/webhooks/{hook.Id}", "*")).Expect(204);
        Server.Clock.Advance(TimeSpan.FromDays(1));

        Assert.That(await RunOnce(), Is.Zero);
        (await Admin.GetAsync($"/webhooks/{hook.Id}/deliveries")).Refused(404, "not-found");
    }
}
