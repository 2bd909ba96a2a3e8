using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Events;

/// <summary>Who is told what, held against the slow way to find out: reading the thing itself with the same key.</summary>
internal sealed class EventVisibilityTests : ApiFixture
{
    private static readonly string[] _who = ["auditor", "organizer", "fund", "other fund", "both funds", "startup", "other startup", "outsider"];

    private World _world = null!;
    private string _fundKeyOperation = "";
    private string _publicChange = "";
    private Dictionary<string, ApiClient> _callers = [];

    protected override async Task Arrange()
    {
        _world = await World.Create(Server);
        _callers = new Dictionary<string, ApiClient>
        {
            ["admin"] = Admin,
            ["auditor"] = await Server.As("auditor"),
            ["organizer"] = await Server.As("organizer"),
            ["fund"] = await Server.As("fund", _world.Fund.FundId),
            ["other fund"] = await Server.As("fund", _world.OtherFund.FundId),
            ["both funds"] = await Server.As("fund", _world.Fund.FundId, _world.OtherFund.FundId),
            ["startup"] = await Server.As("startup", _world.Startup.StartupId),
            ["other startup"] = await Server.As("startup", _world.OtherStartup.StartupId),
            ["outsider"] = await Server.As("fund", (await Admin.CreateFund(Bodies.Fund("Outsider"))).Id),
        };
        foreach (var owner in new[] { "organizer", "fund", "startup" })
            (await _callers[owner].PostAsync("/webhooks", Bodies.Webhook())).Expect(201);
        foreach (var (owner, type, id) in new[] { ("fund", "fund", _world.Fund.FundId), ("startup", "financing-request", _world.Startup.RequestId), ("organizer", "fund", _world.Fund.FundId) })
        {
            var body = Bodies.SavedSearch(id).With("subject", new JsonObject { ["type"] = type, ["id"] = id });
            (await _callers[owner].PostAsync("/saved-searches", body)).Expect(201);
        }

        // What is no more what it was.
        var withdrawn = await Admin.CreateSeeker("Withdrawn");
        await Admin.ChangeAsync($"/financing-requests/{withdrawn.RequestId}", new JsonObject { ["status"] = "withdrawn" });
        await Admin.CreateSeeker("Draft", request: r => r.With("status", "draft"));
        var reopened = await Admin.CreateSeeker("Reopened", request: r => r.With("status", "draft"));
        await Admin.ChangeAsync($"/financing-requests/{reopened.RequestId}", new JsonObject { ["status"] = "open" });
        await Admin.ChangeAsync($"/sessions/{_world.DraftSessionId}", new JsonObject { ["venue"] = "Secret hall" });
        var opened = (await Admin.CreateSession(Bodies.Session().With("status", "draft"))).Id;
        await Admin.Register(opened, Bodies.FundRegistration(_world.Fund.FundId));
        await Admin.ChangeAsync($"/sessions/{opened}", new JsonObject { ["status"] = "open" });
        await Admin.Register(_world.DraftSessionId, Bodies.FundRegistration(_world.Fund.FundId));
        await Admin.Plan(_world.SessionId);
        await Admin.ChangeAsync($"/funds/{_world.Fund.FundId}", new JsonObject { ["commitmentCny"] = 2_000_000_000 });
        await Admin.ChangeAsync($"/funds/{_world.Fund.FundId}", new JsonObject { ["ticketMaxCny"] = 49_000_000 });
        _publicChange = (await Admin.GetAsync($"/events?resourceId={_world.Fund.FundId}&limit=200")).Items[^1].Text("id");
        (await Admin.PostAsync("/models/prior-1/promote", new JsonObject { ["reason"] = "to compare" })).Expect(200);
        _fundKeyOperation = (await _callers["fund"].Import("positions", $"fundId,name,stage,costCny,investedOn\n{_world.Fund.FundId},Imported,a,100万,2025-05-20")).Operation.Text("id");
    }

    [TestCaseSource(nameof(_who)), Order(1)]
    public async Task Feed_OfACaller_IsWhatItCanReadOfEverything(string who)
    {
        var told = (await Follow(_callers[who])).Select(e => e.ToJsonString()).ToHashSet();
        var wrong = new List<string>();
        var (shown, hidden) = (0, 0);

        foreach (var change in await Follow(Admin))
        {
            var expected = await CanRead(who, change);
            if (expected != told.Contains(change.ToJsonString()))
                wrong.Add($"{who} should{(expected ? "" : " not")} be told of {change.ToJsonString()}");
            (shown, hidden) = expected ? (shown + 1, hidden) : (shown, hidden + 1);
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
        Assert.That(told, Has.Count.EqualTo(shown), "and of nothing else");
        Assert.That(shown, Is.GreaterThan(5));
        Assert.That(hidden, who == "auditor" ? Is.Zero : Is.GreaterThan(0));
    }

    [Test, Order(2)]
    public async Task Operation_OfAKey_IsToldToItAndToStaffAlone()
    {
        foreach (var (who, caller) in _callers)
        {
            var told = (await Follow(caller)).Count(e => e["resource"]!.Text("id") == _fundKeyOperation);
            Assert.That(told, who is "admin" or "auditor" or "organizer" or "fund" ? Is.EqualTo(2) : Is.Zero, who);
        }
    }

    /// <summary>That a fund changed what startups are not shown would tell them when it books, gains or loses.</summary>
    [Test, Order(3)]
    public async Task FundChanged_ToStartups_IsToldOfItsPublicPartAlone()
    {
        var startup = (await Follow(_callers["startup"])).Where(e => e.Text("type") == "fund.changed").ToList();
        var fund = (await Follow(_callers["fund"])).Where(e => e.Text("type") == "fund.changed").ToList();

        Assert.That(fund, Has.Count.EqualTo(2));
        Assert.That(startup.Select(e => e.Text("id")), Is.EqualTo(Strings.Of(fund[1].Text("id"))));
    }

    // Last: what is gone can be read by nobody.
    [Test, Order(1_000)]
    public async Task Deleted_OwnThing_IsToldToItsOwner()
    {
        var session = (await Admin.CreateSession()).Id;
        var registration = await Admin.Register(session, Bodies.FundRegistration(_world.Fund.FundId));
        (await Admin.DeleteAsync($"/sessions/{session}/registrations/{registration.Id}", "*")).Expect(204);

        foreach (var (who, caller) in _callers)
        {
            var told = (await caller.GetAsync($"/events?resourceId={registration.Id}")).Items.Select(e => e.Text("type")).ToList();
            Assert.That(told, who is "startup" or "other startup" or "other fund" or "outsider" ? Is.Empty : Is.EqualTo(Strings.Of("registration.created", "registration.deleted")), who);
        }
    }

    /// <summary>By reading it with the same key; and the state that the event tells of must have been one that could be read.</summary>
    private async Task<bool> CanRead(string who, JsonNode change)
    {
        var resource = change["resource"]!;
        if (resource["path"] is not { } path || (await _callers[who].GetAsync(path.GetValue<string>()["/v1".Length..])).Status != 200)
            return false;
        var status = change["status"]?.GetValue<string>();
        return (resource.Text("type"), who) switch
        {
            (_, "auditor" or "organizer") => true,
            ("financing-request", "fund" or "other fund" or "both funds" or "outsider") => status == "open",
            ("session", _) => status != "draft",
            ("plan", _) => status == "published",
            // The other change of the fund was of its commitment.
            ("fund", "startup" or "other startup") => change.Text("type") == "fund.created" || change.Text("id") == _publicChange,
            _ => true,
        };
    }

    private static async Task<IReadOnlyList<JsonNode>> Follow(ApiClient client)
    {
        var events = new List<JsonNode>();
        for (var cursor = ""; ;)
        {
            var page = (await client.GetAsync($"/events?limit=200{(cursor.Length == 0 ? "" : "&after=" + cursor)}")).Expect(200);
            events.AddRange(page.Items);
            cursor = page.Json.Text("cursor");
            if (!page.Json.Bool("more"))
                return events;
        }
    }
}
