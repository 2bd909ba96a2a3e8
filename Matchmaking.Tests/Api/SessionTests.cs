using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Registrations, preferences and freezes of sessions.</summary>
internal sealed class SessionTests : ApiFixture
{
    [Test]
    public async Task Register_WrongParty_RefusedAtItsPlace()
    {
        var session = (await Admin.CreateSession()).Id;
        var seeker = await Admin.CreateSeeker("Startup");
        var other = await Admin.CreateSeeker("Other");
        var fund = (await Admin.CreateFund()).Id;
        var path = $"/sessions/{session}/registrations";

        (await Admin.PostAsync(path, Bodies.FundRegistration(seeker.StartupId))).Invalid("/party/id unknown-reference");
        (await Admin.PostAsync(path, Bodies.FundRegistration(fund).With("financingRequestId", seeker.RequestId))).Invalid("/financingRequestId not-allowed");
        (await Admin.PostAsync(path, Bodies.StartupRegistration(seeker.StartupId, other.RequestId))).Invalid("/financingRequestId unknown-reference");
        (await Admin.PostAsync(path, Bodies.StartupRegistration(seeker.StartupId, seeker.RequestId).Without("financingRequestId"))).Invalid("/financingRequestId required");
        (await Admin.PostAsync(path, new JsonObject { ["party"] = new JsonObject { ["type"] = "startup" } })).Invalid("/party/id required", "/financingRequestId required");
        (await Admin.PostAsync(path, new JsonObject { ["party"] = new JsonObject { ["type"] = "guest" } })).Invalid("/party/name required");
        (await Admin.PostAsync(path, new JsonObject { ["party"] = new JsonObject { ["type"] = "guest", ["name"] = "x", ["id"] = fund } })).Invalid("/party/id not-allowed");
        (await Admin.PostAsync(path, "{}")).Invalid("/party required");
    }

    [TestCase("availableRounds", "[0]", "/availableRounds/0 out-of-range")]
    [TestCase("availableRounds", "[1,4]", "/availableRounds/1 out-of-range")]
    [TestCase("availableRounds", "[2,2]", "/availableRounds/1 duplicate")]
    [TestCase("minMeetings", "-1", "/minMeetings out-of-range")]
    [TestCase("minMeetings", "4", "/minMeetings out-of-range")]
    [TestCase("maxMeetings", "4", "/maxMeetings out-of-range")]
    [TestCase("status", "\"late\"", "/status unknown-value")]
    public async Task Register_RoundsAndMeetings_WithinTheSession(string name, string value, string error)
    {
        var session = (await Admin.CreateSession()).Id;

        (await Admin.PostAsync($"/sessions/{session}/registrations", Bodies.GuestRegistration().With(name, JsonNode.Parse(value)))).Invalid(error);
    }

    [Test]
    public async Task Register_MinAboveMax_Refused()
    {
        var session = (await Admin.CreateSession()).Id;

        (await Admin.PostAsync($"/sessions/{session}/registrations", Bodies.GuestRegistration().With("minMeetings", 2).With("maxMeetings", 1))).Invalid("/minMeetings wrong-order");
    }

    [Test]
    public async Task Register_SamePartyTwice_409()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var seeker = await Admin.CreateSeeker("Startup", session);
        var path = $"/sessions/{session}/registrations";

        (await Admin.PostAsync(path, Bodies.FundRegistration(fund.FundId))).Refused(409, "already-exists");
        (await Admin.PostAsync(path, Bodies.StartupRegistration(seeker.StartupId, seeker.RequestId))).Refused(409, "already-exists");
        await Admin.Register((await Admin.CreateSession()).Id, Bodies.FundRegistration(fund.FundId));
    }

    [Test]
    public async Task Register_ClosedSession_409()
    {
        var session = (await Admin.CreateSession(Bodies.Session().With("status", "closed"))).Id;

        (await Admin.PostAsync($"/sessions/{session}/registrations", Bodies.GuestRegistration())).Refused(409, "session-not-open");
        (await Admin.PostAsync($"/sessions/{session}/rankings")).Refused(409, "session-not-open");
        (await Admin.PostAsync($"/sessions/{session}/plans")).Refused(409, "session-not-open");
    }

    [Test]
    public async Task Change_PartyOfARegistration_Refused()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var other = (await Admin.CreateFund()).Id;

        (await Admin.PutAsync($"/sessions/{session}/registrations/{fund.RegistrationId}", Bodies.FundRegistration(other), "*")).Invalid("/party not-allowed");
    }

    [Test]
    public async Task Registration_BelowAnotherSession_404()
    {
        var session = (await Admin.CreateSession()).Id;
        var other = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);

        (await Admin.GetAsync($"/sessions/{other}/registrations/{fund.RegistrationId}")).Refused(404, "not-found");
        (await Admin.DeleteAsync($"/sessions/{other}/registrations/{fund.RegistrationId}", "*")).Refused(404, "not-found");
    }

    [TestCase("availableRounds", "[1,3]", 3)]
    [TestCase("minMeetings", "2", 2)]
    [TestCase("maxMeetings", "2", 2)]
    public async Task Rounds_FewerThanRegistrationsCountOn_Refused(string name, string value, int needed)
    {
        var session = await Admin.CreateSession();
        await Admin.Register(session.Id, Bodies.GuestRegistration().With(name, JsonNode.Parse(value)));

        (await Admin.PatchAsync($"/sessions/{session.Id}", new JsonObject { ["rounds"] = needed - 1 }, "*")).Invalid("/rounds out-of-range");

        await Admin.ChangeAsync($"/sessions/{session.Id}", new JsonObject { ["rounds"] = needed });
    }

    [TestCase("0001-01")]
    [TestCase("1899-12")]
    [TestCase("9999-12")]
    public async Task Month_OutsideOfAllCalendars_Refused(string month)
    {
        (await Admin.PostAsync("/sessions", Bodies.Session(month))).Invalid("/month invalid-month");
        (await Admin.GetAsync($"/reports?to={month}")).Invalid("?to invalid-month");
    }

    [Test]
    public async Task Prefer_ByParties_OnlyTheirOwn()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var otherFund = await Admin.CreateInvestor("Other fund", session);
        var seeker = await Admin.CreateSeeker("Startup", session);
        var fundKey = await Server.As("fund", fund.FundId);
        var startupKey = await Server.As("startup", seeker.StartupId);
        var path = $"/sessions/{session}/preferences";

        var own = await fundKey.Prefer(session, fund.RegistrationId, seeker.RegistrationId, "want");
        await startupKey.Prefer(session, seeker.RegistrationId, otherFund.RegistrationId, "must");

        Assert.That(own.Json.Bool("byOrganizer"), Is.False);
        (await fundKey.PostAsync(path, Bodies.Preference(otherFund.RegistrationId, seeker.RegistrationId, "veto"))).Invalid("/from unknown-reference");
        (await fundKey.PostAsync(path, Bodies.Preference(seeker.RegistrationId, fund.RegistrationId, "must"))).Invalid("/from unknown-reference");
        (await fundKey.PostAsync(path, Bodies.Preference(fund.RegistrationId, otherFund.RegistrationId, "want"))).Invalid("/to unknown-reference");
        (await fundKey.PostAsync(path, Bodies.Preference(fund.RegistrationId, seeker.RegistrationId, "avoid"))).Refused(409, "already-exists");
        (await startupKey.GetAsync($"{path}/{own.Id}")).Refused(404, "not-found");
        Assert.That((await fundKey.PatchAsync($"{path}/{own.Id}", """{"value":"avoid"}""", own.ETag)).Expect(200).Json.Text("value"), Is.EqualTo("avoid"));
        (await fundKey.DeleteAsync($"{path}/{own.Id}", "*")).Expect(204);
    }

    [Test]
    public async Task Prefer_OrganizerBesideAParty_NeitherSeesNorReplacesTheOther()
    {
        var session = (await Admin.CreateSession()).Id;
        var seeker = await Admin.CreateSeeker("Prefers", session);
        var fund = await Admin.CreateInvestor("Preferred", session);
        var fundKey = await Server.As("fund", fund.FundId);
        var path = $"/sessions/{session}/preferences";
        var organizers = await Admin.Prefer(session, fund.RegistrationId, seeker.RegistrationId, "avoid");

        var own = await fundKey.PostAsync(path, Bodies.Preference(fund.RegistrationId, seeker.RegistrationId, "want"));
        var changed = await Admin.PatchAsync($"{path}/{own.Expect(201).Id}", """{"value":"must"}""", own.ETag);

        Assert.That(organizers.Json.Bool("byOrganizer"), Is.True);
        Assert.That(changed.Expect(200).Json.Bool("byOrganizer"), Is.False, "a correction by the organizer stays the party's");
        Assert.That((await fundKey.GetAsync(path)).Json.List("items").Select(p => p.Text("id")), Is.EqualTo(Strings.Of(own.Id)));
    }

    [Test]
    public async Task Freeze_ReadWithRowsAndSnapshot_AsStored()
    {
        var session = (await Admin.CreateSession()).Id;
        var seeker = await Admin.CreateSeeker("Frozen", session);
        var fund = await Admin.CreateInvestor("Freezer", session);
        var freeze = await Admin.Freeze(session);
        var path = $"/sessions/{session}/rankings/{freeze.Id}";

        var plain = (await Admin.GetAsync(path)).Expect(200).Json;
        var full = (await Admin.GetAsync($"{path}?include=rows,snapshot")).Expect(200).Json;

        Assert.That(plain.Has("rows") || plain.Has("snapshot"), Is.False);
        Assert.That(full.List("rows").Select(r => r["subject"]!.Text("id")), Is.EqualTo(Strings.Of(seeker.RequestId, fund.FundId)));
        Assert.That(full["snapshot"]!.List("funds"), Has.Count.EqualTo(1));
        (await Admin.GetAsync($"{path}?include=everything")).Invalid("?include unknown-value");
    }

    [Test]
    public async Task Prefer_GuestOrOtherSession_Refused()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var guest = (await Admin.Register(session, Bodies.GuestRegistration())).Id;
        var elsewhere = await Admin.CreateSeeker("Elsewhere", (await Admin.CreateSession()).Id);
        var path = $"/sessions/{session}/preferences";

        (await Admin.PostAsync(path, Bodies.Preference(fund.RegistrationId, guest, "want"))).Invalid("/to unknown-reference");
        (await Admin.PostAsync(path, Bodies.Preference(fund.RegistrationId, elsewhere.RegistrationId, "want"))).Invalid("/to unknown-reference");
        (await Admin.PostAsync(path, Bodies.Preference(guest, fund.RegistrationId, "want"))).Invalid("/to unknown-reference");
    }

    [Test]
    public async Task Freeze_NobodyOnOneSide_409()
    {
        var session = (await Admin.CreateSession()).Id;
        await Admin.CreateInvestor("Fund", session);
        await Admin.Register(session, Bodies.GuestRegistration());

        (await Admin.PostAsync($"/sessions/{session}/rankings")).Refused(409, "no-participants");
    }

    [Test]
    public async Task Freeze_SeveralTimes_EachKeptAndReplayedIdenticalAfterDataChanged()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var seeker = await Admin.CreateSeeker("Startup", session);
        var first = await Admin.Freeze(session);
        await Admin.ChangeAsync($"/financing-requests/{seeker.RequestId}", new JsonObject { ["amountCny"] = 6_000_000 });
        await Admin.CreateSeeker("Late", session);
        var second = await Admin.Freeze(session);
        await Admin.ChangeAsync($"/funds/{fund.FundId}", new JsonObject { ["ticketMaxCny"] = 2_000_000, ["sectors"] = JsonNodes.Array("hydrogen") });
        await Admin.CreatePosition(fund.FundId);
        await Admin.ChangeAsync($"/startups/{seeker.StartupId}", new JsonObject { ["recognitions"] = JsonNodes.Array("little-giant"), ["district"] = "caidian" });
        Server.Clock.Advance(TimeSpan.FromDays(3));

        foreach (var freeze in new[] { first, second })
        {
            var replay = (await Admin.PostAsync($"/sessions/{session}/rankings/{freeze.Id}/replay")).Expect(200).Json;

            Assert.That(replay.Bool("identical"));
            Assert.That(replay.Text("sha256"), Is.EqualTo(freeze.Json.Text("sha256")));
            Assert.That(replay.Has("firstDifference") && replay["firstDifference"] is null);
        }

        Assert.That((await Admin.ListAsync($"/sessions/{session}/rankings")).Select(f => f.Text("id")), Is.EqualTo(Strings.Of(first.Id, second.Id)));
        Assert.That(first.Json.Text("inputHash"), Is.Not.EqualTo(second.Json.Text("inputHash")));
        Assert.That((await Admin.GetAsync($"/sessions/{session}/rankings/{first.Id}")).Json.ToJsonString(), Is.EqualTo(first.Json.ToJsonString()));
        var path = $"/funds/{fund.FundId}/ranking?sessionId={session}";
        Assert.That((await Admin.GetAsync(path)).Json.Text("freezeId"), Is.EqualTo(second.Id));
        Assert.That((await Admin.GetAsync($"{path}&freezeId={first.Id}")).Json.Int("total"), Is.EqualTo(1));
        Assert.That((await Admin.GetAsync($"{path}&freezeId={second.Id}")).Json.Int("total"), Is.EqualTo(2));
        (await Admin.GetAsync($"{path}&freezeId={EndpointIds.Unknown}")).Refused(404, "not-found");
    }

    [Test]
    public async Task Freeze_NothingChanged_SameHashesOtherId()
    {
        var session = (await Admin.CreateSession()).Id;
        await Admin.CreateInvestor("Fund", session);
        await Admin.CreateSeeker("Startup", session);

        var first = await Admin.Freeze(session);
        var second = await Admin.Freeze(session);

        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
        Assert.That(second.Json.Text("inputHash"), Is.EqualTo(first.Json.Text("inputHash")));
        Assert.That(second.Json.Text("sha256"), Is.EqualTo(first.Json.Text("sha256")));
        Assert.That((await Admin.GetAsync($"/sessions/{session}")).Json.Text("status"), Is.EqualTo("frozen"));
    }

    [Test]
    public async Task Freeze_OfAnotherSession_404()
    {
        var session = (await Admin.CreateSession()).Id;
        await Admin.CreateInvestor("Fund", session);
        await Admin.CreateSeeker("Startup", session);
        var freeze = await Admin.Freeze(session);
        var other = (await Admin.CreateSession()).Id;

        (await Admin.GetAsync($"/sessions/{other}/rankings/{freeze.Id}")).Refused(404, "not-found");
        (await Admin.PostAsync($"/sessions/{other}/rankings/{freeze.Id}/replay")).Refused(404, "not-found");
    }

    [TestCase("2031-01-01", "/occurredOn wrong-order")]
    [TestCase("yesterday", "/occurredOn invalid-date")]
    public async Task Outcome_WrongDay_Refused(string day, string error)
    {
        var session = (await Admin.CreateSession()).Id;

        (await Admin.PostAsync($"/sessions/{session}/outcomes", Bodies.Outcome(EndpointIds.Unknown, EndpointIds.Unknown, "met", day))).Invalid(error);
    }

    [Test]
    public async Task Outcome_OfNobodyRegistered_RefusedAtItsPlace()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var elsewhere = await Admin.CreateSeeker("Elsewhere");
        var path = $"/sessions/{session}/outcomes";

        (await Admin.PostAsync(path, Bodies.Outcome(fund.FundId, elsewhere.RequestId, "met"))).Invalid("/financingRequestId unknown-reference");
        (await Admin.PostAsync(path, Bodies.Outcome(EndpointIds.Unknown, elsewhere.RequestId, "met"))).Invalid("/fundId unknown-reference");
        (await Admin.PostAsync(path, """{"result":"met"}""")).Invalid("/fundId required", "/financingRequestId required", "/occurredOn required");
    }

    [Test]
    public async Task Outcome_Recorded_NeverChangedOrDeleted()
    {
        var session = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var seeker = await Admin.CreateSeeker("Startup", session);
        var outcome = await Admin.Record(session, Bodies.Outcome(fund.FundId, seeker.RequestId, "due-diligence").With("dueDiligence", new JsonObject { ["doneOn"] = "2026-11-18" }));
        var path = $"/sessions/{session}/outcomes/{outcome.Id}";

        Assert.That((await Admin.GetAsync(path)).Expect(200).Json["dueDiligence"]!.Text("doneOn"), Is.EqualTo("2026-11-18"));
        (await Admin.PatchAsync(path, "{}", "*")).Refused(405, "method-not-allowed");
        (await Admin.DeleteAsync(path, "*")).Refused(405, "method-not-allowed");
        (await Admin.GetAsync(path, ("If-None-Match", outcome.ETag))).Expect(304);
    }
}
