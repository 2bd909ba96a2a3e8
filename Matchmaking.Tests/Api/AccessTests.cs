using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Who sees and does what: role by endpoint by own and another's.</summary>
internal sealed class AccessTests : ApiFixture
{
    private static readonly string[] _secretsOfFunds =
    [
        "commitmentCny", "lossAllowance", "lossBasis", "projectLossAllowance", "breachTolerance", "concentrationCap", "localReinvestmentMultiple", "externalId",
        "positions", "risk", "headroom", "breachProbability", "expectedLoss",
    ];

    private World _world = null!;
    private ApiClient _fund = null!;
    private ApiClient _startup = null!;
    private ApiClient _organizer = null!;
    private ApiClient _auditor = null!;

    protected override async Task Arrange()
    {
        _world = await World.Create(Server);
        _fund = await Server.As("fund", _world.Fund.FundId);
        _startup = await Server.As("startup", _world.Startup.StartupId);
        _organizer = await Server.As("organizer");
        _auditor = await Server.As("auditor");
    }

    [Test]
    public async Task Get_OfAnother_404ForFunds()
    {
        var (w, other) = (_world, _world.OtherFund);
        await Seen(_fund, 200, $"/funds/{w.Fund.FundId}", $"/funds/{w.Fund.FundId}/positions", $"/funds/{w.Fund.FundId}/positions/{w.PositionId}", $"/funds/{w.Fund.FundId}/risk",
            $"/funds/{w.Fund.FundId}/ranking", $"/startups/{w.OtherStartup.StartupId}", $"/financing-requests/{w.OtherStartup.RequestId}",
            $"/sessions/{w.SessionId}", $"/sessions/{w.SessionId}/registrations/{w.Fund.RegistrationId}", $"/sessions/{w.SessionId}/preferences/{w.PreferenceId}",
            $"/plans/{w.PlanId}", $"/sessions/{w.SessionId}/outcomes/{w.OutcomeId}");
        await Seen(_fund, 404, $"/funds/{other.FundId}", $"/funds/{other.FundId}/positions", $"/funds/{other.FundId}/risk", $"/funds/{other.FundId}/ranking",
            $"/funds/{other.FundId}/positions/{w.PositionId}", $"/sessions/{w.DraftSessionId}", $"/sessions/{w.DraftSessionId}/registrations",
            $"/sessions/{w.SessionId}/registrations/{other.RegistrationId}", $"/sessions/{w.SessionId}/registrations/{w.Startup.RegistrationId}",
            $"/sessions/{w.SessionId}/registrations/{w.GuestRegistrationId}", $"/sessions/{w.SessionId}/preferences/{w.OtherPreferenceId}");
        await Seen(_fund, 403, $"/financing-requests/{w.Startup.RequestId}/ranking", "/keys", $"/sessions/{w.SessionId}/rankings", $"/sessions/{w.SessionId}/report", "/reports");
    }

    [Test]
    public async Task Get_OfAnother_404ForStartups()
    {
        var (w, other) = (_world, _world.OtherStartup);
        await Seen(_startup, 200, $"/startups/{w.Startup.StartupId}", $"/financing-requests/{w.Startup.RequestId}", $"/financing-requests/{w.Startup.RequestId}/ranking",
            $"/funds/{w.Fund.FundId}", $"/sessions/{w.SessionId}", $"/sessions/{w.SessionId}/registrations/{w.Startup.RegistrationId}", $"/plans/{w.PlanId}");
        await Seen(_startup, 404, $"/startups/{other.StartupId}", $"/financing-requests/{other.RequestId}", $"/financing-requests/{other.RequestId}/ranking",
            $"/sessions/{w.DraftSessionId}", $"/sessions/{w.SessionId}/registrations/{other.RegistrationId}", $"/sessions/{w.SessionId}/registrations/{w.Fund.RegistrationId}",
            $"/sessions/{w.SessionId}/preferences/{w.PreferenceId}", $"/financing-requests/{w.Startup.RequestId}/ranking?sessionId={w.DraftSessionId}");
        await Seen(_startup, 403, $"/funds/{w.Fund.FundId}/positions", $"/funds/{w.Fund.FundId}/risk", $"/funds/{w.Fund.FundId}/ranking", "/keys",
            $"/sessions/{w.SessionId}/outcomes", $"/sessions/{w.SessionId}/rankings", $"/sessions/{w.SessionId}/report", "/reports");
    }

    [Test]
    public async Task List_OfAnother_NotInLists()
    {
        var w = _world;
        Assert.That(await Ids(_fund, "/funds"), Is.EqualTo(Strings.Of(w.Fund.FundId)));
        Assert.That(await Ids(_fund, $"/sessions/{w.SessionId}/registrations"), Is.EqualTo(Strings.Of(w.Fund.RegistrationId)));
        Assert.That(await Ids(_fund, $"/sessions/{w.SessionId}/registrations?fundId={w.OtherFund.FundId}"), Is.Empty);
        Assert.That(await Ids(_fund, $"/sessions/{w.SessionId}/preferences"), Is.EqualTo(Strings.Of(w.PreferenceId)));
        Assert.That(await Ids(_fund, $"/sessions/{w.SessionId}/outcomes"), Is.EqualTo(Strings.Of(w.OutcomeId)));
        Assert.That(await Ids(_startup, "/startups"), Is.EqualTo(Strings.Of(w.Startup.StartupId)));
        Assert.That(await Ids(_startup, "/financing-requests"), Is.EqualTo(Strings.Of(w.Startup.RequestId)));
        Assert.That(await Ids(_startup, $"/financing-requests?startupId={w.OtherStartup.StartupId}"), Is.Empty);
        Assert.That(await Ids(_startup, $"/sessions/{w.SessionId}/registrations"), Is.EqualTo(Strings.Of(w.Startup.RegistrationId)));
        Assert.That(await Ids(_startup, $"/sessions/{w.SessionId}/preferences"), Is.Empty);
        foreach (var party in new[] { _fund, _startup })
            Assert.That(await Ids(party, "/sessions"), Does.Contain(w.SessionId).And.Not.Contain(w.DraftSessionId));
    }

    [Test]
    public async Task Change_OfAnother_404BeforeAnythingElseIsJudged()
    {
        var w = _world;
        (await _fund.PatchAsync($"/funds/{w.OtherFund.FundId}", "not json", null)).Refused(404, "not-found");
        (await _fund.PostAsync($"/funds/{w.OtherFund.FundId}/positions", "{}")).Refused(404, "not-found");
        (await _fund.PatchAsync($"/sessions/{w.SessionId}/preferences/{w.OtherPreferenceId}", "{}", null)).Refused(404, "not-found");
        (await _startup.PutAsync($"/startups/{w.OtherStartup.StartupId}", "{}", null)).Refused(404, "not-found");
        (await _startup.DeleteAsync($"/financing-requests/{w.OtherStartup.RequestId}")).Refused(404, "not-found");
        (await _startup.PostAsync($"/sessions/{w.DraftSessionId}/preferences", "{}")).Refused(404, "not-found");
    }

    [Test]
    public async Task Create_RequestForAnother_LooksLikeNoSuchStartup()
    {
        var foreign = await _startup.PostAsync("/financing-requests", Bodies.Request(_world.OtherStartup.StartupId));
        var unknown = await _startup.PostAsync("/financing-requests", Bodies.Request(EndpointIds.Unknown));

        foreign.Invalid("/startupId unknown-reference");
        Assert.That(foreign.Json["errors"]!.ToJsonString(), Is.EqualTo(unknown.Json["errors"]!.ToJsonString()));
    }

    [Test]
    public async Task Change_RequestToAnotherStartup_Refused()
    {
        var own = await _startup.CreateRequest(Bodies.Request(_world.Startup.StartupId));

        var answer = await _startup.PatchAsync($"/financing-requests/{own.Id}", new JsonObject { ["startupId"] = _world.OtherStartup.StartupId }, own.ETag);

        answer.Invalid("/startupId unknown-reference");
        (await _startup.DeleteAsync($"/financing-requests/{own.Id}", own.ETag)).Expect(204);
    }

    [Test]
    public async Task Startup_WhateverItReads_NoSecretOfAFund()
    {
        var w = _world;
        var before = await _startup.GetAsync($"/funds/{w.Fund.FundId}");
        Assert.That(
            before.Json.AsObject().Select(p => p.Key),
            Is.EquivalentTo(Strings.Of("id", "name", "kind", "category", "sectors", "stages", "ticketMinCny", "ticketMaxCny", "districts", "instruments", "status")));

        foreach (var path in new[]
        {
            "/funds", $"/funds/{w.Fund.FundId}", $"/startups/{w.Startup.StartupId}", $"/financing-requests/{w.Startup.RequestId}", $"/plans/{w.PlanId}",
            $"/financing-requests/{w.Startup.RequestId}/ranking?include=excluded,interval,names",
            $"/financing-requests/{w.Startup.RequestId}/ranking?sessionId={w.SessionId}&include=excluded,interval,names",
            $"/sessions/{w.SessionId}/plans", $"/sessions/{w.SessionId}/registrations",
        })
        {
            var names = PropertyNames((await _startup.GetAsync(path)).Expect(200).Json).Distinct().ToList();
            Assert.That(names.Where(n => n != "externalId" || path.StartsWith("/funds", StringComparison.Ordinal)).Intersect(_secretsOfFunds), Is.Empty, path);
        }
    }

    [Test]
    public async Task RankingOfARequest_FundsBooksChange_SameBytes()
    {
        var fund = await Admin.CreateFund(Bodies.Fund().With("category", "seed"));
        var seeker = await Admin.CreateSeeker("Probing");
        var path = $"/financing-requests/{seeker.RequestId}/ranking?include=excluded,interval,names&limit=200";
        var startup = await Server.As("startup", seeker.StartupId);
        var before = (await startup.GetAsync(path)).Expect(200);

        await Admin.CreatePosition(fund.Id, Bodies.Position(900_000_000).With("closedOn", "2026-03-31").With("startupId", seeker.StartupId));
        await Admin.ChangeAsync($"/funds/{fund.Id}", new JsonObject
        {
            ["commitmentCny"] = 900_000_000,
            ["lossAllowance"] = 0,
            ["lossBasis"] = "net",
            ["projectLossAllowance"] = 0.1,
            ["breachTolerance"] = 0,
            ["concentrationCap"] = 0.0001,
        });

        Assert.That((await startup.GetAsync(path)).Bytes, Is.EqualTo(before.Bytes));
        Assert.That((await Admin.GetAsync(path)).Bytes, Is.EqualTo(before.Bytes));
        var own = (await Admin.GetAsync($"/funds/{fund.Id}/ranking?include=excluded&limit=1")).Json;
        var reasons = own.List("excluded").Single(e => e.Text("financingRequestId") == seeker.RequestId).List("reasons").Select(r => r.Text("code"));
        Assert.That(reasons, Is.EquivalentTo(Strings.Of("commitment-exhausted", "concentration-cap", "loss-allowance-breached", "breach-probability")));
    }

    [TestCase("category", "\"seed\"")]
    [TestCase("kind", "\"cvc\"")]
    [TestCase("commitmentCny", "5")]
    [TestCase("lossAllowance", "1")]
    [TestCase("lossAllowance", "null")]
    [TestCase("lossBasis", "\"net\"")]
    [TestCase("projectLossAllowance", "0.5")]
    [TestCase("breachTolerance", "1")]
    [TestCase("concentrationCap", "1")]
    [TestCase("lossParameters", """{"source":"own"}""")]
    public async Task Fund_ChangesAGuardedField_403NamingIt(string field, string value)
    {
        var path = $"/funds/{_world.Fund.FundId}";
        var before = await _fund.GetAsync(path);

        var answer = await _fund.PatchAsync(path, $$"""{"{{field}}":{{value}}}""", before.ETag);

        answer.Refused(403, "guarded-field");
        Assert.That(answer.Errors, Is.EqualTo(Strings.Of($"/{field} guarded-field")));
        Assert.That((await _fund.GetAsync(path)).ETag, Is.EqualTo(before.ETag));
    }

    [Test]
    public async Task Fund_ChangesItsOwnOtherFields_Allowed()
    {
        // What it may not change it may send as it is, figures of the loss model included.
        var own = """{"source":"own exits","stages":[{"stage":"a","totalLoss":0.2,"halfLoss":0.1}],"correlation":{"within":0.3,"across":0.1}}""";
        var id = (await Admin.CreateFund(Bodies.Fund().With("lossParameters", JsonNode.Parse(own)))).Id;
        var fund = await Server.As("fund", id);
        var before = await fund.GetAsync($"/funds/{id}");
        var body = ((JsonObject)before.Json.DeepClone()).Without("id").Without("createdAt").Without("updatedAt").With("name", "New name").With("ticketMaxCny", 2_000_000);

        var whole = await fund.PutAsync($"/funds/{id}", body, before.ETag);

        Assert.That(whole.Expect(200).Json.Text("name"), Is.EqualTo("New name"));
        await fund.CreatePosition(id);
        (await fund.PostAsync($"/funds/{id}/positions/{EndpointIds.Unknown}/void", "{}")).Refused(403, "forbidden");
        (await fund.DeleteAsync($"/funds/{id}", "*")).Refused(403, "forbidden");
        (await fund.PostAsync("/funds", Bodies.Fund())).Refused(403, "forbidden");
    }

    [Test]
    public async Task Contact_OnlyForStaffAndOwner()
    {
        var w = _world;
        var paths = (Fund: $"/sessions/{w.SessionId}/registrations/{w.Fund.RegistrationId}", Startup: $"/sessions/{w.SessionId}/registrations/{w.Startup.RegistrationId}");

        Assert.That((await _organizer.GetAsync(paths.Fund)).Json.Text("contact"), Is.EqualTo("Fund, 1"));
        Assert.That((await _fund.GetAsync(paths.Fund)).Json.Text("contact"), Is.EqualTo("Fund, 1"));
        Assert.That((await _startup.GetAsync(paths.Startup)).Json.Text("contact"), Is.EqualTo("Startup, 2"));
        foreach (var path in new[] { $"/startups/{w.Startup.StartupId}", $"/financing-requests/{w.Startup.RequestId}", $"/sessions/{w.SessionId}/registrations", $"/plans/{w.PlanId}", $"/funds/{w.Fund.FundId}/ranking?sessionId={w.SessionId}&include=names" })
            Assert.That((await _fund.GetAsync(path)).Expect(200).Text, Does.Not.Contain("Startup, 2").And.Not.Contain("Guest, 3"), path);
    }

    [Test]
    public async Task Auditor_ReadsEverythingWritesNothing()
    {
        var w = _world;
        await Seen(_auditor, 200, $"/funds/{w.Fund.FundId}", $"/funds/{w.Fund.FundId}/risk", $"/sessions/{w.DraftSessionId}", $"/sessions/{w.SessionId}/registrations/{w.GuestRegistrationId}",
            $"/plans/{w.PlanId}", $"/sessions/{w.SessionId}/outcomes/{w.OutcomeId}", $"/sessions/{w.SessionId}/rankings/{w.FreezeId}", "/reports");
        (await _auditor.PostAsync("/startups", Bodies.Startup())).Refused(403, "forbidden");
        (await _auditor.PatchAsync($"/funds/{w.Fund.FundId}", "{}", "*")).Refused(403, "forbidden");
        (await _auditor.PostAsync($"/sessions/{w.SessionId}/plans")).Refused(403, "forbidden");
    }

    [Test]
    public async Task Organizer_WritesSessionsAndStartupsNotFunds()
    {
        var w = _world;
        await Seen(_organizer, 200, $"/funds/{w.Fund.FundId}", $"/funds/{w.Fund.FundId}/positions", $"/sessions/{w.DraftSessionId}");
        await _organizer.CreateSeeker("By the organizer");
        (await _organizer.PostAsync("/funds", Bodies.Fund())).Refused(403, "forbidden");
        (await _organizer.PatchAsync($"/funds/{w.Fund.FundId}", "{}", "*")).Refused(403, "forbidden");
        (await _organizer.PostAsync("/keys", "{}")).Refused(403, "forbidden");
    }

    [Test]
    public async Task Fund_OutcomeOfAnotherFund_LooksLikeNoSuchFund()
    {
        var w = _world;
        (await _fund.PostAsync($"/sessions/{w.SessionId}/outcomes", Bodies.Outcome(w.OtherFund.FundId, w.Startup.RequestId, "met"))).Invalid("/fundId unknown-reference");
        await Seen(_fund, 404, await OtherOutcome());
    }

    [Test]
    public async Task Plan_ForParties_OwnRowsAndNothingAboutOthers()
    {
        var w = _world;
        var whole = (await Admin.GetAsync($"/plans/{w.PlanId}")).Json;
        Assert.That(whole.List("meetings"), Has.Count.EqualTo(4));

        foreach (var (party, side, registration) in new[] { (_fund, "fundRegistrationId", w.Fund.RegistrationId), (_startup, "startupRegistrationId", w.Startup.RegistrationId) })
        {
            var plan = (await party.GetAsync($"/plans/{w.PlanId}")).Expect(200).Json;

            Assert.That(plan.List("meetings"), Has.Count.EqualTo(2));
            Assert.That(plan.List("meetings").Select(m => m.Text(side)), Has.All.EqualTo(registration));
            foreach (var hidden in new[] { "value", "upperBound", "gap", "optimal", "certificate" })
                Assert.That(plan[hidden], Is.Null, hidden);
            Assert.That(plan.List("meetings").All(m => m["score"] is null), Is.EqualTo(side == "startupRegistrationId"));
        }
    }

    [Test]
    public async Task Plan_DraftOrWithoutAPart_404AndNotListed()
    {
        var w = _world;
        var draft = await Admin.Plan(w.SessionId);
        var outsider = await Server.As("fund", (await Admin.CreateFund()).Id);

        await Seen(_fund, 404, $"/plans/{draft.Id}");
        await Seen(outsider, 404, $"/plans/{w.PlanId}");
        Assert.That(await Ids(_fund, $"/sessions/{w.SessionId}/plans"), Is.EqualTo(Strings.Of(w.PlanId)));
        Assert.That(await Ids(_fund, $"/sessions/{w.SessionId}/plans?status=draft"), Is.Empty);
        Assert.That(await Ids(outsider, $"/sessions/{w.SessionId}/plans"), Is.Empty);
        Assert.That(await Ids(_organizer, $"/sessions/{w.SessionId}/plans"), Has.Count.EqualTo(2));
    }

    private async Task<string> OtherOutcome() =>
        $"/sessions/{_world.SessionId}/outcomes/{(await Ids(Admin, $"/sessions/{_world.SessionId}/outcomes?fundId={_world.OtherFund.FundId}"))[0]}";

    private static async Task Seen(ApiClient client, int status, params string[] paths)
    {
        foreach (var path in paths)
            (await client.GetAsync(path)).Expect(status);
    }

    private static async Task<IReadOnlyList<string>> Ids(ApiClient client, string path) => [.. (await client.ListAsync(path)).Select(r => r.Text("id"))];

    private static IEnumerable<string> PropertyNames(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => PropertyNames(p.Value).Prepend(p.Key)),
        JsonArray a => a.SelectMany(PropertyNames),
        _ => [],
    };
}
