using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Round tables and the long table over HTTP, and plans as operations.</summary>
internal sealed class SeatingPlanTests : ApiFixture
{
    private string _session = "";
    private Investor[] _funds = [];
    private Seeker[] _seekers = [];
    private string _guest = "";

    [SetUp]
    public async Task SetUp()
    {
        _session = (await Admin.CreateSession(Bodies.Session().With("tables", 3).With("seatsPerTable", 4))).Id;
        _funds = [await Admin.CreateInvestor("Fund 1", _session), await Admin.CreateInvestor("Fund 2", _session), await Admin.CreateInvestor("Fund 3", _session)];
        _seekers = [await Admin.CreateSeeker("Startup 1", _session), await Admin.CreateSeeker("Startup 2", _session), await Admin.CreateSeeker("Startup 3", _session)];
        _guest = (await Admin.Register(_session, Bodies.GuestRegistration("Official"))).Id;
        await Admin.Freeze(_session);
    }

    [Test]
    public async Task Make_RoundTables_EverybodySitsOnceAndCompetitorsApart()
    {
        var plan = await Made(new JsonObject { ["layout"] = "round-tables" });

        var seats = Seats(plan);
        Assert.That(seats.Select(s => s.Registration), Is.EquivalentTo(Everybody()));
        Assert.That(seats.Select(s => (s.Table, s.Seat)), Is.Unique);
        // All three ask in the same sector.
        Assert.That(_seekers.Select(s => seats.Single(x => x.Registration == s.RegistrationId).Table), Is.Unique);
        Assert.That(plan.List("meetings"), Is.Empty);
        Assert.That(plan.Number("upperBound"), Is.GreaterThanOrEqualTo(plan.Number("value")));
        Assert.That(plan["certificate"]!["seating"]!.Text("kind"), Is.EqualTo("table-sets").Or.EqualTo("partners"));
    }

    [Test]
    public async Task Make_LongTable_SidesFaceEachOther()
    {
        var plan = await Made(new JsonObject { ["layout"] = "long-table", ["competitorsApart"] = false });

        var seats = Seats(plan);
        Assert.That(seats.Select(s => s.Registration), Is.EquivalentTo(Everybody()));
        Assert.That(_funds.Select(f => seats.Single(s => s.Registration == f.RegistrationId).Side), Has.All.EqualTo("right"));
        Assert.That(_seekers.Select(f => seats.Single(s => s.Registration == f.RegistrationId).Side), Has.All.EqualTo("left"));
        var named = (await Admin.GetAsync($"/plans/{plan.Text("id")}?include=names")).Expect(200).Json;
        Assert.That(named.List("tables").SelectMany(t => t.List("seats")).Where(s => s.Text("registrationId") == _funds[0].RegistrationId).Select(s => s.Text("name")), Is.EqualTo(Strings.Of("Fund 1")));
    }

    [Test]
    public async Task Make_TooFewSeats_422WithWhatToChange()
    {
        await Admin.ChangeAsync($"/sessions/{_session}", new JsonObject { ["tables"] = 1 });

        var answer = await Admin.PostAsync($"/sessions/{_session}/plans", new JsonObject { ["layout"] = "round-tables", ["competitorsApart"] = false });

        answer.Refused(422, "seating-infeasible");
        Assert.That(answer.Json.List("conflicts"), Is.Not.Empty);
        Assert.That(answer.Json.List("relaxations").Select(r => r.Text("change")), Does.Contain("add-tables"));
        Assert.That(answer.Json.List("relaxations").Select(r => r.Text("message")), Has.Some.Match("^Add [0-9]+ tables[.]$"));
    }

    [Test]
    public async Task Read_ByAParty_ItsTableWithoutGuestsAndItsOwnKind()
    {
        var plan = await Made(new JsonObject { ["layout"] = "round-tables", ["competitorsApart"] = false, ["fundsPerTable"] = 3, ["startupsPerTable"] = 3 });
        (await Admin.PostAsync($"/plans/{plan.Text("id")}/publish")).Expect(200);
        var fund = await Server.As("fund", _funds[0].FundId);

        var own = (await fund.GetAsync($"/plans/{plan.Text("id")}")).Expect(200).Json;

        var table = Seats(plan).Single(s => s.Registration == _funds[0].RegistrationId).Table;
        var others = Seats(plan).Where(s => s.Table == table && _seekers.Any(x => x.RegistrationId == s.Registration)).Select(s => s.Registration);
        Assert.That(Seats(own).Select(s => s.Registration), Is.EquivalentTo(others.Append(_funds[0].RegistrationId)));
        Assert.That(own["certificate"], Is.Null);
    }

    [Test]
    public async Task Make_TakesLong_OperationWithValueBoundAndSeconds_CancelKeepsTheBestPlan()
    {
        var (path, _, _) = await StartLong();
        var seen = await Until(path, o => o["progress"]!.Has("value") || o["finishedAt"] is not null);
        Assert.That(seen["progress"]!.Has("upperBound") && seen["progress"]!.Has("seconds"), seen.ToJsonString());

        await Admin.DeleteAsync(path);
        var ended = await Until(path, o => o["finishedAt"] is not null);

        Assert.That(ended.Text("status"), Is.EqualTo("cancelled").Or.EqualTo("succeeded"));
        var plan = (await Admin.GetAsync("/plans/" + ended["result"]!.Text("id"))).Expect(200).Json;
        Assert.That(Seats(plan), Has.Count.EqualTo(59));
    }

    [Test]
    public async Task Make_TheSessionChangesMeanwhile_BeginsAnewAndPlansWhatThereIsNow()
    {
        var (path, session, startup) = await StartLong();
        await Until(path, o => o["progress"]!.Has("value") || o["finishedAt"] is not null);
        await Admin.ChangeAsync($"/sessions/{session}/registrations/{startup}", new JsonObject { ["status"] = "cancelled" });

        var ended = await Until(path, o => o["finishedAt"] is not null);

        Assert.That(ended.Text("status"), Is.EqualTo("succeeded"), ended.ToJsonString());
        var plan = (await Admin.GetAsync("/plans/" + ended["result"]!.Text("id"))).Expect(200).Json;
        Assert.That(Seats(plan).Select(s => s.Registration).ToList(), Has.Count.EqualTo(58).And.None.EqualTo(startup));
    }

    [Test]
    public async Task Make_StartupThatGotTooFewMeetingsLastTime_ServedFirst()
    {
        var before = (await Admin.CreateSession(Bodies.Session("2026-10"))).Id;
        await Admin.Register(before, Bodies.FundRegistration(_funds[0].FundId));
        await Admin.Register(before, Bodies.StartupRegistration(_seekers[0].StartupId, _seekers[0].RequestId).With("minMeetings", 2));
        await Admin.Record(before, Bodies.Outcome(_funds[0].FundId, _seekers[0].RequestId, "passed", "2026-10-20"));

        var plan = await Made(new JsonObject());

        var carried = plan.List("carryOver").Single();
        Assert.That((carried.Text("registrationId"), carried.Text("previousSessionId")), Is.EqualTo((_seekers[0].RegistrationId, before)));
        Assert.That((carried.Int("meetings"), carried.Int("minMeetings")), Is.EqualTo((0, 2)));
        var weights = plan["certificate"]!.List("weights").ToLookup(w => w.Text("startupRegistrationId"), w => w.Long("weight"));
        Assert.That(weights[_seekers[0].RegistrationId].Max(), Is.EqualTo(weights[_seekers[1].RegistrationId].Max() + 5_000));
    }

    [Test]
    public async Task Make_StartupWithTwoAsks_ItsMeetingsOfLastTimeCountTogether()
    {
        var before = (await Admin.CreateSession(Bodies.Session("2026-10"))).Id;
        await Admin.Register(before, Bodies.StartupRegistration(_seekers[0].StartupId, _seekers[0].RequestId).With("minMeetings", 2));
        await Admin.Register(before, Bodies.FundRegistration(_funds[0].FundId));
        await Admin.Record(before, Bodies.Outcome(_funds[0].FundId, _seekers[0].RequestId, "passed", "2026-10-20"));
        var second = (await Admin.CreateRequest(Bodies.Request(_seekers[0].StartupId).With("title", "Second ask"))).Id;
        var registration = (await Admin.Register(_session, Bodies.StartupRegistration(_seekers[0].StartupId, second))).Id;
        await Admin.Freeze(_session);

        var plan = await Made(new JsonObject());

        Assert.That(plan.List("carryOver").Select(c => c.Text("registrationId")), Is.EquivalentTo(Strings.Of(_seekers[0].RegistrationId, registration)));
        Assert.That(plan.List("carryOver").Select(c => (c.Int("meetings"), c.Int("minMeetings"))), Has.All.EqualTo((0, 2)));
    }

    private async Task<JsonNode> Made(JsonObject body)
    {
        var answer = await Admin.PostAsync($"/sessions/{_session}/plans", body);
        if (answer.Status == 201)
            return answer.Json;
        answer.Expect(202);
        var ended = await Until("/operations/" + answer.Json.Text("id"), o => o["finishedAt"] is not null);
        Assert.That(ended.Text("status"), Is.EqualTo("succeeded"), ended.ToJsonString());
        return (await Admin.GetAsync("/plans/" + ended["result"]!.Text("id"))).Expect(200).Json;
    }

    // A session whose seating is not proved to be the best while somebody waits.
    private async Task<(string Operation, string Session, string Startup)> StartLong()
    {
        var session = (await Admin.CreateSession(Bodies.Session().With("tables", 8).With("seatsPerTable", 9))).Id;
        var (funds, seekers) = (new List<Investor>(), new List<Seeker>());
        for (var i = 0; i < 21; i++)
            funds.Add(await Admin.CreateInvestor($"Fund {i}", session));
        for (var i = 0; i < 38; i++)
            seekers.Add(await Admin.CreateSeeker($"Startup {i}", session, request: r => r.With("amountCny", 5_000_000 + (i * 1_000_000))));
        // Wishes in no pattern, so that no bound is reached soon.
        foreach (var (fund, seeker) in Enumerable.Range(0, 84).Select(i => (i % 21, i * i * 7 % 38)).Distinct())
            await Admin.Prefer(session, funds[fund].RegistrationId, seekers[seeker].RegistrationId, (fund + seeker) % 3 == 0 ? "avoid" : "want");
        await Admin.Freeze(session);
        var started = await Admin.PostAsync($"/sessions/{session}/plans", new JsonObject { ["layout"] = "round-tables", ["competitorsApart"] = false });
        return ("/operations/" + started.Expect(202).Json.Text("id"), session, seekers[^1].RegistrationId);
    }

    private async Task<JsonNode> Until(string path, Func<JsonNode, bool> reached)
    {
        while (true)
        {
            var operation = (await Admin.GetAsync(path)).Expect(200).Json;
            if (reached(operation))
                return operation;
            await Task.Delay(50);
        }
    }

    private IEnumerable<string> Everybody() => _funds.Select(f => f.RegistrationId).Concat(_seekers.Select(s => s.RegistrationId)).Append(_guest);

    private static IReadOnlyList<(int Table, int Seat, string? Side, string Registration)> Seats(JsonNode plan) =>
    [
        .. plan.List("tables").SelectMany(t => t.List("seats").Select(s =>
            (t.Int("table"), s.Int("seat"), s.Has("side") ? s.Text("side") : null, s.Text("registrationId")))),
    ];
}
