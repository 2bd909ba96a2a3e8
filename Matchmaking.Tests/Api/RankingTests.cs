using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Rankings over HTTP: arithmetic, order, reasons, frozen rows, repetition.</summary>
internal sealed class RankingTests : ApiFixture
{
    private string _fund = "";
    private string _request = "";

    protected override async Task Arrange()
    {
        _fund = (await Admin.CreateFund(Bodies.Fund().With("category", "angel").With("sectors", JsonNodes.Array("low-altitude")))).Id;
        await Admin.CreatePosition(_fund);
        for (var i = 0; i < 6; i++)
            _request = (await Admin.CreateSeeker($"Startup {i}", request: r => r.With("amountCny", 10_000_000 + (i * 4_000_000)).With("stage", i % 2 == 0 ? "a" : "b"))).RequestId;
        for (var i = 0; i < 3; i++)
            await Admin.CreateFund(Bodies.Fund($"Fund {i}").With("ticketMaxCny", 5_000_000 * (i + 1)));
    }

    [Test]
    public async Task Ranking_BothDirections_ContributionsAddUpAndOrderHolds()
    {
        foreach (var path in new[] { $"/funds/{_fund}/ranking", $"/financing-requests/{_request}/ranking" })
        {
            var items = (await Admin.GetAsync(path)).Expect(200).Items;

            Assert.That(items, Has.Count.GreaterThan(2));
            Assert.That(items.Select(i => i.Int("rank")), Is.EqualTo(Enumerable.Range(1, items.Count)));
            foreach (var item in items)
            {
                var sum = Double(item, "baseline") + item.List("contributions").Sum(c => Double(c, "contribution"));
                Assert.That(sum, Is.EqualTo(Double(item, "rawScore")).Within(1e-9));
                Assert.That(Double(item, "score"), Is.GreaterThan(0).And.LessThan(1));
                Assert.That(item.Number("ticketCny"), Is.GreaterThanOrEqualTo(1_000_000));
            }

            var keys = items.Select(i => (Raw: Double(i, "rawScore"), Id: (i["financingRequestId"] ?? i["fundId"])!.GetValue<string>())).ToList();
            Assert.That(keys, Is.EqualTo(keys.OrderByDescending(k => k.Raw).ThenBy(k => k.Id, StringComparer.Ordinal)));
        }
    }

    [Test]
    public async Task Ranking_IncludeText_EveryContributionInTheReadersLanguage()
    {
        foreach (var path in new[] { $"/funds/{_fund}/ranking", $"/financing-requests/{_request}/ranking" })
        {
            var plain = (await Admin.GetAsync(path)).Expect(200).Json;
            var english = (await Admin.GetAsync(path + "?include=text", ("Accept-Language", "en"))).Expect(200).Json;
            var chinese = (await Admin.GetAsync(path + "?include=text", ("Accept-Language", "zh-CN"))).Expect(200).Json;

            Assert.That(plain.List("items").SelectMany(i => i.List("contributions")).Any(c => c.Has("text")), Is.False);
            Assert.That(english.List("items").SelectMany(i => i.List("contributions")).Select(c => c.Text("text")), Is.All.EndsWith("."));
            Assert.That(chinese.List("items").SelectMany(i => i.List("contributions")).Select(c => c.Text("text")), Is.All.EndsWith("。"));
        }

        var fund = (await Admin.GetAsync($"/funds/{_fund}/ranking?include=text", ("Accept-Language", "en"))).Json;
        Assert.That(fund.Long("usualTicketCny"), Is.EqualTo(Bodies.Position()["costCny"]!.GetValue<long>()), "the cost of its only position");
        Assert.That(
            fund.List("items").SelectMany(i => i.List("contributions")).Where(c => c.Text("feature") == "amount-fit").Select(c => c.Text("text")),
            Is.All.Contains("the fund's usual"));
        Assert.That((await Admin.GetAsync($"/financing-requests/{_request}/ranking")).Json.Has("usualTicketCny"), Is.False, "nobody else's books");
    }

    [Test]
    public async Task Ranking_ScoresOfBothDirections_OneIncreasingFunctionOfRawScore()
    {
        var points = new List<(double Raw, double Score)>();
        foreach (var path in new[] { $"/funds/{_fund}/ranking", $"/financing-requests/{_request}/ranking" })
            points.AddRange((await Admin.GetAsync(path)).Items.Select(i => (Double(i, "rawScore"), Double(i, "score"))));

        var ordered = points.Distinct().OrderBy(p => p.Raw).ToList();

        Assert.That(ordered.Select(p => p.Raw), Is.Unique);
        Assert.That(ordered.Select(p => p.Score), Is.Ordered.Ascending);
    }

    [Test]
    public async Task Ranking_TicketCny_LargestThatBothSidesAccept()
    {
        var fund = (await Admin.CreateFund(Bodies.Fund().With("ticketMaxCny", 7_000_000))).Id;
        var small = (await Admin.CreateSeeker("Small", request: r => r.With("amountCny", 3_000_000))).RequestId;

        var items = (await Admin.GetAsync($"/funds/{fund}/ranking?limit=200")).Items.ToDictionary(i => i.Text("financingRequestId"), i => i.Number("ticketCny"));

        Assert.That(items[small], Is.EqualTo(3_000_000));
        Assert.That(items[_request], Is.EqualTo(7_000_000));
    }

    [Test]
    public async Task Ranking_AskedAgain_SameBytesAndETag()
    {
        foreach (var path in new[] { $"/funds/{_fund}/ranking?include=excluded", $"/financing-requests/{_request}/ranking?include=excluded,names" })
        {
            var first = (await Admin.GetAsync(path)).Expect(200);
            var second = await Admin.GetAsync(path);

            Assert.That(second.Bytes, Is.EqualTo(first.Bytes));
            Assert.That(second.ETag, Is.EqualTo(first.ETag));
            (await Admin.GetAsync(path, ("If-None-Match", first.ETag))).Expect(304);
            Assert.That(first.Text, Does.Not.Contain("02:00:00"));
        }
    }

    [Test]
    public async Task Ranking_TheDayAfter_AnotherAsOfAndHash()
    {
        var today = (await Admin.GetAsync($"/funds/{_fund}/ranking")).Json;
        var tomorrow = (await Admin.GetAsync($"/funds/{_fund}/ranking?asOf=2026-11-21")).Json;

        Assert.That(today.Text("asOf"), Is.EqualTo("2026-11-20"));
        Assert.That(tomorrow.Text("asOf"), Is.EqualTo("2026-11-21"));
        Assert.That(tomorrow.Text("inputHash"), Is.Not.EqualTo(today.Text("inputHash")));
    }

    [Test]
    public async Task Ranking_LateInTheEveningUtc_AsOfIsTheDayInShanghai()
    {
        await using var server = await TestServer.StartAsync();
        var fund = (await server.Admin.CreateFund()).Id;
        server.Clock.Advance(TimeSpan.FromHours(14));

        var ranking = await server.Admin.GetAsync($"/funds/{fund}/ranking");

        Assert.That(ranking.Json.Text("asOf"), Is.EqualTo("2026-11-21"));
    }

    [Test]
    public async Task Ranking_IncludeInterval_NullForThePrior()
    {
        var plain = (await Admin.GetAsync($"/funds/{_fund}/ranking")).Json;
        var interval = (await Admin.GetAsync($"/funds/{_fund}/ranking?include=interval")).Items;

        Assert.That(plain.Text("modelVersion"), Does.StartWith("prior-"));
        Assert.That(plain.List("items").Any(i => i.Has("rankInterval")), Is.False);
        Assert.That(interval.All(i => i.Has("rankInterval") && i["rankInterval"] is null));
    }

    [Test]
    public async Task Excluded_EverythingWrong_AllReasonsInBothLanguages()
    {
        var fund = (await Admin.CreateFund(Bodies.Fund()
            .With("sectors", JsonNodes.Array("hydrogen")).With("stages", JsonNodes.Array("seed")).With("districts", JsonNodes.Array("caidian"))
            .With("instruments", JsonNodes.Array("loan")).With("status", "closed").With("ticketMinCny", 40_000_000))).Id;
        var request = (await Admin.CreateSeeker("Wrong", request: r => r.With("instruments", JsonNodes.Array("equity")).With("validUntil", "2026-11-19").With("status", "closed"))).RequestId;
        var path = $"/funds/{fund}/ranking?include=excluded";

        var english = await Excluded(Admin, path, request, "en");
        var chinese = await Excluded(Admin, path, request, "zh-CN");

        string[] codes =
        [
            "request-not-open", "request-expired", "fund-closed", "sector-mismatch", "stage-mismatch", "district-mismatch", "instrument-mismatch", "ticket-below-min",
        ];
        Assert.That(english.List("reasons").Select(r => r.Text("code")), Is.EqualTo(codes));
        Assert.That(chinese.List("reasons").Select(r => r.Text("code")), Is.EqualTo(codes));
        Assert.That(english.List("reasons").Select(r => r.Text("message")), Has.All.Match("^[ -~]+$"));
        Assert.That(chinese.List("reasons").Select(r => r.Text("message")), Has.All.Match("[\\u4e00-\\u9fff]"));
        Assert.That(english.List("reasons").Concat(chinese.List("reasons")).Select(r => r.Text("message")), Has.None.Contains("{"));
        Assert.That(english.Has("counterfactual") && english["counterfactual"] is null);
    }

    [Test]
    public async Task Excluded_OneThingWrong_CounterfactualLiftsIt()
    {
        var fund = (await Admin.CreateFund(Bodies.Fund().With("ticketMinCny", 20_000_000))).Id;
        var seeker = await Admin.CreateSeeker("Too small", request: r => r.With("amountCny", 12_000_000));
        var excluded = await Excluded(Admin, $"/funds/{fund}/ranking?include=excluded", seeker.RequestId, "en");
        var change = excluded["counterfactual"]!;
        Assert.That(change.Text("field"), Is.EqualTo("amountCny"));
        Assert.That(change.Number("from"), Is.EqualTo(12_000_000));

        await Admin.ChangeAsync($"/financing-requests/{seeker.RequestId}", new JsonObject { ["amountCny"] = change["to"]!.DeepClone() });

        var ranked = (await Admin.GetAsync($"/funds/{fund}/ranking?limit=200")).Items;
        Assert.That(ranked.Select(i => i.Text("financingRequestId")), Does.Contain(seeker.RequestId));
    }

    [Test]
    public async Task Excluded_NoStage_MissingStage()
    {
        var request = (await Admin.CreateSeeker("No stage", request: r => r.Without("stage"))).RequestId;
        var fund = (await Admin.CreateFund(Bodies.Fund().With("stages", JsonNodes.Array("a")))).Id;

        var excluded = await Excluded(Admin, $"/funds/{fund}/ranking?include=excluded", request, "en");

        Assert.That(excluded.List("reasons").Select(r => r.Text("code")), Is.EqualTo(Strings.Of("missing-stage")));
    }

    [Test]
    public async Task Excluded_NoStageAndFundOfAllStages_MissingStageToo()
    {
        var request = (await Admin.CreateSeeker("No stage", request: r => r.Without("stage"))).RequestId;

        var ranking = await Admin.GetAsync($"/financing-requests/{request}/ranking?include=excluded");

        Assert.That(ranking.Json.Int("total"), Is.Zero);
        Assert.That(ranking.Json.List("excluded").Select(e => string.Join(' ', e.List("reasons").Select(r => r.Text("code")))), Has.All.Contains("missing-stage"));
    }

    [Test]
    public async Task Excluded_Expired_OnTheDayAfterAndNotBefore()
    {
        var request = (await Admin.CreateSeeker("Expires", request: r => r.With("validUntil", "2026-11-25"))).RequestId;

        var onTheDay = (await Admin.GetAsync($"/funds/{_fund}/ranking?asOf=2026-11-25&limit=200")).Items;
        var after = await Excluded(Admin, $"/funds/{_fund}/ranking?asOf=2026-11-26&include=excluded", request, "en");

        Assert.That(onTheDay.Select(i => i.Text("financingRequestId")), Does.Contain(request));
        Assert.That(after.List("reasons").Select(r => r.Text("code")), Is.EqualTo(Strings.Of("request-expired")));
    }

    [Test]
    public async Task Excluded_Totals_CountWhatIsListed()
    {
        var body = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=200&include=excluded")).Json;

        Assert.That(body.Int("total"), Is.EqualTo(body.List("items").Count));
        Assert.That(body.Int("excludedTotal"), Is.EqualTo(body.List("excluded").Count));
        Assert.That(body.List("items").Concat(body.List("excluded")).Select(i => i.Text("financingRequestId")), Is.Unique);
    }

    [Test]
    public async Task Session_BeforeAndAfterTheFreeze_LiveThenFrozenRows()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("In session", session);
        var seeker = await Admin.CreateSeeker("In session", session);
        await Admin.CreateSeeker("Elsewhere");
        var path = $"/funds/{fund.FundId}/ranking?sessionId={session}";
        var live = await Admin.GetAsync(path);

        var freeze = await Admin.Freeze(session);
        var frozen = await Admin.GetAsync(path);
        await Admin.ChangeAsync($"/financing-requests/{seeker.RequestId}", new JsonObject { ["amountCny"] = 5_000_000 });
        var still = await Admin.GetAsync(path);
        var fromRequest = await Admin.GetAsync($"/financing-requests/{seeker.RequestId}/ranking?sessionId={session}");

        Assert.That(live.Items.Select(i => i.Text("financingRequestId")), Is.EqualTo(Strings.Of(seeker.RequestId)));
        Assert.That(live.Json.Has("freezeId"), Is.False);
        Assert.That(frozen.Json.Text("freezeId"), Is.EqualTo(freeze.Id));
        Assert.That(frozen.Items.Select(i => i.ToJsonString()), Is.EqualTo(live.Items.Select(i => i.ToJsonString())));
        Assert.That(still.Bytes, Is.EqualTo(frozen.Bytes));
        Assert.That(fromRequest.Items.Select(i => i.Text("fundId")), Is.EqualTo(Strings.Of(fund.FundId)));
        (await Admin.GetAsync($"{path}&asOf=2026-11-19")).Invalid("?asOf not-allowed");
    }

    [Test]
    public async Task Session_Vetoed_ExcludedInBothDirections()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Vetoes", session);
        var seeker = await Admin.CreateSeeker("Vetoed", session);
        await Admin.CreateSeeker("Welcome", session);
        await Admin.Prefer(session, fund.RegistrationId, seeker.RegistrationId, "veto");

        foreach (var frozen in new[] { false, true })
        {
            if (frozen)
                await Admin.Freeze(session);
            var excluded = await Excluded(Admin, $"/funds/{fund.FundId}/ranking?sessionId={session}&include=excluded", seeker.RequestId, "en");
            var back = (await Admin.GetAsync($"/financing-requests/{seeker.RequestId}/ranking?sessionId={session}&include=excluded")).Json;

            Assert.That(excluded.List("reasons").Select(r => r.Text("code")), Is.EqualTo(Strings.Of("vetoed")));
            Assert.That(excluded["counterfactual"], Is.Null);
            Assert.That(back.Int("total"), Is.Zero);
            Assert.That(back.List("excluded").Single().Text("fundId"), Is.EqualTo(fund.FundId));
        }
    }

    [TestCase("include=everything", "?include unknown-value")]
    [TestCase("asOf=tomorrow", "?asOf invalid-date")]
    [TestCase("sessionId=x", "?sessionId invalid-id")]
    [TestCase("freezeId=01920000-0000-7000-8000-000000000001", "?sessionId required")]
    [TestCase("limit=0", "?limit out-of-range")]
    [TestCase("cursor=x", "?cursor invalid-cursor")]
    public async Task Query_Malformed_400(string query, string error)
    {
        (await Admin.GetAsync($"/funds/{_fund}/ranking?{query}")).Invalid(error);
        (await Admin.GetAsync($"/financing-requests/{_request}/ranking?{query}")).Invalid(error);
    }

    [TestCase("0001-01-01")]
    [TestCase("9999-12-31")]
    public async Task AsOf_AtTheEndsOfTime_Answered(string asOf)
    {
        (await Admin.GetAsync($"/funds/{_fund}/ranking?asOf={asOf}&include=excluded")).Expect(200);
        (await Admin.GetAsync($"/funds/{_fund}/risk?asOf={asOf}")).Expect(200);
    }

    [Test]
    public async Task Session_Unknown_404() =>
        (await Admin.GetAsync($"/funds/{_fund}/ranking?sessionId={EndpointIds.Unknown}")).Refused(404, "not-found");

    private static double Double(JsonNode node, string name) => node[name]!.GetValue<double>();

    private static async Task<JsonNode> Excluded(ApiClient client, string path, string request, string language)
    {
        var answer = (await client.GetAsync(path, ("Accept-Language", language))).Expect(200);
        return answer.Json.List("excluded").Single(e => e.Text("financingRequestId") == request);
    }
}
