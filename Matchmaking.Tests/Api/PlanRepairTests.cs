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
        Assert.That(repaired.Number("value"), Is.LessThanOrEqualTo(repaired.Number("upperBound")));
    }

    [Test]
    public async Task Repair_ALatecomer_GetsAFreezeOfItsOwnAndOldScoresStay()
    {
        var before = (await Admin.Plan(_session)).Json;
        var late = await Admin.CreateSeeker("Late", _session);

        var repaired = await Repair(before, new JsonObject { ["late"] = JsonNodes.Array(late.RegistrationId) });

        Assert.That(repaired.Text("freezeId"), Is.EqualTo(before.Text("freezeId")));
        Assert.That(repaired.Text("appendedFreezeId"), Is.Not.EqualTo(before.Text("freezeId")));
        var scores = repaired.List("meetings").ToDictionary(Row, m => m.Number("score"));
        foreach (var meeting in before.List("meetings").Where(m => scores.ContainsKey(Row(m))))
            Assert.That(scores[Row(meeting)], Is.EqualTo(meeting.Number("score")));
        CertificateChecks.AssertValid(repaired);
    }

    [Test]
    public async Task Repair_ATableIsLost_NobodySitsThere()
    {
        var before = (await Admin.Plan(_session)).Json;
        var lost = Rows(before)[0].Table;

        var repaired = await Repair(before, new JsonObject { ["lostTables"] = JsonNodes.Array(lost) });

        Assert.That(Rows(repaired).Select(r => r.Table), Has.None.EqualTo(lost));
        Assert.That(Rows(repaired), Has.Count.EqualTo(6));
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

    private async Task<JsonNode> Repair(JsonNode plan, JsonObject body) => (await Admin.PostAsync($"/plans/{plan.Text("id")}/repair", body)).Expect(201).Json;

    private static (string, string) Row(JsonNode m) => (m.Text("startupRegistrationId"), m.Text("fundRegistrationId"));

    private static IReadOnlyList<(int Round, int Table, string Startup, string Fund)> Rows(JsonNode plan) =>
        [.. plan.List("meetings").Select(m => (m.Int("round"), m.Int("table"), m.Text("startupRegistrationId"), m.Text("fundRegistrationId")))];
}
