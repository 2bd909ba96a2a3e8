using System.Diagnostics;
using System.Text.Json.Nodes;
using Matchmaking.Api.Events;
using Matchmaking.Core.Events;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Events;

/// <summary>The feed: order, cursors, filters, waiting.</summary>
internal sealed class EventFeedTests : ApiFixture
{
    [Test]
    public async Task Feed_ReadPageByPage_IsTheFeedReadAtOnce()
    {
        var begin = await Now();
        for (var n = 0; n < 23; n++)
            await Admin.CreateStartup();

        var whole = await Follow(Admin, begin, 200);
        var pages = await Follow(Admin, begin, 3);

        Assert.That(pages.Select(e => e.ToJsonString()), Is.EqualTo(whole.Select(e => e.ToJsonString())));
        Assert.That(whole.Select(e => e.Text("type")), Is.EqualTo(Enumerable.Repeat("startup.created", 23)));
        Assert.That(whole.Select(e => e.Text("id")), Is.Unique);
    }

    /// <summary>Who reads while others write gets each change once, in one order that is the same for all.</summary>
    [Test]
    public async Task Feed_WhileWritersRun_SkipsAndRepeatsNothing()
    {
        var begin = await Now();
        using var written = new CancellationTokenSource();
        var made = new System.Collections.Concurrent.ConcurrentBag<string>();
        var writing = Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            for (var n = 0; n < 40; n++)
                made.Add((await Admin.CreateStartup()).Id);
        }));
        var readers = Enumerable.Range(1, 3).Select(async r =>
        {
            var (seen, cursor) = (new List<string>(), begin);
            while (true)
            {
                var isLast = written.IsCancellationRequested;
                var page = (await Admin.GetAsync($"/events?after={cursor}&limit={r * 3}&type=startup.created")).Expect(200);
                seen.AddRange(page.Items.Select(e => e["resource"]!.Text("id")));
                cursor = page.Json.Text("cursor");
                if (isLast && !page.Json.Bool("more"))
                    return seen;
            }
        }).ToList();

        await writing;
        await written.CancelAsync();
        var all = await Task.WhenAll(readers);

        Assert.That(all[0], Is.EquivalentTo(made));
        Assert.That(all[1], Is.EqualTo(all[0]));
        Assert.That(all[2], Is.EqualTo(all[0]));
    }

    [Test]
    public async Task Feed_AtItsEnd_GivesACursorToGoOnFrom()
    {
        await Admin.CreateStartup();
        var end = await Now();

        var nothing = (await Admin.GetAsync($"/events?after={end}")).Expect(200);
        Assert.That((nothing.Items.Count, nothing.Json.Bool("more"), nothing.Json.Text("cursor")), Is.EqualTo((0, false, end)));
        var later = await Admin.CreateStartup();

        Assert.That((await Admin.GetAsync($"/events?after={nothing.Json.Text("cursor")}")).Items.Single()["resource"]!.Text("id"), Is.EqualTo(later.Id));
    }

    [Test]
    public async Task Wait_UntilSomethingHappens_AnswersThen()
    {
        var waiting = Admin.GetAsync($"/events?after={await Now()}&wait=30&type=fund.created");
        await Task.Delay(300);
        // Another change alone does not end it.
        await Admin.CreateStartup();
        await Task.Delay(600);
        Assert.That(waiting.IsCompleted, Is.False);

        var started = Stopwatch.GetTimestamp();
        var fund = await Admin.CreateFund();
        var answer = (await waiting).Expect(200);

        Assert.That(answer.Items.Single()["resource"]!.Text("id"), Is.EqualTo(fund.Id));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public async Task Wait_ForNothing_EndsWithACursor()
    {
        var begin = await Now();
        var started = Stopwatch.GetTimestamp();

        var answer = (await Admin.GetAsync($"/events?after={begin}&wait=1")).Expect(200);

        Assert.That(Stopwatch.GetElapsedTime(started), Is.InRange(TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(10)));
        Assert.That((answer.Items.Count, answer.Json.Text("cursor")), Is.EqualTo((0, begin)));
    }

    [Test]
    public async Task Wait_WithAKeyThatIsRevokedMeanwhile_TellsNothing()
    {
        var key = await Server.CreateKey("organizer");
        var begin = await Now();
        var waiting = Server.With(key.Json.Text("key")).GetAsync($"/events?after={begin}&wait=30");
        await Task.Delay(400);
        (await Admin.DeleteAsync($"/keys/{key.Id}")).Expect(204);
        await Admin.CreateStartup();

        (await waiting).Refused(401, "unauthenticated");
    }

    [Test]
    public async Task Filters_OfAllKinds_LeaveWhatTheyName()
    {
        var begin = await Now();
        var session = (await Admin.CreateSession(Bodies.Session().With("status", "draft"))).Id;
        await Admin.ChangeAsync($"/sessions/{session}", new JsonObject { ["status"] = "open" });
        var seeker = await Admin.CreateSeeker("Seeker", session);
        await Admin.ChangeAsync($"/sessions/{session}/registrations/{seeker.RegistrationId}", new JsonObject { ["status"] = "cancelled" });
        await Admin.CreateSession();

        async Task<IEnumerable<string>> Types(string query) => (await Admin.GetAsync($"/events?after={begin}&{query}")).Expect(200).Items.Select(e => e.Text("type"));
        Assert.That(await Types("limit=200"), Is.EqualTo(Strings.Of(
            "session.created", "session.opened", "startup.created", "financing-request.opened", "registration.created", "registration.cancelled", "session.opened")));
        Assert.That(await Types("type=session.*,startup.created"), Is.EqualTo(Strings.Of("session.created", "session.opened", "startup.created", "session.opened")));
        Assert.That(await Types("resource=registration"), Is.EqualTo(Strings.Of("registration.created", "registration.cancelled")));
        Assert.That(await Types($"resourceId={seeker.RequestId}"), Is.EqualTo(Strings.Of("financing-request.opened")));
        Assert.That(await Types($"sessionId={session}"), Is.EqualTo(Strings.Of("session.created", "session.opened", "registration.created", "registration.cancelled")));
        Assert.That(await Types($"sessionId={session}&type=session.opened"), Is.EqualTo(Strings.Of("session.opened")));
        Assert.That(await Types($"resourceId={seeker.RegistrationId}&limit=1"), Is.EqualTo(Strings.Of("registration.created")));
    }

    [TestCase("after=x", "?after invalid-cursor")]
    [TestCase("after=", "?after invalid-cursor")]
    [TestCase("type=plan.burnt", "?type unknown-value")]
    [TestCase("type=key.*", "?type unknown-value")]
    [TestCase("type=*", "?type unknown-value")]
    [TestCase("wait=31", "?wait out-of-range")]
    [TestCase("wait=-1", "?wait out-of-range")]
    [TestCase("limit=0", "?limit out-of-range")]
    [TestCase("sessionId=x", "?sessionId invalid-id")]
    public async Task Query_ThatIsWrong_IsRefused(string query, string error) => (await Admin.GetAsync("/events?" + query)).Invalid(error);

    /// <summary>A database that was restored is behind its readers, and says so instead of leaving out what comes.</summary>
    [Test]
    public async Task Cursor_OfALaterState_IsGone() => (await Admin.GetAsync($"/events?after={EventQuery.Cursor(1_000_000_000)}")).Refused(410, "cursor-expired");

    [Test]
    public async Task Feed_OfManyChanges_LooksAtSoManyAnAnswerAndGoesOn()
    {
        var fund = await Server.As("fund", (await Admin.CreateFund()).Id);
        var begin = await Now();
        await Admin.Import("startups", "name\n" + string.Join('\n', Enumerable.Range(0, EventFeed.RowsMost + 300).Select(n => $"Startup {n}")));
        var session = await Admin.CreateSession();

        var first = (await fund.GetAsync($"/events?after={begin}&type=session.*")).Expect(200);
        Assert.That((first.Items.Count, first.Json.Bool("more")), Is.EqualTo((0, true)));
        var second = (await fund.GetAsync($"/events?after={first.Json.Text("cursor")}&type=session.*")).Expect(200);

        Assert.That(second.Items.Single()["resource"]!.Text("id"), Is.EqualTo(session.Id));
        Assert.That(second.Json.Bool("more"), Is.False);
    }

    /// <summary>Every kind of change, and what it is called; nothing that it is called is missing from the list of types.</summary>
    [Test]
    public async Task Types_OfAllThatHappens_AreThoseOfTheList()
    {
        var begin = await Now();
        var world = await World.Create(Server);
        await Admin.ChangeAsync($"/financing-requests/{world.Startup.RequestId}", new JsonObject { ["status"] = "matched" });
        await Admin.ChangeAsync($"/financing-requests/{world.OtherStartup.RequestId}", new JsonObject { ["status"] = "closed" });
        foreach (var status in new[] { "frozen", "closed" })
            await Admin.ChangeAsync($"/sessions/{world.SessionId}", new JsonObject { ["status"] = status });
        (await Admin.PostAsync($"/funds/{world.Fund.FundId}/positions/{world.PositionId}/void", new JsonObject { ["reason"] = "twice" })).Expect(200);
        (await Admin.DeleteAsync($"/saved-searches/{world.SavedSearchId}", "*")).Expect(204);
        (await Admin.PostAsync("/models/prior-1/promote", new JsonObject { ["reason"] = "to compare" })).Expect(200);

        var events = await Follow(Admin, begin, 200);

        Assert.That(events.Select(e => e.Text("type")).Distinct(), Is.SubsetOf(EventTypes.All).And.SupersetOf(Strings.Of(
            "fund.created", "startup.created", "financing-request.opened", "financing-request.matched", "financing-request.closed", "position.created", "position.voided",
            "session.created", "session.opened", "session.frozen", "session.closed", "registration.created", "registration.changed", "preference.created", "freeze.created",
            "plan.created", "plan.published", "outcome.recorded", "model.promoted", "webhook.created", "saved-search.created", "saved-search.deleted")));
        Assert.That(EventTypes.All, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Unique);
        var model = events.Single(e => e.Text("type") == "model.promoted");
        Assert.That((model["resource"]!.Text("id"), model["resource"]!.Text("path")), Is.EqualTo(("prior-1", "/v1/models/prior-1")));
        (await Admin.PostAsync("/models/prior-2/promote", new JsonObject { ["reason"] = "back" })).Expect(200);
    }

    /// <summary>Ids, statuses and times: of what was written about people, money and plans there is nothing.</summary>
    [Test]
    public async Task Events_OfEverything_HoldNoFiguresNamesOrContacts()
    {
        var begin = await Now();
        var world = await World.Create(Server);
        await Admin.ChangeAsync($"/funds/{world.Fund.FundId}", new JsonObject { ["name"] = "MARK-NAME", ["commitmentCny"] = 1234567891.23 });
        var key = await Server.CreateKey("auditor");

        var text = string.Concat((await Follow(Admin, begin, 200)).Select(e => e.ToJsonString()));

        Assert.That(text, Does.Contain(world.Fund.FundId));
        foreach (var hidden in Strings.Of("MARK", "First fund", "Request of", "1234567891", "30000000", "10000000", "Fund, 1", "Guest", "[redacted]", "sha256", "lossAllowance", "receiver.example", "to compare"))
            Assert.That(text, Does.Not.Contain(hidden));
        Assert.That((await Admin.GetAsync($"/events?after={begin}&resourceId={key.Id}")).Items, Is.Empty, "keys are no events");
    }

    private async Task<string> Now() => (await Admin.GetAsync("/events?after=now")).Expect(200).Json.Text("cursor");

    private static async Task<IReadOnlyList<JsonNode>> Follow(ApiClient client, string cursor, int limit)
    {
        var events = new List<JsonNode>();
        while (true)
        {
            var page = (await client.GetAsync($"/events?after={cursor}&limit={limit}")).Expect(200);
            events.AddRange(page.Items);
            cursor = page.Json.Text("cursor");
            if (!page.Json.Bool("more"))
                return events;
        }
    }
}
