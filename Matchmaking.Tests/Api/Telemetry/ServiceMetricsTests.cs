using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Telemetry;

/// <summary>What the program counts of itself, and that nothing of its data gets into the tags.</summary>
internal sealed class ServiceMetricsTests
{
    private static readonly string[] _tags =
    [
        "",
        "matchmaking.outcome=kept",
        "matchmaking.outcome=refused",
        "matchmaking.outcome=planned",
        "matchmaking.outcome=infeasible",
        "matchmaking.ranking.direction=fund-to-requests",
        "matchmaking.ranking.direction=request-to-funds",
    ];

    [Test]
    public async Task Metrics_OfASession_CountWhatWasDone()
    {
        await using var server = await TestServer.StartAsync();
        using var measured = new Measurements(server);
        var world = await World.Create(server);

        (await server.Admin.GetAsync($"/funds/{world.Fund.FundId}/ranking")).Expect(200);
        (await server.Admin.GetAsync($"/financing-requests/{world.Startup.RequestId}/ranking")).Expect(200);
        (await server.Admin.PostAsync("/startups", Bodies.Startup().With("uscc", "91420100MA4K0000XX"))).Expect(400);
        var kept = measured.Of("matchmaking.storage.writes", "matchmaking.outcome=kept").Sum();

        Assert.That(kept, Is.GreaterThan(20));
        Assert.That(measured.Of("matchmaking.storage.commit.size").Sum(), Is.EqualTo(measured.Of("matchmaking.storage.writes").Sum()));
        Assert.That(measured.Of("matchmaking.storage.commit.duration"), Is.Not.Empty.And.All.Positive);
        Assert.That(measured.Of("matchmaking.storage.read.duration"), Is.Not.Empty.And.All.Positive);
        Assert.That(measured.Of("matchmaking.ranking.duration", "matchmaking.ranking.direction=fund-to-requests"), Has.Count.EqualTo(1));
        Assert.That(measured.Of("matchmaking.ranking.duration", "matchmaking.ranking.direction=request-to-funds"), Has.Count.EqualTo(1));
        Assert.That(measured.Of("matchmaking.freeze.duration"), Has.Count.EqualTo(1));
        Assert.That(measured.Of("matchmaking.plan.duration", "matchmaking.outcome=planned"), Has.Count.EqualTo(1));
        Assert.That(measured.Of("matchmaking.plan.participants"), Is.EqualTo((double[])[4]));
        Assert.That(measured.Tags, Is.SubsetOf(_tags));
    }

    [Test]
    public async Task Metrics_QueueLength_IsReadWhenAskedFor()
    {
        await using var server = await TestServer.StartAsync();
        using var measured = new Measurements(server);
        Assert.That(measured.Of("matchmaking.storage.queue.length"), Is.Empty);

        measured.Observe();

        Assert.That(measured.Of("matchmaking.storage.queue.length"), Is.EqualTo((double[])[0]));
    }

    [Test]
    public async Task Metrics_RankingsKept_AreReadWhenAskedFor()
    {
        await using var server = await TestServer.StartAsync();
        using var measured = new Measurements(server);
        var fund = (await server.Admin.CreateFund()).Id;
        await server.Admin.CreateSeeker("A");
        await server.Admin.CreateSeeker("B");
        (await server.Admin.GetAsync($"/funds/{fund}/ranking?limit=1")).Expect(200);

        measured.Observe();

        Assert.That(measured.Of("matchmaking.ranking.lists.size"), Has.Count.EqualTo(1).And.All.InRange(100, 20_000));
    }
}
