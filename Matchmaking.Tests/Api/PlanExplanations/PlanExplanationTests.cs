using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanExplanations;

/// <summary>Explanations of plans over HTTP: against plans made anew, and what each role may know.</summary>
internal sealed class PlanExplanationTests : ApiFixture
{
    private static readonly (string, string) _chinese = ("Accept-Language", "zh-CN");

    private string _session = "";
    private Investor[] _funds = [];
    private Seeker[] _seekers = [];

    [SetUp]
    public async Task SetUp()
    {
        _session = (await Admin.CreateSession(Bodies.Session().With("rounds", 2).With("seatsPerTable", 4))).Id;
        _funds = [await Admin.CreateInvestor("Fund 1", _session), await Admin.CreateInvestor("Fund 2", _session)];
        _seekers =
        [
            await Admin.CreateSeeker("Startup 1", _session),
            await Admin.CreateSeeker("Startup 2", _session, r => r.With("amountCny", 1_100_000)),
            await Admin.CreateSeeker("Startup 3", _session, r => r.With("amountCny", 9_000_000)),
        ];
    }

    [Test]
    public async Task Pair_ThatMeets_WhereAndWhen()
    {
        await Admin.Freeze(_session);
        var plan = (await Admin.Plan(_session)).Json;
        var meeting = plan.List("meetings")[0];

        var answer = (await Pair(Admin, plan.Text("id"), meeting.Text("startupRegistrationId"), meeting.Text("fundRegistrationId"))).Expect(200);

        Assert.That((answer.Json.Bool("met"), answer.Json.Text("reason")), Is.EqualTo((true, "met")));
        Assert.That((answer.Json.Int("round"), answer.Json.Int("table"), answer.Json.Real("score")), Is.EqualTo((meeting.Int("round"), meeting.Int("table"), meeting.Real("score"))));
        Assert.That(answer.Json["displacementCost"], Is.Null);
        (await Admin.GetAsync(Path(plan.Text("id"), meeting.Text("startupRegistrationId"), meeting.Text("fundRegistrationId")), ("If-None-Match", answer.ETag))).Expect(304);
    }

    [Test]
    public async Task Pair_NotWorthIt_CostsWhatThePlanWithItLoses()
    {
        await Limit(_funds[0].RegistrationId, 1);
        await Limit(_funds[1].RegistrationId, 1);
        await Admin.Freeze(_session);
        var plan = (await Admin.Plan(_session)).Json;
        var (startup, fund) = Apart(plan);

        var told = (await Pair(Admin, plan.Text("id"), startup, fund)).Expect(200).Json;

        var forced = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(Pin(startup, fund)) })).Json;
        Assert.That((told.Text("reason"), told.Bool("displacementExact")), Is.EqualTo(("not-worth-it", true)));
        Assert.That(told.Number("displacementCost"), Is.EqualTo(plan.Number("value") - forced.Number("value")));
        Assert.That(told["score"], Is.Not.Null);
        Assert.That(told.List("limits"), Is.Empty);
    }

    [Test]
    public async Task Pair_ThatTheLimitsRuleOut_NamesThem()
    {
        await Limit(_funds[0].RegistrationId, 1);
        await Admin.Freeze(_session);
        var plan = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(Pin(_seekers[0].RegistrationId, _funds[0].RegistrationId)) })).Json;

        var told = (await Pair(Admin, plan.Text("id"), _seekers[1].RegistrationId, _funds[0].RegistrationId, _chinese)).Expect(200).Json;

        Assert.That((told.Text("reason"), told.Bool("displacementExact"), told["displacementCost"]), Is.EqualTo(("not-worth-it", true, (JsonNode?)null)));
        Assert.That(told.List("limits").Select(l => l.Text("code")), Does.Contain("pins-over-max"));
        Assert.That(told.List("limits").Select(l => l.Text("message")), Has.All.Match("[\\u4e00-\\u9fff]"));
    }

    [Test]
    public async Task Pair_Excluded_ReasonsOfTheFrozenRankingWhateverIsTrueNow()
    {
        await Admin.ChangeAsync($"/funds/{_funds[0].FundId}", new JsonObject { ["sectors"] = JsonNodes.Array("hydrogen"), ["stages"] = JsonNodes.Array("seed") });
        await Admin.Freeze(_session);
        var plan = await Admin.Plan(_session);
        await Admin.ChangeAsync($"/funds/{_funds[0].FundId}", new JsonObject { ["sectors"] = JsonNodes.Array() });

        var told = (await Pair(Admin, plan.Id, _seekers[0].RegistrationId, _funds[0].RegistrationId)).Expect(200).Json;

        Assert.That((told.Text("reason"), told["score"]), Is.EqualTo(("excluded", (JsonNode?)null)));
        Assert.That(told.List("limits").Select(l => l.Text("code")), Is.EquivalentTo(Strings.Of("sector-mismatch", "stage-mismatch")));
        Assert.That(told.List("limits")[0].Text("message"), Does.EndWith("."));
        Assert.That(told.List("limits")[0].Has("actual") && told.List("limits")[0].Has("limit"));
    }

    [Test]
    public async Task Pair_ExcludedByTheFundsBooks_TheStartupIsNotTold()
    {
        await Admin.CreatePosition(_funds[0].FundId, Bodies.Position(1_000_000_000));
        await Admin.Freeze(_session);
        var plan = await Published();
        var (fund, startup) = (await Server.As("fund", _funds[0].FundId), await Server.As("startup", _seekers[0].StartupId));

        var own = (await Pair(fund, plan, _seekers[0].RegistrationId, _funds[0].RegistrationId)).Expect(200).Json;
        var masked = (await Pair(startup, plan, _seekers[0].RegistrationId, _funds[0].RegistrationId)).Expect(200);

        Assert.That(own.Text("reason"), Is.EqualTo("excluded"));
        Assert.That(own.List("limits").Select(l => l.Text("code")), Does.Contain("commitment-exhausted"));
        Assert.That(masked.Json.Text("reason"), Is.EqualTo("not-worth-it"));
        Assert.That(masked.Json.List("limits"), Is.Empty);
        Assert.That(masked.Text, Does.Not.Contain("commitment").And.Not.Contain("1000000000"));
    }

    [Test]
    public async Task Pair_VetoedMetBeforeOrNeverThereTogether_SaysSo()
    {
        var before = (await Admin.CreateSession(Bodies.Session("2026-09"))).Id;
        await Admin.Register(before, Bodies.FundRegistration(_funds[0].FundId));
        await Admin.Register(before, Bodies.StartupRegistration(_seekers[1].StartupId, _seekers[1].RequestId));
        await Admin.Record(before, Bodies.Outcome(_funds[0].FundId, _seekers[1].RequestId, "met", "2026-09-15"));
        await Available(_seekers[2].RegistrationId, 1);
        await Available(_funds[0].RegistrationId, 2);
        await Admin.Freeze(_session);
        await Admin.Prefer(_session, _seekers[0].RegistrationId, _funds[0].RegistrationId, "veto");
        var plan = await Admin.Plan(_session);

        var told = new List<JsonNode>();
        foreach (var seeker in _seekers)
            told.Add((await Pair(Admin, plan.Id, seeker.RegistrationId, _funds[0].RegistrationId)).Expect(200).Json);

        Assert.That(told.Select(t => t.Text("reason")), Is.EqualTo(Strings.Of("vetoed", "excluded", "no-common-round")));
        Assert.That(told[1].List("limits").Select(l => l.Text("code")), Is.EqualTo(Strings.Of("met-before")));
        Assert.That(told.Select(t => t["displacementCost"]), Has.All.Null);
    }

    [Test]
    public async Task Pair_Party_ItsOwnOfAPublishedPlanWithoutWhatIsAboutOthers()
    {
        await Limit(_funds[0].RegistrationId, 1);
        await Admin.Freeze(_session);
        var draft = await Admin.Plan(_session);
        var (startup, fund) = Apart(draft.Json);
        var (seeker, investor) = (_seekers.Single(s => s.RegistrationId == startup), _funds.Single(f => f.RegistrationId == fund));
        var (asStartup, asFund) = (await Server.As("startup", seeker.StartupId), await Server.As("fund", investor.FundId));
        (await Pair(asFund, draft.Id, startup, fund)).Refused(404, "not-found");
        (await Admin.PostAsync($"/plans/{draft.Id}/publish")).Expect(200);

        var ofStartup = (await Pair(asStartup, draft.Id, startup, fund)).Expect(200).Json;
        var ofFund = (await Pair(asFund, draft.Id, startup, fund)).Expect(200).Json;

        Assert.That((ofStartup.Text("reason"), ofFund.Text("reason")), Is.EqualTo(("not-worth-it", "not-worth-it")));
        Assert.That((ofStartup["score"], ofFund["score"] is null), Is.EqualTo(((JsonNode?)null, false)));
        foreach (var told in new[] { ofStartup, ofFund })
            Assert.That((told["displacementCost"], told["displacementExact"], told["displacementAtMost"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null, (JsonNode?)null)));
        (await Pair(asStartup, draft.Id, _seekers.First(s => s != seeker).RegistrationId, fund)).Refused(404, "not-found");
        (await Pair(asFund, draft.Id, startup, _funds.First(f => f != investor).RegistrationId)).Refused(404, "not-found");
    }

    [Test]
    public async Task Pair_IncompleteOrUnknown_Refused()
    {
        await Admin.Freeze(_session);
        var plan = await Admin.Plan(_session);

        (await Admin.GetAsync($"/plans/{plan.Id}/pair")).Invalid("?startupRegistrationId required", "?fundRegistrationId required");
        (await Admin.GetAsync($"/plans/{plan.Id}/pair?startupRegistrationId=x&fundRegistrationId={_funds[0].RegistrationId}")).Invalid("?startupRegistrationId invalid-id");
        (await Pair(Admin, plan.Id, _funds[0].RegistrationId, _seekers[0].RegistrationId)).Refused(404, "not-found");
        (await Pair(Admin, plan.Id, _seekers[0].RegistrationId, EndpointIds.Unknown)).Refused(404, "not-found");
    }

    [Test]
    public async Task Pair_OfASeating_MeetsAtTheSameTable()
    {
        await Admin.Freeze(_session);
        var plan = (await Admin.Plan(_session, new JsonObject { ["layout"] = "round-tables", ["competitorsApart"] = false })).Json;
        var tables = plan.List("tables").SelectMany(t => t.List("seats").Select(s => (Table: t.Int("table"), Who: s.Text("registrationId")))).ToDictionary(s => s.Who, s => s.Table);

        foreach (var (seeker, fund) in from s in _seekers from f in _funds select (s, f))
        {
            var told = (await Pair(Admin, plan.Text("id"), seeker.RegistrationId, fund.RegistrationId)).Expect(200).Json;
            Assert.That(told.Bool("met"), Is.EqualTo(tables[seeker.RegistrationId] == tables[fund.RegistrationId]));
            Assert.That(told["round"], Is.Null);
        }

        (await Admin.GetAsync($"/plans/{plan.Text("id")}/prices")).Refused(422, "explanation-not-for-layout");
        (await Admin.GetAsync($"/plans/{plan.Text("id")}/stability")).Refused(422, "explanation-not-for-layout");
    }

    [Test]
    public async Task Prices_EachLimit_AddsWhatAPlanWithoutItGains()
    {
        foreach (var fund in _funds)
            await Limit(fund.RegistrationId, 1);
        await Admin.Freeze(_session);
        var pin = Pin(_seekers[1].RegistrationId, _funds[0].RegistrationId);
        var plan = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(pin) })).Json;

        var prices = (await Admin.GetAsync($"/plans/{plan.Text("id")}/prices")).Expect(200).Json;

        var free = (await Admin.Plan(_session)).Json;
        Assert.That(prices.List("withoutPin").Single().Number("adds"), Is.EqualTo(free.Number("value") - plan.Number("value")));
        Assert.That(prices["oneMoreTable"]!.Number("adds"), Is.Zero);
        Assert.That(prices.List("oneMoreMeeting").Select(m => (m.Text("registrationId"), m.Text("party"), m.Bool("exact"))), Is.EquivalentTo(_funds.Select(f => (f.RegistrationId, "fund", true))));
        foreach (var fund in _funds)
        {
            await Limit(fund.RegistrationId, 2);
            var more = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(pin.DeepClone()) })).Json;
            Assert.That(prices.List("oneMoreMeeting").Single(m => m.Text("registrationId") == fund.RegistrationId).Number("adds"), Is.EqualTo(more.Number("value") - plan.Number("value")));
            await Limit(fund.RegistrationId, 1);
        }
    }

    [Test]
    public async Task Stability_FundsThatTakeOneEach_ListsWhoWouldRather()
    {
        foreach (var registration in _funds.Select(f => f.RegistrationId).Concat(_seekers.Select(s => s.RegistrationId)))
            await Limit(registration, 1);
        await Admin.Freeze(_session);
        // Pins that are nobody's first choice leave much to wish for, but are not given up.
        var free = (await Admin.Plan(_session)).Json;
        var (startup, fund) = Apart(free);
        var plan = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(Pin(startup, fund)) })).Json;

        var all = (await Admin.GetAsync($"/plans/{plan.Text("id")}/stability")).Expect(200);
        var first = (await Admin.GetAsync($"/plans/{plan.Text("id")}/stability?limit=1")).Expect(200).Json;

        var weights = plan["certificate"]!.List("weights").ToDictionary(w => (w.Text("startupRegistrationId"), w.Text("fundRegistrationId")), w => w.Long("weight") / 10_000m);
        Assert.That(all.Json.Int("total"), Is.EqualTo(all.Items.Count));
        Assert.That(first.List("items"), Has.Count.EqualTo(Math.Min(1, all.Items.Count)));
        foreach (var pair in all.Items)
        {
            var key = (pair.Text("startupRegistrationId"), pair.Text("fundRegistrationId"));
            Assert.That(pair.Number("weight"), Is.EqualTo(weights[key]));
            var lost = (pair["startupGivesUp"] is { } f ? weights[(key.Item1, f.GetValue<string>())] : 0) + (pair["fundGivesUp"] is { } s ? weights[(s.GetValue<string>(), key.Item2)] : 0);
            Assert.That(pair.Number("gain"), Is.EqualTo((2 * weights[key]) - lost).And.Positive);
            Assert.That(key.Item1, Is.Not.EqualTo(startup), "a pin is not given up");
            Assert.That(key.Item2, Is.Not.EqualTo(fund), "a pin is not given up");
        }

        (await Admin.GetAsync($"/plans/{plan.Text("id")}/stability", ("If-None-Match", all.ETag))).Expect(304);
    }

    [Test]
    public async Task Compare_TwoPlans_WhatBecomesOfTheMeetings()
    {
        await Limit(_funds[0].RegistrationId, 1);
        await Admin.Freeze(_session);
        var first = (await Admin.Plan(_session)).Json;
        var (startup, fund) = Apart(first);
        var second = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(Pin(startup, fund)) })).Json;

        var found = (await Admin.GetAsync($"/plans/{first.Text("id")}/diff/{second.Text("id")}")).Expect(200).Json;
        var same = (await Admin.GetAsync($"/plans/{first.Text("id")}/diff/{first.Text("id")}")).Expect(200).Json;

        Assert.That(found.List("new").Select(m => (m.Text("startupRegistrationId"), m.Text("fundRegistrationId"))), Does.Contain((startup, fund)));
        Assert.That(found.List("kept").Count + found.List("moved").Count + found.List("dropped").Count, Is.EqualTo(first.List("meetings").Count));
        Assert.That(found.List("kept").Count + found.List("moved").Count + found.List("new").Count, Is.EqualTo(second.List("meetings").Count));
        Assert.That(same.List("kept"), Has.Count.EqualTo(first.List("meetings").Count));
        Assert.That(found.Has("seats"), Is.False);
    }

    [Test]
    public async Task Compare_Party_ItsOwnRowsOfPublishedPlans()
    {
        await Admin.Freeze(_session);
        var first = await Published();
        var second = await Published(new JsonObject { ["pins"] = JsonNodes.Array(Pin(_seekers[0].RegistrationId, _funds[0].RegistrationId).With("round", 2)) });
        var draft = await Admin.Plan(_session);
        var startup = await Server.As("startup", _seekers[0].StartupId);

        var own = (await startup.GetAsync($"/plans/{first}/diff/{second}")).Expect(200).Json;

        var rows = own.List("kept").Concat(own.List("moved")).Concat(own.List("new")).Concat(own.List("dropped")).ToList();
        Assert.That(rows, Is.Not.Empty);
        Assert.That(rows.Select(r => r.Text("startupRegistrationId")), Has.All.EqualTo(_seekers[0].RegistrationId));
        (await startup.GetAsync($"/plans/{first}/diff/{draft.Id}")).Refused(404, "not-found");
        (await startup.GetAsync($"/plans/{draft.Id}/diff/{first}")).Refused(404, "not-found");
    }

    [Test]
    public async Task Compare_SeatingsAndPlansOfOtherSessions()
    {
        await Admin.Freeze(_session);
        var meetings = await Admin.Plan(_session);
        var seating = await Admin.Plan(_session, new JsonObject { ["layout"] = "round-tables", ["competitorsApart"] = false });
        var elsewhere = (await Admin.CreateSession()).Id;
        await Admin.CreateInvestor("Elsewhere", elsewhere);
        await Admin.CreateSeeker("Elsewhere", elsewhere);
        await Admin.Freeze(elsewhere);
        var other = await Admin.Plan(elsewhere);

        var same = (await Admin.GetAsync($"/plans/{seating.Id}/diff/{seating.Id}")).Expect(200).Json;
        var mixed = (await Admin.GetAsync($"/plans/{meetings.Id}/diff/{seating.Id}")).Expect(200).Json;

        Assert.That(same["seats"]!.List("kept"), Has.Count.EqualTo(5));
        Assert.That((mixed.List("dropped").Count, mixed["seats"]!.List("new").Count), Is.EqualTo((meetings.Json.List("meetings").Count, 5)));
        (await Admin.GetAsync($"/plans/{meetings.Id}/diff/{other.Id}")).Refused(400, "plans-of-different-sessions");
    }

    [Test]
    public async Task Stability_OfARepairedPlan_InRoundsOfTheSession()
    {
        foreach (var registration in _funds.Select(f => f.RegistrationId).Concat(_seekers.Select(s => s.RegistrationId)))
        {
            await Limit(registration, 1);
            await Available(registration, 2);
        }

        // Startup 1 and fund 1 want each other, but fund 2 could meet nobody else.
        await Admin.Prefer(_session, _seekers[0].RegistrationId, _funds[0].RegistrationId, "want");
        await Admin.Prefer(_session, _funds[0].RegistrationId, _seekers[0].RegistrationId, "want");
        await Admin.Prefer(_session, _funds[1].RegistrationId, _seekers[1].RegistrationId, "veto");
        await Admin.Prefer(_session, _funds[1].RegistrationId, _seekers[2].RegistrationId, "veto");
        await Admin.Freeze(_session);
        var plan = await Admin.Plan(_session);
        var whole = (await Admin.GetAsync($"/plans/{plan.Id}/stability")).Expect(200);
        var repaired = (await Admin.PostAsync($"/plans/{plan.Id}/repair", new JsonObject { ["fromRound"] = 2 })).Expect(201);

        var left = (await Admin.GetAsync($"/plans/{repaired.Id}/stability")).Expect(200);

        Assert.That(left.Items.Select(i => (i.Text("startupRegistrationId"), i.Text("fundRegistrationId"), i.Int("round"))), Is.EqualTo(new[] { (_seekers[0].RegistrationId, _funds[0].RegistrationId, 2) }));
        Assert.That(left.Text, Is.EqualTo(whole.Text));
    }

    private static string Path(string plan, string startup, string fund) => $"/plans/{plan}/pair?startupRegistrationId={startup}&fundRegistrationId={fund}";

    private static Task<Answer> Pair(ApiClient client, string plan, string startup, string fund, params (string, string)[] headers) =>
        client.GetAsync(Path(plan, startup, fund), headers);

    private Task<Answer> Limit(string registration, int max) => Admin.ChangeAsync($"/sessions/{_session}/registrations/{registration}", new JsonObject { ["maxMeetings"] = max });

    private Task<Answer> Available(string registration, int round) =>
        Admin.ChangeAsync($"/sessions/{_session}/registrations/{registration}", new JsonObject { ["availableRounds"] = JsonNodes.Array(round) });

    private async Task<string> Published(JsonObject? body = null)
    {
        var plan = await Admin.Plan(_session, body);
        return (await Admin.PostAsync($"/plans/{plan.Id}/publish")).Expect(200).Id;
    }

    // A pair that does not meet.
    private (string Startup, string Fund) Apart(JsonNode plan)
    {
        var met = plan.List("meetings").Select(m => (m.Text("startupRegistrationId"), m.Text("fundRegistrationId"))).ToHashSet();
        return (from s in _seekers from f in _funds select (s.RegistrationId, f.RegistrationId)).First(p => !met.Contains(p));
    }

    private static JsonObject Pin(string startup, string fund) => new() { ["startupRegistrationId"] = startup, ["fundRegistrationId"] = fund };
}
