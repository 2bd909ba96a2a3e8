using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>A month from the first fund to the season's report, over HTTP and on a database file.</summary>
[TestFixtureSource(typeof(DatabaseKinds), nameof(DatabaseKinds.All))]
internal sealed class SeasonChainTests(DatabaseKind kind) : ApiFixture(kind)
{
    private const int Startups = 12;
    private const int Rounds = 4;
    private const int Tables = 6;

    // Which fund belongs to which district is not published, so each lists the districts of all; so is the split of the total.
    private static readonly string[] _aicDistricts = ["dongxihu", "jianghan", "jiangan", "hongshan"];
    private const int AicFunds = 5;
    private const int AicManagers = 4;
    private const long AicTotal = 5_600_000_000;

    private static readonly string[] _sectors = ["evtol", "drones", "flight-control", "avionics", "aircraft-power", "aerial-inspection"];
    private static readonly string[] _stages = ["angel", "pre-a", "a", "b"];

    private readonly List<Investor> _funds = [];
    private readonly List<Seeker> _seekers = [];
    private string _session = "";

    [Test]
    public async Task Month_FromRegistrationToReport_HoldsTogether()
    {
        await CreateParties();
        var vetoed = await Prefer();
        var freeze = await Freeze(vetoed);
        var plan = await PlanAndPublish(vetoed);
        await Replay(freeze);
        await RecordOutcomes(plan);

        var report = (await Admin.GetAsync($"/sessions/{_session}/report")).Expect(200).Json;
        AssertTotals(report, plan.List("meetings").Count);
        AssertGroupsAddUp(report);
        var season = (await Admin.GetAsync("/reports?from=2026-10&to=2026-11")).Expect(200).Json;
        AssertTotals(season, plan.List("meetings").Count);
        Assert.That(season.Int("sessions"), Is.EqualTo(1));
        Assert.That(season.List("byMonth").Single().Text("key"), Is.EqualTo("2026-11"));
        Assert.That(season.List("byChain").Single().Text("key"), Is.EqualTo("low-altitude"));
        AssertTotals(season.List("byChain").Single(), plan.List("meetings").Count);
        Assert.That((await Admin.GetAsync("/reports?from=2026-09&to=2026-10")).Json.Int("sessions"), Is.Zero);
    }

    private async Task CreateParties()
    {
        _session = (await Admin.CreateSession(Bodies.Session().With("title", "低空经济产业链投融资对接会").With("rounds", Rounds).With("tables", Tables))).Id;
        foreach (var name in new[] { "武汉基金", "江城基金" })
            _funds.Add(await Admin.CreateInvestor(name, _session, f => f.With("kind", "government-industry").With("category", "industry").With("sectors", JsonNodes.Array("low-altitude"))));
        for (var i = 1; i <= AicFunds; i++)
        {
            // Four managers are published, so four of the five come: six funds take part.
            var comes = i <= AicManagers;
            var fund = await Admin.CreateInvestor($"AIC 基金 {i}", comes ? _session : null, f => f
                .With("kind", "aic").With("category", "growth").With("commitmentCny", AicTotal / AicFunds).With("districts", JsonNodes.Array(_aicDistricts.Select(d => (JsonNode?)d))));
            if (comes)
                _funds.Add(fund);
        }

        for (var i = 0; i < Startups; i++)
            _seekers.Add(await CreateSeeker(i));
        await Admin.Register(_session, Bodies.GuestRegistration("Host of the breakfast"));
        await Admin.Register(_session, Bodies.GuestRegistration("Official of the district"));

        var aic = await Admin.ListAsync("/funds?kind=aic");
        Assert.That(aic, Has.Count.EqualTo(AicFunds));
        Assert.That(aic.Sum(f => f.Number("commitmentCny")), Is.EqualTo(AicTotal));
    }

    /// <summary>The first asks for 30 million: development, a full-size prototype and tests.</summary>
    private async Task<Seeker> CreateSeeker(int i)
    {
        var startup = await Admin.CreateStartup(Bodies.Startup($"低空企业 {i + 1}").With("sectors", JsonNodes.Array(_sectors[i % _sectors.Length])).With("district", _aicDistricts[i % _aicDistricts.Length]));
        var body = Bodies.Request(startup.Id, i == 0 ? 30_000_000 : 6_000_000 + (i * 2_000_000)).With("title", $"融资需求 {i + 1}").With("stage", _stages[i % _stages.Length]);
        if (i == 0)
            body.With("useOfProceeds", JsonNode.Parse("""[{"purpose":"研发","amountCny":12000000},{"purpose":"全尺寸样机","amountCny":10000000},{"purpose":"试验","amountCny":8000000}]"""));
        var request = await Admin.CreateRequest(body);
        var registration = await Admin.Register(_session, Bodies.StartupRegistration(startup.Id, request.Id).With("minMeetings", 1));
        return new Seeker(startup.Id, request.Id, registration.Id);
    }

    private async Task<(Investor Fund, Seeker Startup)> Prefer()
    {
        var (fund, startup) = (_funds[0], _seekers[0]);
        var fundKey = await Server.As("fund", fund.FundId);
        var startupKey = await Server.As("startup", startup.StartupId);
        await fundKey.Prefer(_session, fund.RegistrationId, _seekers[3].RegistrationId, "want");
        await startupKey.Prefer(_session, startup.RegistrationId, _funds[2].RegistrationId, "must");
        await startupKey.Prefer(_session, startup.RegistrationId, fund.RegistrationId, "veto");
        return (fund, startup);
    }

    private async Task<Answer> Freeze((Investor Fund, Seeker Startup) vetoed)
    {
        var freeze = await Admin.Freeze(_session);
        var ofFund = (await Admin.GetAsync($"/funds/{vetoed.Fund.FundId}/ranking?sessionId={_session}&include=excluded")).Expect(200).Json;
        var ofRequest = (await Admin.GetAsync($"/financing-requests/{vetoed.Startup.RequestId}/ranking?sessionId={_session}&include=excluded")).Expect(200).Json;

        Assert.That(ofFund.Text("freezeId"), Is.EqualTo(freeze.Id));
        Assert.That(ofFund.Int("total") + ofFund.Int("excludedTotal"), Is.EqualTo(Startups));
        Assert.That(Reasons(ofFund, "financingRequestId", vetoed.Startup.RequestId), Is.EqualTo(Strings.Of("vetoed")));
        Assert.That(ofRequest.Int("total") + ofRequest.Int("excludedTotal"), Is.EqualTo(_funds.Count));
        Assert.That(Reasons(ofRequest, "fundId", vetoed.Fund.FundId), Is.EqualTo(Strings.Of("vetoed")));

        await Admin.ChangeAsync($"/financing-requests/{_seekers[1].RequestId}", new JsonObject { ["amountCny"] = 9_999_999 });
        var after = (await Admin.GetAsync($"/funds/{vetoed.Fund.FundId}/ranking?sessionId={_session}&include=excluded")).Json;
        Assert.That(after.ToJsonString(), Is.EqualTo(ofFund.ToJsonString()));
        return freeze;
    }

    private async Task<JsonNode> PlanAndPublish((Investor Fund, Seeker Startup) vetoed)
    {
        var plan = await Admin.Plan(_session);
        Assert.That(plan.Json.Bool("optimal"));
        Assert.That(plan.Json.Number("value"), Is.EqualTo(plan.Json.Number("upperBound")));
        Assert.That(plan.Json["certificate"]!.Int("tables"), Is.EqualTo(Tables));
        CertificateChecks.AssertValid(plan.Json);
        var meetings = plan.Json.List("meetings");
        Assert.That(meetings, Has.Count.GreaterThanOrEqualTo(Startups));
        Assert.That(meetings.Any(m => m.Text("startupRegistrationId") == vetoed.Startup.RegistrationId && m.Text("fundRegistrationId") == vetoed.Fund.RegistrationId), Is.False);
        Assert.That((await Admin.PostAsync($"/plans/{plan.Id}/publish")).Expect(200).Json.Text("status"), Is.EqualTo("published"));
        return plan.Json;
    }

    private async Task Replay(Answer freeze)
    {
        var replay = (await Admin.PostAsync($"/sessions/{_session}/rankings/{freeze.Id}/replay")).Expect(200).Json;
        Assert.That(replay.Bool("identical"));
    }

    /// <summary>Four pairs with a result that counts, one that only passed: 10 + 20 million of intent, 30 million invested.</summary>
    private async Task RecordOutcomes(JsonNode plan)
    {
        var pairs = plan.List("meetings").Select(m => (
            Fund: _funds.Single(f => f.RegistrationId == m.Text("fundRegistrationId")).FundId,
            Request: _seekers.Single(s => s.RegistrationId == m.Text("startupRegistrationId")).RequestId)).ToList();
        Task<Answer> Record(int pair, string result, long? amount = null, string day = "2026-11-19") =>
            Admin.Record(_session, Bodies.Outcome(pairs[pair].Fund, pairs[pair].Request, result, day).With("amountCny", amount));
        await Record(0, "met");
        await Record(0, "interested", 10_000_000);
        await Record(0, "passed", day: "2026-11-20");
        await Record(1, "interested", 5_000_000, "2026-11-18");
        await Record(1, "term-sheet", 20_000_000);
        await Record(2, "due-diligence", 28_000_000);
        await Record(2, "invested", 30_000_000);
        await Record(3, "met");
        await Record(4, "passed");
    }

    private void AssertTotals(JsonNode report, int planned)
    {
        Assert.That(report.Int("startups"), Is.EqualTo(Startups));
        Assert.That(report.Int("funds"), Is.EqualTo(_funds.Count));
        Assert.That(report.Int("meetingsPlanned"), Is.EqualTo(planned));
        Assert.That(report.Int("meetingsHeld"), Is.EqualTo(4));
        Assert.That(report.Int("intents"), Is.EqualTo(3));
        Assert.That(report.Number("intentAmountCny"), Is.EqualTo(30_000_000));
        Assert.That(report.Number("investedAmountCny"), Is.EqualTo(30_000_000));
    }

    private static void AssertGroupsAddUp(JsonNode report)
    {
        string[] pairs = ["meetingsPlanned", "meetingsHeld", "intents", "intentAmountCny", "investedAmountCny"];
        foreach (var (groups, parties) in new[] { ("bySector", "startups"), ("byStage", "startups"), ("byFundKind", "funds") })
        {
            foreach (var figure in pairs.Append(parties))
                Assert.That(report.List(groups).Sum(g => g.Number(figure)), Is.EqualTo(report.Number(figure)), $"{groups} {figure}");
        }

        Assert.That(report.List("byFundKind").Select(g => g.Text("key")), Is.EqualTo(Strings.Of("aic", "government-industry")));
        Assert.That(report.List("byStage").Select(g => g.Text("key")), Is.EquivalentTo(_stages));
        Assert.That(report.List("bySector").Select(g => g.Text("key")), Is.EquivalentTo(_sectors));
    }

    private static IEnumerable<string> Reasons(JsonNode ranking, string idName, string id) =>
        ranking.List("excluded").Single(e => e.Text(idName) == id).List("reasons").Select(r => r.Text("code"));
}
