using System.Text.Json.Nodes;
using Matchmaking.Api.SavedSearches;
using Matchmaking.Core.SavedSearches;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.SavedSearches;

/// <summary>What saved searches find, and what they call new; each test has a market of its own.</summary>
internal sealed class SavedSearchTests
{
    private TestServer _server = null!;
    private string _fundId = "";
    private ApiClient _fund = null!;

    private ApiClient Admin => _server.Admin;

    [SetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        _fundId = (await Admin.CreateFund()).Id;
        _fund = await _server.As("fund", _fundId);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Results_OfTheFirstEvaluation_AreTheRankingAndNothingOfItIsNew()
    {
        await Admin.CreateSeeker("A");
        await Admin.CreateSeeker("B");
        var search = await Save(_fund);
        Assert.That((await Results(_fund, search)).Json["evaluatedAt"], Is.Null);

        Assert.That(await Evaluate(), Is.EqualTo(1));

        await IsTheRanking(_fund, search, $"/funds/{_fundId}/ranking");
        Assert.That(await New(_fund, search), Is.Empty);
        Assert.That(await Matches(_fund), Is.Empty);
    }

    [Test]
    public async Task Request_ThatEntersTheTop_IsNewUntilSeenAndToldAsAnEvent()
    {
        await Admin.CreateSeeker("A");
        var search = await Save(_fund);
        await Evaluate();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var entered = await Admin.CreateSeeker("B");

        await Evaluate();

        await IsTheRanking(_fund, search, $"/funds/{_fundId}/ranking");
        Assert.That(await New(_fund, search), Is.EqualTo(Strings.Of(entered.RequestId)));
        Assert.That((await Results(_fund, search)).Items.Single(i => i.Bool("new")).Text("since"), Is.EqualTo("2026-11-20T02:01:00.000Z"));
        var told = (await Matches(_fund)).Single();
        Assert.That(told["resource"]!.Text("id"), Is.EqualTo(search));
        Assert.That(told.List("matches").Select(m => m.GetValue<string>()), Is.EqualTo(Strings.Of(entered.RequestId)));
        Assert.That(await Evaluate(), Is.Zero, "nothing has changed since");

        (await _fund.PostAsync($"/saved-searches/{search}/seen")).Expect(200);
        Assert.That(await New(_fund, search), Is.Empty);
        Assert.That(await Matches(_fund), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Seen_UpToAMoment_LeavesWhatEnteredLater()
    {
        var search = await Save(_fund);
        await Evaluate();
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Admin.CreateSeeker("A");
        await Evaluate();
        var looked = (await Results(_fund, search)).Json.Text("evaluatedAt");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        var later = await Admin.CreateSeeker("B");
        await Evaluate();

        var seen = (await _fund.PostAsync($"/saved-searches/{search}/seen", new JsonObject { ["upTo"] = looked })).Expect(200);

        Assert.That(seen.Items.Where(i => i.Bool("new")).Select(i => i.Text("financingRequestId")), Is.EqualTo(Strings.Of(later.RequestId)));
        Assert.That(await New(_fund, search), Is.EqualTo(Strings.Of(later.RequestId)));
    }

    /// <summary>Against a plain memory of which ids were in the top: exactly those that were not there before are new, and told once.</summary>
    [Test]
    public async Task Top_OfAMarketThatMoves_TellsExactlyWhatEntered([Values(1, 2, 3)] int seed)
    {
        const int Top = 4;
        var random = new Random(seed);
        var requests = new List<string>();
        for (var n = 0; n < 8; n++)
            requests.Add((await Admin.CreateSeeker($"Seeker {n}", request: r => r.With("amountCny", 10_000_000 + (n * 5_000_000)))).RequestId);
        var search = await Save(_fund, b => b.With("top", Top));
        await Evaluate();
        var (before, unseen, told) = (await TopNow(Top), new HashSet<string>(), new List<string>());

        for (var step = 0; step < 25; step++)
        {
            _server.Clock.Advance(TimeSpan.FromSeconds(5));
            var request = requests[random.Next(requests.Count)];
            await Admin.ChangeAsync($"/financing-requests/{request}", new JsonObject { ["status"] = random.Next(2) == 0 ? "open" : "closed" });
            if (random.Next(4) == 0)
                await Admin.CreatePosition(_fundId, Bodies.Position(100_000_000));
            await Evaluate();

            var now = await TopNow(Top);
            var entered = now.Except(before).ToList();
            unseen.IntersectWith(now);
            unseen.UnionWith(entered);
            if (entered.Count > 0)
                told.Add(string.Join(',', entered));
            Assert.That((await Results(_fund, search)).Items.Select(i => i.Text("financingRequestId")), Is.EqualTo(now), $"step {step}");
            Assert.That(await New(_fund, search), Is.EquivalentTo(unseen), $"step {step}");
            if (random.Next(5) == 0)
            {
                (await _fund.PostAsync($"/saved-searches/{search}/seen")).Expect(200);
                unseen.Clear();
            }

            before = now;
        }

        // Staff are told with all ids; the fund no longer hears of those that have closed since.
        Assert.That((await Matches(Admin)).Select(e => string.Join(',', e.List("matches").Select(m => m.GetValue<string>()))), Is.EqualTo(told));
        Assert.That(told, Has.Count.GreaterThan(2));
    }

    [Test]
    public async Task Request_WithdrawnSinceTheEvaluation_IsShownNoMore()
    {
        var search = await Save(_fund);
        await Evaluate();
        var gone = await Admin.CreateSeeker("A");
        await Evaluate();
        await Admin.ChangeAsync($"/financing-requests/{gone.RequestId}", new JsonObject { ["status"] = "withdrawn" });

        Assert.That((await Results(_fund, search)).Items, Is.Empty);
        Assert.That(await Matches(_fund), Is.Empty, "nor told of");
        Assert.That(await Matches(Admin), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task MinScore_AboveAll_FindsNothing()
    {
        await Admin.CreateSeeker("A");
        var score = (await _fund.GetAsync($"/funds/{_fundId}/ranking")).Items[0].Real("score");
        var (above, below) = (Math.Min(1, Math.Ceiling((score * 10_000) + 1) / 10_000), Math.Floor(score * 10_000) / 10_000);
        var strict = await Save(_fund, b => b.With("minScore", (decimal)above));
        var lenient = await Save(_fund, b => b.With("minScore", (decimal)below));

        await Evaluate();

        Assert.That((await Results(_fund, strict)).Items, Is.Empty);
        Assert.That((await Results(_fund, lenient)).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Search_OfAStartup_FindsFundsByItsOwnRanking()
    {
        var seeker = await Admin.CreateSeeker("A");
        var startup = await _server.As("startup", seeker.StartupId);
        var search = (await startup.PostAsync("/saved-searches", RequestSearch(seeker.RequestId))).Expect(201).Id;
        await Evaluate();
        var entered = await Admin.CreateFund(Bodies.Fund("New"));

        await Evaluate();

        await IsTheRanking(startup, search, $"/financing-requests/{seeker.RequestId}/ranking");
        Assert.That((await Results(startup, search)).Items.Where(i => i.Bool("new")).Select(i => i.Text("fundId")), Is.EqualTo(Strings.Of(entered.Id)));
        Assert.That((await Matches(startup)).Single().List("matches").Single().GetValue<string>(), Is.EqualTo(entered.Id));
        Assert.That(await Matches(_fund), Is.Empty);
    }

    [Test]
    public async Task Search_OfASession_ShowsItsFrozenRanking()
    {
        var world = await World.Create(_server);
        var fund = await _server.As("fund", world.Fund.FundId);
        var search = (await fund.PostAsync("/saved-searches", Bodies.SavedSearch(world.Fund.FundId).With("sessionId", world.SessionId))).Expect(201).Id;

        await Evaluate();

        await IsTheRanking(fund, search, $"/funds/{world.Fund.FundId}/ranking?sessionId={world.SessionId}");
    }

    [Test]
    public async Task Search_OfSomethingElseNow_BeginsAnew()
    {
        await Admin.CreateSeeker("A");
        await Admin.CreateSeeker("B");
        var search = await Save(_fund, b => b.With("top", 1));
        await Evaluate();
        await _fund.ChangeAsync($"/saved-searches/{search}", new JsonObject { ["name"] = "Renamed" });
        Assert.That((await Results(_fund, search)).Items, Has.Count.EqualTo(1), "another name changes nothing");

        await _fund.ChangeAsync($"/saved-searches/{search}", new JsonObject { ["top"] = 2 });
        Assert.That((await Results(_fund, search)).Json["evaluatedAt"], Is.Null);
        await Evaluate();

        Assert.That((await Results(_fund, search)).Items.Select(i => i.Bool("new")), Has.Exactly(2).Items.And.All.False);
        Assert.That(await Matches(_fund), Is.Empty);
    }

    [Test]
    public async Task Search_Paused_IsNotEvaluatedAndComparesWhenItGoesOn()
    {
        var search = await Save(_fund);
        await Evaluate();
        await _fund.ChangeAsync($"/saved-searches/{search}", new JsonObject { ["status"] = "paused" });
        var entered = await Admin.CreateSeeker("A");
        Assert.That(await Evaluate(), Is.Zero);

        await _fund.ChangeAsync($"/saved-searches/{search}", new JsonObject { ["status"] = "active" });
        await Evaluate();

        Assert.That(await New(_fund, search), Is.EqualTo(Strings.Of(entered.RequestId)));
    }

    [Test]
    public async Task Subject_Deleted_IsToldAndEndsNothingElse()
    {
        var doomed = (await Admin.CreateFund()).Id;
        var search = (await Admin.PostAsync("/saved-searches", Bodies.SavedSearch(doomed))).Expect(201).Id;
        var other = await Save(_fund);
        (await Admin.DeleteAsync($"/funds/{doomed}", "*")).Expect(204);

        await Evaluate();

        Assert.That((await Results(Admin, search)).Json.Text("problem"), Is.EqualTo("not-found"));
        Assert.That((await Results(_fund, other)).Json["problem"], Is.Null);
        Assert.That(await Evaluate(), Is.Zero);
    }

    [Test]
    public async Task Search_OfAnother_IsNotThere()
    {
        var seeker = await Admin.CreateSeeker("A");
        var other = await _server.As("fund", (await Admin.CreateFund()).Id);
        var (own, byStaff) = (await Save(_fund), (await Admin.PostAsync("/saved-searches", Bodies.SavedSearch(_fundId))).Expect(201));
        Assert.That(byStaff.Json.Bool("byOrganizer"));

        (await other.GetAsync($"/saved-searches/{own}/results")).Refused(404, "not-found");
        (await other.PostAsync($"/saved-searches/{own}/seen")).Refused(404, "not-found");
        (await _fund.GetAsync($"/saved-searches/{byStaff.Id}")).Refused(404, "not-found");
        (await other.PostAsync("/saved-searches", Bodies.SavedSearch(_fundId))).Invalid("/subject/id unknown-reference");
        (await _fund.PostAsync("/saved-searches", RequestSearch(seeker.RequestId))).Invalid("/subject/id unknown-reference");
        Assert.That((await _fund.ListAsync("/saved-searches")).Select(s => s.Text("id")), Is.EqualTo(Strings.Of(own)));
        Assert.That(await Admin.ListAsync("/saved-searches"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Creation_BeyondAHundredOfAKey_IsRefused()
    {
        for (var n = 0; n < SavedSearch.MostOfAKey; n++)
            await Save(_fund);

        (await _fund.PostAsync("/saved-searches", Bodies.SavedSearch(_fundId))).Refused(409, "limit-reached");
    }

    [Test]
    public async Task Model_Promoted_RanksAnewWithIt()
    {
        await Admin.CreateSeeker("A");
        var search = await Save(_fund);
        await Evaluate();
        (await Admin.PostAsync("/models/prior-1/promote", new JsonObject { ["reason"] = "to compare" })).Expect(200);

        Assert.That(await Evaluate(), Is.EqualTo(1));

        Assert.That((await Results(_fund, search)).Json.Text("modelVersion"), Is.EqualTo("prior-1"));
        await IsTheRanking(_fund, search, $"/funds/{_fundId}/ranking");
    }

    [Test]
    public async Task Evaluators_SideBySide_TellEachEntryOnce()
    {
        var search = await Save(_fund);
        await Evaluate();
        for (var n = 0; n < 5; n++)
        {
            await Admin.CreateSeeker($"Seeker {n}");
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Evaluate()));
        }

        Assert.That((await Matches(_fund)).SelectMany(e => e.List("matches")).Select(m => m.GetValue<string>()), Is.Unique.And.Exactly(5).Items);
        Assert.That(await New(_fund, search), Has.Count.EqualTo(5));
    }

    private Task<int> Evaluate() => _server.Services.GetRequiredService<SavedSearchEvaluator>().RunOnce(CancellationToken.None);

    private async Task<string> Save(ApiClient client, Func<JsonObject, JsonObject>? change = null)
    {
        var body = Bodies.SavedSearch(_fundId);
        return (await client.PostAsync("/saved-searches", change is null ? body : change(body))).Expect(201).Id;
    }

    private static JsonObject RequestSearch(string requestId) =>
        Bodies.SavedSearch(requestId).With("subject", new JsonObject { ["type"] = "financing-request", ["id"] = requestId });

    private static async Task<Answer> Results(ApiClient client, string search) => (await client.GetAsync($"/saved-searches/{search}/results")).Expect(200);

    private static async Task<IReadOnlyList<string>> New(ApiClient client, string search) =>
        [.. (await Results(client, search)).Items.Where(i => i.Bool("new")).Select(i => i.Text("financingRequestId"))];

    private static async Task<IReadOnlyList<JsonNode>> Matches(ApiClient client) => (await client.GetAsync("/events?type=saved-search.matched&limit=200")).Expect(200).Items;

    private async Task<List<string>> TopNow(int top) =>
        [.. (await _fund.GetAsync($"/funds/{_fundId}/ranking?limit={top}")).Expect(200).Items.Select(i => i.Text("financingRequestId"))];

    /// <summary>The same candidates, ranks, scores, model and input as the ranking says to the same caller.</summary>
    private static async Task IsTheRanking(ApiClient client, string search, string path)
    {
        var ranking = (await client.GetAsync(path)).Expect(200).Json;
        var results = (await Results(client, search)).Json;
        Assert.That((results.Text("modelVersion"), results.Text("inputHash"), results.Text("asOf")), Is.EqualTo((ranking.Text("modelVersion"), ranking.Text("inputHash"), ranking.Text("asOf"))));
        static IEnumerable<string> Rows(JsonNode of) => of.List("items").Select(i => $"{i["rank"]} {i["financingRequestId"] ?? i["fundId"]} {i["score"]}");
        Assert.That(Rows(results), Is.EqualTo(Rows(ranking)));
    }
}
