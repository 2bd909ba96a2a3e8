using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Repairs of plans over HTTP: what stays, what changes, what is refused.</summary>
internal sealed class PlanRepairTests : ApiFixture
{
    private string _session = "";
    private Investor[] _funds = [];
    private Seeker[] _seekers = [];

    [SetUp]
    public async Task SetUp()
    {
        _session = (await Admin.CreateSession()).Id;
        _funds = [await Admin.CreateInvestor("Fund 1", _session), await Admin.CreateInvestor("Fund 2", _session)];
        _seekers = [await Admin.CreateSeeker("Startup 1", _session), await Admin.CreateSeeker("Startup 2", _session), await Admin.CreateSeeker("Startup 3", _session)];
        await Admin.Freeze(_session);
    }

    [Test]
    public async Task Repair_SomebodyCancels_OthersKeepRoundAndTableAndTheDifferenceIsTold()
    {
        var before = (await Admin.Plan(_session)).Json;

        var repaired = await Repair(before, new JsonObject { ["cancelled"] = JsonNodes.Array(_seekers[0].RegistrationId) });

        Assert.That(repaired.Text("repairOf"), Is.EqualTo(before.Text("id")));
        Assert.That((repaired.Int("version"), repaired.Text("status")), Is.EqualTo((2, "draft")));
        Assert.That(Rows(repaired), Is.EquivalentTo(Rows(before).Where(r => r.Startup != _seekers[0].RegistrationId)));
        var difference = repaired["difference"]!;
        Assert.That((difference.List("kept").Count, difference.List("moved").Count, difference.List("new").Count, difference.List("dropped").Count), Is.EqualTo((4, 0, 0, 2)));
        CertificateChecks.AssertValid(repaired);
    }

    [Test]
    public async Task Repair_StatusesSinceThePlan_CountWithoutBeingNamed()
    {
        var before = (await Admin.Plan(_session)).Json;
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_funds[1].RegistrationId}", new JsonObject { ["status"] = "no-show" });

        var repaired = await Repair(before, new JsonObject());

        Assert.That(Rows(repaired), Is.EquivalentTo(Rows(before).Where(r => r.Fund != _funds[1].RegistrationId)));
    }

    [Test]
    public async Task Repair_FromRoundTwo_TheFirstRoundStaysAsItWas()
    {
        var before = (await Admin.Plan(_session)).Json;

        var repaired = await Repair(before, new JsonObject { ["fromRound"] = 2, ["cancelled"] = JsonNodes.Array(_funds[0].RegistrationId) });

        Assert.That(Rows(repaired).Where(r => r.Round == 1), Is.EquivalentTo(Rows(before).Where(r => r.Round == 1)));
        Assert.That(Rows(repaired).Where(r => r.Round > 1).Select(r => r.Fund), Has.None.EqualTo(_funds[0].RegistrationId));
        Assert.That(repaired["certificate"]!.Int("firstRound"), Is.EqualTo(2));
        var met = Rows(repaired).First(r => r.Fund == _funds[0].RegistrationId);
        Assert.That((await Pair(repaired, met.Startup, met.Fund)).Text("reason"), Is.EqualTo("met"), "before it went");
        CertificateChecks.AssertValid(repaired);
    }

    [Test]
    public async Task Repair_OfARepairedPlan_KeepsWhatItWasRepairedForAndNeverGoesBack()
    {
        var before = (await Admin.Plan(_session)).Json;
        var lost = Rows(before).First(r => r.Round == 3).Table;
        var once = await Repair(before, new JsonObject { ["fromRound"] = 2, ["cancelled"] = JsonNodes.Array(_seekers[0].RegistrationId), ["lostTables"] = JsonNodes.Array(lost) });

        var twice = await Repair(once, new JsonObject { ["fromRound"] = 3, ["cancelled"] = JsonNodes.Array(_seekers[1].RegistrationId) });

        Assert.That(Rows(twice).Where(r => r.Round < 3), Is.EquivalentTo(Rows(once).Where(r => r.Round < 3)));
        Assert.That(Rows(twice).Where(r => r.Round == 3).Select(r => r.Startup), Has.None.AnyOf(_seekers[0].RegistrationId, _seekers[1].RegistrationId));
        Assert.That(Rows(twice).Where(r => r.Round == 3).Select(r => r.Table), Has.None.EqualTo(lost));
        Assert.That(twice["changes"]!.List("cancelled").Select(c => c.GetValue<string>()), Is.EquivalentTo(Strings.Of(_seekers[0].RegistrationId, _seekers[1].RegistrationId)));
        CertificateChecks.AssertValid(twice);
        (await Admin.PostAsync($"/plans/{twice.Text("id")}/repair", new JsonObject { ["fromRound"] = 2 })).Invalid("/fromRound out-of-range");
    }

    [Test]
    public async Task Repair_WhoWasCancelled_ComesBackWhenNamedAsLate()
    {
        var before = (await Admin.Plan(_session)).Json;
        var without = await Repair(before, new JsonObject { ["cancelled"] = JsonNodes.Array(_seekers[0].RegistrationId) });

        var back = await Repair(without, new JsonObject { ["late"] = JsonNodes.Array(_seekers[0].RegistrationId) });

        Assert.That(Rows(back).Count(r => r.Startup == _seekers[0].RegistrationId), Is.EqualTo(2));
        Assert.That(Rows(back), Is.SupersetOf(Rows(without)));
    }

    [Test]
    public async Task Repair_APinToARound_StaysInItsRoundOfTheSession()
    {
        var pin = new JsonObject { ["startupRegistrationId"] = _seekers[2].RegistrationId, ["fundRegistrationId"] = _funds[1].RegistrationId, ["round"] = 3 };
        var before = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(pin) })).Json;
        var once = await Repair(before, new JsonObject { ["fromRound"] = 2 });

        var twice = await Repair(once, new JsonObject { ["fromRound"] = 3, ["cancelled"] = JsonNodes.Array(_seekers[0].RegistrationId) });

        Assert.That(Rows(twice), Has.Some.Matches<(int Round, int Table, string Startup, string Fund)>(r => (r.Round, r.Startup, r.Fund) == (3, _seekers[2].RegistrationId, _funds[1].RegistrationId)));
        Assert.That(twice["certificate"]!.List("pins")[0].Int("round"), Is.EqualTo(1));
        CertificateChecks.AssertValid(twice);
    }

    [Test]
    public async Task Repair_ALatecomer_GetsAFreezeOfItsOwnAndOldScoresStay()
    {
        var before = (await Admin.Plan(_session)).Json;
        var late = await Admin.CreateSeeker("Late", _session);

        var repaired = await Repair(before, new JsonObject { ["late"] = JsonNodes.Array(late.RegistrationId) });

        Assert.That(repaired.Text("freezeId"), Is.EqualTo(before.Text("freezeId")));
        Assert.That(repaired.List("appendedFreezeIds").Select(f => f.GetValue<string>()).Single(), Is.Not.EqualTo(before.Text("freezeId")));
        var scores = repaired.List("meetings").ToDictionary(Row, m => m.Number("score"));
        foreach (var meeting in before.List("meetings").Where(m => scores.ContainsKey(Row(m))))
            Assert.That(scores[Row(meeting)], Is.EqualTo(meeting.Number("score")));
        CertificateChecks.AssertValid(repaired);
        await AssertEveryPairIsExplained(repaired, late);
    }

    [Test]
    public async Task Repair_ATableIsLost_NobodySitsThere()
    {
        var before = (await Admin.Plan(_session)).Json;
        var lost = Rows(before)[0].Table;

        var repaired = await Repair(before, new JsonObject { ["lostTables"] = JsonNodes.Array(lost) });

        Assert.That(Rows(repaired).Select(r => r.Table), Has.None.EqualTo(lost));
        Assert.That(Rows(repaired), Has.Count.EqualTo(6));
        CertificateChecks.AssertValid(repaired);
    }

    [Test]
    public async Task Repair_SomebodyIsThereInOtherRounds_MeetsOnlyThen()
    {
        var before = (await Admin.Plan(_session)).Json;
        var availability = JsonNodes.Array(new JsonObject { ["registrationId"] = _seekers[0].RegistrationId, ["availableRounds"] = JsonNodes.Array(3) });

        var repaired = await Repair(before, new JsonObject { ["availability"] = availability });

        Assert.That(Rows(repaired).Where(r => r.Startup == _seekers[0].RegistrationId).Select(r => r.Round), Has.All.EqualTo(3));
    }

    [Test]
    public async Task Repair_WhatDoesNotExist_400AtItsPlace()
    {
        var before = (await Admin.Plan(_session)).Json;
        var body = new JsonObject
        {
            ["fromRound"] = 4,
            ["cancelled"] = JsonNodes.Array(EndpointIds.Unknown),
            ["late"] = JsonNodes.Array(EndpointIds.Unknown),
            ["lostTables"] = JsonNodes.Array(11),
        };

        var answer = await Admin.PostAsync($"/plans/{before.Text("id")}/repair", body);

        answer.Invalid("/fromRound out-of-range", "/cancelled/0 unknown-reference", "/late/0 unknown-reference", "/lostTables/0 out-of-range");
        (await Admin.PostAsync($"/plans/{EndpointIds.Unknown}/repair")).Refused(404, "not-found");
    }

    // What is known of a latecomer stands in the appended freeze.
    private async Task AssertEveryPairIsExplained(JsonNode repaired, Seeker late)
    {
        foreach (var fund in _funds)
        {
            var pair = await Pair(repaired, late.RegistrationId, fund.RegistrationId);
            Assert.That(pair.Text("reason"), Is.AnyOf("met", "not-worth-it"));
            Assert.That(pair["score"], Is.Not.Null);
        }
    }

    private async Task<JsonNode> Pair(JsonNode plan, string startup, string fund) =>
        (await Admin.GetAsync($"/plans/{plan.Text("id")}/pair?startupRegistrationId={startup}&fundRegistrationId={fund}")).Expect(200).Json;

    private async Task<JsonNode> Repair(JsonNode plan, JsonObject body) => (await Admin.PostAsync($"/plans/{plan.Text("id")}/repair", body)).Expect(201).Json;

    private static (string, string) Row(JsonNode m) => (m.Text("startupRegistrationId"), m.Text("fundRegistrationId"));

    private static IReadOnlyList<(int Round, int Table, string Startup, string Fund)> Rows(JsonNode plan) =>
        [.. plan.List("meetings").Select(m => (m.Int("round"), m.Int("table"), m.Text("startupRegistrationId"), m.Text("fundRegistrationId")))];
}
