using System.Text.Json.Nodes;
using Matchmaking.Api.SavedSearches;
using Matchmaking.Api.Services;
using Matchmaking.Core.Storage;
using Matchmaking.Ranking.Facts;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>A large market that is not in memory yet: who comes meanwhile is told to come again, and nothing remembers it afterwards.</summary>
internal sealed class MarketWarmUpTests : ApiFixture
{
    [Test]
    public async Task Rankings_BeforeAllRequestsAreRead_UnavailableAndThenAsEver()
    {
        var fund = (await Admin.CreateFund()).Id;
        var path = $"/funds/{fund}/ranking";
        var seeker = await Admin.CreateSeeker("A");
        var session = (await Admin.PostAsync("/sessions", Bodies.Session())).Expect(201).Id;
        (await Admin.PostAsync($"/sessions/{session}/registrations", Bodies.FundRegistration(fund))).Expect(201);
        (await Admin.PostAsync($"/sessions/{session}/registrations", Bodies.StartupRegistration(seeker.StartupId, seeker.RequestId))).Expect(201);
        var search = (await Admin.PostAsync("/saved-searches", Bodies.SavedSearch(fund))).Expect(201).Id;
        var evaluator = Server.Services.GetRequiredService<SavedSearchEvaluator>();

        var refused = (await Admin.GetAsync(path)).Refused(503, "warming-up");
        (await Admin.PostAsync($"/sessions/{session}/rankings", new JsonObject())).Refused(503, "warming-up");
        (await Server.Nobody.GetAsync("//readyz")).Refused(503, "warming-up");
        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);
        Assert.That(await evaluator.RunOnce(CancellationToken.None), Is.Zero);

        await Server.Services.GetRequiredService<IDatabase>().Read(
            async db =>
            {
                await Server.Services.GetRequiredService<MarketCache>().Warm(db);
                return true;
            },
            CancellationToken.None);

        Assert.That((await Admin.GetAsync(path)).Expect(200).Items, Has.Count.EqualTo(1));
        (await Admin.GetAsync(path + "?include=excluded")).Invalid("?include too-many-candidates");
        (await Server.Nobody.GetAsync("//readyz")).Expect(200);
        Assert.That(await evaluator.RunOnce(CancellationToken.None), Is.EqualTo(1));
        Assert.That((await Admin.GetAsync($"/saved-searches/{search}/results")).Expect(200).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task FrozenRankings_BeforeAllRequestsAreRead_AreServedSinceTheyNeedNone()
    {
        var server = await TestServer.StartAsync();
        var fund = (await server.Admin.CreateFund()).Id;
        var seeker = await server.Admin.CreateSeeker("A");
        var session = (await server.Admin.PostAsync("/sessions", Bodies.Session())).Expect(201).Id;
        (await server.Admin.PostAsync($"/sessions/{session}/registrations", Bodies.FundRegistration(fund))).Expect(201);
        (await server.Admin.PostAsync($"/sessions/{session}/registrations", Bodies.StartupRegistration(seeker.StartupId, seeker.RequestId))).Expect(201);
        (await server.Admin.PostAsync($"/sessions/{session}/rankings", new JsonObject())).Expect(201);
        var paths = Strings.Of($"/funds/{fund}/ranking?sessionId={session}", $"/financing-requests/{seeker.RequestId}/ranking?sessionId={session}");
        var frozen = new List<string>();
        foreach (var path in paths)
            frozen.Add((await server.Admin.GetAsync(path)).Expect(200).Text);
        var folder = await server.StopAsync();

        await using var cold = await TestServer.StartAsync(Further, folder);

        Assert.That(frozen, Has.None.Empty);
        for (var n = 0; n < paths.Length; n++)
            Assert.That((await cold.Admin.GetAsync(paths[n])).Expect(200).Text, Is.EqualTo(frozen[n]));
        (await cold.Admin.GetAsync($"/funds/{fund}/ranking")).Refused(503, "warming-up");
    }

    protected override void Further(IServiceCollection services) =>
        services.AddSingleton(s => new MarketCache(s.GetRequiredService<FactsFactory>(), atOnceMost: 0));
}
