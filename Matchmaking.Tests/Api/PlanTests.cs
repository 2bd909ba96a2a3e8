using System.Globalization;
using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Plans over HTTP: what they hold to, what is refused, publishing.</summary>
internal sealed class PlanTests : ApiFixture
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
    }

    [Test]
    public async Task Make_NoBody_OptimalPlanOfEverybody()
    {
        await Admin.Freeze(_session);

        var plan = (await Admin.Plan(_session)).Json;

        Assert.That(plan.Bool("optimal"));
        Assert.That(plan.Number("value"), Is.EqualTo(plan.Number("upperBound")).And.Positive);
        Assert.That(plan.Number("gap"), Is.Zero);
        Assert.That(Pairs(plan), Has.Count.EqualTo(6).And.Unique);
        Assert.That(plan.List("unassigned"), Is.Empty);
        CertificateChecks.AssertValid(plan);
    }

    [Test]
    public async Task Read_WithNames_BesideEveryMeetingAndUpToDate()
    {
        await Admin.Freeze(_session);
        var plan = await Admin.Plan(_session);

        var plain = (await Admin.GetAsync($"/plans/{plan.Id}")).Expect(200).Json;
        var named = (await Admin.GetAsync($"/plans/{plan.Id}?include=names")).Expect(200);
        await Admin.ChangeAsync($"/funds/{_funds[0].FundId}", new JsonObject { ["name"] = "Renamed" });
        var renamed = (await Admin.GetAsync($"/plans/{plan.Id}?include=names", ("If-None-Match", named.ETag))).Expect(200).Json;

        Assert.That(plain.List("meetings").Any(m => m.Has("fundName") || m.Has("startupName")), Is.False);
        Assert.That(named.Json.List("meetings").Select(m => m.Text("fundName")).Distinct(), Is.EquivalentTo(Strings.Of("Fund 1", "Fund 2")));
        Assert.That(named.Json.List("meetings").Select(m => m.Text("startupName")).Distinct(), Is.EquivalentTo(Strings.Of("Startup 1", "Startup 2", "Startup 3")));
        Assert.That(renamed.List("meetings").Select(m => m.Text("fundName")).Distinct(), Is.EquivalentTo(Strings.Of("Renamed", "Fund 2")));
    }

    [Test]
    public async Task Make_Twice_SamePlanNextVersion()
    {
        await Admin.Freeze(_session);

        var first = (await Admin.Plan(_session)).Json;
        var second = (await Admin.Plan(_session, new JsonObject { ["seed"] = 99 })).Json;

        Assert.That(second["meetings"]!.ToJsonString(), Is.EqualTo(first["meetings"]!.ToJsonString()));
        Assert.That((first.Int("version"), second.Int("version")), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Make_NotFrozen_409() => (await Admin.PostAsync($"/sessions/{_session}/plans")).Refused(409, "no-frozen-ranking");

    [Test]
    public async Task Make_RegisteredAfterTheFreeze_409UntilFrozenAgain()
    {
        await Admin.Freeze(_session);
        await Admin.CreateSeeker("Late", _session);

        (await Admin.PostAsync($"/sessions/{_session}/plans")).Refused(409, "freeze-outdated");

        await Admin.Freeze(_session);
        Assert.That(Pairs((await Admin.Plan(_session)).Json), Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Make_CancelledAfterTheFreeze_NotPlanned()
    {
        await Admin.Freeze(_session);
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_seekers[0].RegistrationId}", new JsonObject { ["status"] = "cancelled" });

        var plan = (await Admin.Plan(_session)).Json;

        Assert.That(Pairs(plan), Has.Count.EqualTo(4));
        Assert.That(Pairs(plan).Select(p => p.Startup), Has.None.EqualTo(_seekers[0].RegistrationId));
    }

    [Test]
    public async Task Make_VetoOrMaxMeetings_Kept()
    {
        await Admin.Prefer(_session, _seekers[0].RegistrationId, _funds[0].RegistrationId, "veto");
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_funds[1].RegistrationId}", new JsonObject { ["maxMeetings"] = 1 });
        await Admin.Freeze(_session);

        var plan = (await Admin.Plan(_session)).Json;

        Assert.That(Pairs(plan), Does.Not.Contain((_seekers[0].RegistrationId, _funds[0].RegistrationId)));
        Assert.That(Pairs(plan).Count(p => p.Fund == _funds[1].RegistrationId), Is.EqualTo(1));
        CertificateChecks.AssertValid(plan);
    }

    [Test]
    public async Task Make_Preferences_ShiftWeightsAsTheContractSays()
    {
        await Admin.Freeze(_session);
        var plain = Weights((await Admin.Plan(_session)).Json);
        var (fund, other) = (await Server.As("fund", _funds[0].FundId), await Server.As("startup", _seekers[1].StartupId));
        await fund.Prefer(_session, _funds[0].RegistrationId, _seekers[0].RegistrationId, "must");
        await fund.Prefer(_session, _funds[0].RegistrationId, _seekers[1].RegistrationId, "want");
        await other.Prefer(_session, _seekers[1].RegistrationId, _funds[0].RegistrationId, "want");
        await fund.Prefer(_session, _funds[0].RegistrationId, _seekers[2].RegistrationId, "avoid");

        var shifted = Weights((await Admin.Plan(_session)).Json);

        long Shift(int seeker) => shifted[(_seekers[seeker].RegistrationId, _funds[0].RegistrationId)] - plain[(_seekers[seeker].RegistrationId, _funds[0].RegistrationId)];
        Assert.That(Shift(0), Is.EqualTo(10_000));
        Assert.That(Shift(1), Is.EqualTo(4_000));
        Assert.That(Shift(2), Is.EqualTo(-3_000));
    }

    [Test]
    public async Task Make_MustFromBothSidesOrOrganizer_IsAPin()
    {
        var session = (await Admin.CreateSession(Bodies.Session().With("rounds", 1).With("tables", 1))).Id;
        var fund = await Admin.CreateInvestor("Fund", session);
        var seekers = new[] { await Admin.CreateSeeker("Better", session), await Admin.CreateSeeker("Worse", session, r => r.With("amountCny", 1_100_000)) };
        await Admin.Freeze(session);
        var free = Pairs((await Admin.Plan(session)).Json).Single();
        var loser = seekers.Single(s => s.RegistrationId != free.Startup);
        await Admin.Prefer(session, loser.RegistrationId, fund.RegistrationId, "must");

        var pinned = (await Admin.Plan(session)).Json;

        Assert.That(Pairs(pinned).Single(), Is.EqualTo((loser.RegistrationId, fund.RegistrationId)));
        Assert.That(pinned["certificate"]!.List("pins"), Has.Count.EqualTo(1));
        CertificateChecks.AssertValid(pinned);
    }

    [Test]
    public async Task Make_PinOfTheRequest_Holds()
    {
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_funds[0].RegistrationId}", new JsonObject { ["maxMeetings"] = 1 });
        await Admin.Freeze(_session);

        foreach (var seeker in _seekers)
        {
            var plan = (await Admin.Plan(_session, new JsonObject { ["pins"] = JsonNodes.Array(Pin(seeker.RegistrationId, _funds[0].RegistrationId)) })).Json;

            Assert.That(Pairs(plan).Where(p => p.Fund == _funds[0].RegistrationId), Is.EqualTo(new[] { (seeker.RegistrationId, _funds[0].RegistrationId) }));
            CertificateChecks.AssertValid(plan);
        }
    }

    [Test]
    public async Task Make_PinOfNobody_400AtItsPlace()
    {
        await Admin.Freeze(_session);
        var pins = JsonNodes.Array(Pin(_seekers[0].RegistrationId, _funds[0].RegistrationId), Pin(EndpointIds.Unknown, _funds[0].RegistrationId), Pin(_seekers[0].RegistrationId, _seekers[1].RegistrationId), Pin(_seekers[0].RegistrationId, _funds[1].RegistrationId).With("round", 4));

        var answer = await Admin.PostAsync($"/sessions/{_session}/plans", new JsonObject { ["pins"] = pins });

        answer.Invalid("/pins/1/startupRegistrationId unknown-reference", "/pins/2/fundRegistrationId unknown-reference", "/pins/3/round out-of-range");
    }

    [TestCase("""{"layout":"round-tables","objective":"fair"}""", "objective-not-for-layout")]
    [TestCase("""{"layout":"long-table","objective":"fair"}""", "objective-not-for-layout")]
    public async Task Make_FairAtTables_422(string body, string code)
    {
        await Admin.Freeze(_session);

        (await Admin.PostAsync($"/sessions/{_session}/plans", body)).Refused(422, code);
    }

    [Test]
    public async Task Make_PinToARound_MeetsInThatRound()
    {
        await Admin.Freeze(_session);

        var plan = (await Admin.Plan(
            _session, new JsonObject { ["pins"] = JsonNodes.Array(Pin(_seekers[0].RegistrationId, _funds[0].RegistrationId).With("round", 2)) })).Json;

        var pinned = plan.List("meetings").Single(m => m.Text("startupRegistrationId") == _seekers[0].RegistrationId && m.Text("fundRegistrationId") == _funds[0].RegistrationId);
        Assert.That(pinned.Int("round"), Is.EqualTo(2));
        Assert.That(plan.Bool("optimal"));
        CertificateChecks.AssertValid(plan);
    }

    [Test]
    public async Task Make_PinToARoundAtTables_422()
    {
        await Admin.Freeze(_session);
        var body = new JsonObject
        {
            ["layout"] = "round-tables",
            ["pins"] = JsonNodes.Array(Pin(_seekers[0].RegistrationId, _funds[0].RegistrationId).With("round", 2)),
        };

        (await Admin.PostAsync($"/sessions/{_session}/plans", body)).Refused(422, "round-pin-not-for-layout");
    }

    [Test]
    public async Task Make_SomebodyNotThereThroughout_MeetsOnlyWhenThere()
    {
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_funds[0].RegistrationId}", new JsonObject { ["availableRounds"] = JsonNodes.Array(1, 3) });
        await Admin.Freeze(_session);

        var plan = (await Admin.Plan(_session)).Json;

        var rounds = plan.List("meetings").Where(m => m.Text("fundRegistrationId") == _funds[0].RegistrationId).Select(m => m.Int("round"));
        Assert.That(rounds.Order().Select(Text), Is.EqualTo(Strings.Of("1", "3")));
        Assert.That(plan.Bool("optimal"));
        CertificateChecks.AssertValid(plan);
    }

    [Test]
    public async Task Make_Fair_NobodyIsLeftAloneAndTheCostIsTold()
    {
        foreach (var fund in _funds)
            await Admin.ChangeAsync($"/sessions/{_session}/registrations/{fund.RegistrationId}", new JsonObject { ["maxMeetings"] = 2 });
        await Admin.Freeze(_session);

        var plan = (await Admin.Plan(_session, new JsonObject { ["objective"] = "fair" })).Json;

        Assert.That(Pairs(plan).CountBy(p => p.Startup).Select(p => p.Value).Order().Select(Text), Is.EqualTo(Strings.Of("1", "1", "2")));
        Assert.That(plan["fairness"]!.Number("totalWeight"), Is.GreaterThanOrEqualTo(plan["fairness"]!.Number("weight")));
        Assert.That(plan["certificate"]!.Long("fairScale"), Is.Positive);
        Assert.That(plan.Bool("optimal"));
    }

    [Test]
    public async Task Make_AvailableRoundsThatAreAllOfThem_Planned()
    {
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_funds[0].RegistrationId}", new JsonObject { ["availableRounds"] = JsonNodes.Array(3, 1, 2) });
        await Admin.Freeze(_session);

        CertificateChecks.AssertValid((await Admin.Plan(_session)).Json);
    }

    [Test]
    public async Task Make_MinimumsThatCannotHold_422WithConflictsAndRelaxations()
    {
        // Two funds cannot give a startup three meetings.
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_seekers[0].RegistrationId}", new JsonObject { ["minMeetings"] = 3 });
        await Admin.Freeze(_session);

        var answer = await Admin.PostAsync($"/sessions/{_session}/plans");

        answer.Refused(422, "plan-infeasible");
        Assert.That(answer.Json.List("conflicts").Select(c => c["registrationId"]?.GetValue<string>()), Does.Contain(_seekers[0].RegistrationId));
        Assert.That(answer.Json.List("conflicts").Select(c => c.Text("message")), Does.Contain("Startup 1: at least 3 meetings."));
        Assert.That(answer.Json.List("relaxations").Select(c => c.Text("message")), Does.Contain("Startup 1: lower the minimum to 2 meetings."));
        Assert.That(answer.Json.Text("detail"), Does.Contain("Startup 1: at least 3 meetings."));
        var chinese = await Admin.PostAsync($"/sessions/{_session}/plans", null, ("Accept-Language", "zh-CN"));
        Assert.That(chinese.Json.List("relaxations").Select(c => c.Text("message")), Does.Contain("Startup 1：把最低会面数降为 2 场。"));
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_seekers[0].RegistrationId}", new JsonObject { ["minMeetings"] = 2 });
        Assert.That(Pairs((await Admin.Plan(_session)).Json).Count(p => p.Startup == _seekers[0].RegistrationId), Is.EqualTo(2));
    }

    [Test]
    public async Task Publish_Another_SupersedesAndTheOldStaysReadable()
    {
        await Admin.Freeze(_session);
        var plans = new[] { await Admin.Plan(_session), await Admin.Plan(_session), await Admin.Plan(_session) };
        var published = (await Admin.PostAsync($"/plans/{plans[0].Id}/publish")).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(1));

        (await Admin.PostAsync($"/plans/{plans[2].Id}/publish")).Expect(200);

        var old = await Admin.GetAsync($"/plans/{plans[0].Id}");
        Assert.That(published.Json.Text("status"), Is.EqualTo("published"));
        Assert.That(old.Json.Text("supersededBy"), Is.EqualTo(plans[2].Id));
        Assert.That(old.Json["meetings"]!.ToJsonString(), Is.EqualTo(plans[0].Json["meetings"]!.ToJsonString()));
        Assert.That(old.ETag, Is.Not.EqualTo(published.ETag));
        (await Admin.PostAsync($"/plans/{plans[0].Id}/publish")).Refused(409, "already-published");
        (await Admin.PostAsync($"/plans/{plans[1].Id}/publish")).Refused(409, "plan-outdated");
        var list = await Admin.ListAsync($"/sessions/{_session}/plans");
        Assert.That(list.Select(p => (p.Int("version"), p.Text("status"))), Is.EqualTo(new[] { (1, "published"), (2, "draft"), (3, "published") }));
        Assert.That((await Admin.ListAsync($"/sessions/{_session}/plans?status=draft")).Select(p => p.Text("id")), Is.EqualTo(Strings.Of(plans[1].Id)));
    }

    [Test]
    public async Task Delete_RegistrationThatAPlanNames_409AndReportStays()
    {
        await Admin.Freeze(_session);
        var plan = await Admin.Plan(_session);
        (await Admin.PostAsync($"/plans/{plan.Id}/publish")).Expect(200);

        (await Admin.DeleteAsync($"/sessions/{_session}/registrations/{_seekers[0].RegistrationId}", "*")).Refused(409, "in-use");
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_seekers[0].RegistrationId}", new JsonObject { ["status"] = "cancelled" });

        var report = (await Admin.GetAsync($"/sessions/{_session}/report")).Expect(200).Json;
        Assert.That((report.Int("startups"), report.Int("meetingsPlanned")), Is.EqualTo((2, 6)));
    }

    [Test]
    public async Task Make_PinOfSomebodyWithoutMeetings_422()
    {
        await Admin.ChangeAsync($"/sessions/{_session}/registrations/{_seekers[0].RegistrationId}", new JsonObject { ["maxMeetings"] = 0 });
        await Admin.Freeze(_session);
        var body = new JsonObject { ["pins"] = JsonNodes.Array(Pin(_seekers[0].RegistrationId, _funds[0].RegistrationId)) };

        (await Admin.PostAsync($"/sessions/{_session}/plans", body)).Refused(422, "plan-infeasible");
    }

    [TestCase("2026-10-31", false)]
    [TestCase("2025-11-01", false)]
    // More than twelve months before the session.
    [TestCase("2025-10-31", true)]
    public async Task Make_PairMetBefore_NotAgainWithinTwelveMonths(string metOn, bool again)
    {
        await MetBefore(metOn);
        await Admin.Freeze(_session);

        var plan = (await Admin.Plan(_session)).Json;

        Assert.That(Pairs(plan).Contains((_seekers[0].RegistrationId, _funds[0].RegistrationId)), Is.EqualTo(again));
        CertificateChecks.AssertValid(plan);
    }

    [Test]
    public async Task Make_PairMetBeforeButOneSideSaysMust_Again()
    {
        await MetBefore("2026-09-15");
        var fund = await Server.As("fund", _funds[0].FundId);
        await fund.Prefer(_session, _funds[0].RegistrationId, _seekers[0].RegistrationId, "must");
        await Admin.Freeze(_session);

        Assert.That(Pairs((await Admin.Plan(_session)).Json), Does.Contain((_seekers[0].RegistrationId, _funds[0].RegistrationId)));
    }

    private async Task MetBefore(string day)
    {
        var before = (await Admin.CreateSession(Bodies.Session(day[..7]))).Id;
        await Admin.Register(before, Bodies.FundRegistration(_funds[0].FundId));
        await Admin.Register(before, Bodies.StartupRegistration(_seekers[0].StartupId, _seekers[0].RequestId));
        await Admin.Record(before, Bodies.Outcome(_funds[0].FundId, _seekers[0].RequestId, "met", day));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Pin(string startup, string fund) => new() { ["startupRegistrationId"] = startup, ["fundRegistrationId"] = fund };

    private static IReadOnlyList<(string Startup, string Fund)> Pairs(JsonNode plan) =>
        [.. plan.List("meetings").Select(m => (m.Text("startupRegistrationId"), m.Text("fundRegistrationId")))];

    private static Dictionary<(string, string), long> Weights(JsonNode plan) =>
        plan["certificate"]!.List("weights").ToDictionary(w => (w.Text("startupRegistrationId"), w.Text("fundRegistrationId")), w => w.Long("weight"));
}
