using Matchmaking.Api.Webhooks;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Webhooks;

/// <summary>Stops, crashes, and several dispatchers at once: nothing is lost, and nothing comes twice but what was under way.</summary>
internal sealed class WebhookInterruptionTests : WebhookFixture
{
    [Test]
    public async Task Restart_BetweenEventAndDelivery_LosesAndDoublesNothing()
    {
        var hook = await CreateHook(Admin, "startup.created");
        for (var n = 0; n < 20; n++)
        {
            await Happen($"Startup {n}");
            if (n % 3 == 0)
                await Restart();
            if (n % 2 == 0)
                await RunOnce();
        }

        await Restart();
        await RunOnce();

        var feed = (await Admin.GetAsync("/events?type=startup.created&limit=200")).Items.Select(e => e.Text("id"));
        Assert.That(Receiver.Calls.Select(c => c.EventId), Is.EqualTo(feed));
        Assert.That(Receiver.Calls.Select(c => c.IsSignedWith(hook.Secret)), Has.All.True);
    }

    [Test]
    public async Task Stop_DuringAnAttempt_SendsItAgainWhenItsClaimHasEnded()
    {
        var arrived = new TaskCompletionSource();
        Receiver.Answer = async (_, http) =>
        {
            arrived.TrySetResult();
            await Task.Delay(TimeSpan.FromMinutes(1), http.RequestAborted);
        };
        var hook = await CreateHook(Admin, "startup.created");
        await Happen();
        using var stopping = new CancellationTokenSource();
        var lanes = await Server.Services.GetRequiredService<WebhookRounds>().Begin(stopping.Token);
        await arrived.Task;
        await stopping.CancelAsync();
        await Task.WhenAll(lanes);
        Receiver.Answer = (_, http) => Receiver.Status(http, 200);

        // As after a crash: the claim is there, and nobody is at work.
        await Restart();
        Assert.That(await RunOnce(), Is.Zero, "somebody may still be sending");
        Server.Clock.Advance(DeliveryLane.ClaimTime);
        Assert.That(await RunOnce(), Is.EqualTo(1));

        Assert.That(Receiver.Calls.Select(c => c.Delivery).Distinct().Count(), Is.EqualTo(1), "the same delivery: its receiver can notice");
        Assert.That((await Deliveries(hook)).Single().List("attempts"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Dispatchers_SideBySide_SendEachEventOnceInItsOrder()
    {
        const int Hooks = 4;
        for (var n = 0; n < Hooks; n++)
            await CreateHook(Admin, "startup.created");
        // Each with a memory of its own, as in processes of their own.
        var dispatchers = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<WebhookRounds>(Server.Services)).ToList();
        using var done = new CancellationTokenSource();
        var working = dispatchers.Select(async d =>
        {
            while (!done.IsCancellationRequested)
                await d.Run(CancellationToken.None);
        }).ToList();

        for (var n = 0; n < 40; n++)
            await Happen($"Startup {n}");
        for (var waited = 0; waited < 600 && Receiver.Calls.Count < Hooks * 40; waited++)
            await Task.Delay(50);
        await done.CancelAsync();
        await Task.WhenAll(working);

        var feed = (await Admin.GetAsync("/events?type=startup.created&limit=200")).Items.Select(e => e.Text("id")).ToList();
        var webhooks = (await Admin.ListAsync("/webhooks")).Select(w => w.Text("id")).ToList();
        Assert.That(Receiver.Calls, Has.Count.EqualTo(Hooks * 40));
        foreach (var webhook in webhooks)
        {
            var deliveries = (await Admin.ListAsync($"/webhooks/{webhook}/deliveries")).Select(d => d.Text("id")).ToHashSet();
            Assert.That(Receiver.Calls.Where(c => deliveries.Contains(c.Delivery)).Select(c => c.EventId), Is.EqualTo(feed));
        }
    }

    [Test]
    public async Task Loop_OfAServerAtWork_SendsByItselfAndEndsWithTheServer()
    {
        await using var server = await TestServer.StartAsync(
            services => services.AddSingleton(new Matchmaking.Api.Setup.BackgroundPace(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20))),
            change: s => s with { Webhooks = new(PrivateTargets: true) { AttemptTime = AttemptTime } });
        (await server.Admin.PostAsync("/webhooks", Bodies.Webhook(url: Receiver.Url).With("events", JsonNodes.Array("startup.created", "saved-search.matched")))).Expect(201);
        var fund = (await server.Admin.CreateFund()).Id;
        var search = (await server.Admin.PostAsync("/saved-searches", Bodies.SavedSearch(fund))).Expect(201).Id;
        while ((await server.Admin.GetAsync($"/saved-searches/{search}/results")).Json["evaluatedAt"] is null)
            await Task.Delay(20);

        await server.Admin.CreateSeeker("Seeker");

        for (var waited = 0; waited < 600 && Receiver.Calls.Count < 2; waited++)
            await Task.Delay(50);
        Assert.That(Receiver.Calls.Select(c => c.Type), Is.EqualTo(Strings.Of("startup.created", "saved-search.matched")));
    }
}
