using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Pages, cursors and filters of lists.</summary>
internal sealed class ListTests : ApiFixture
{
    private readonly List<string> _startups = [];

    protected override async Task Arrange()
    {
        for (var i = 0; i < 12; i++)
            _startups.Add((await Admin.CreateStartup(Bodies.Startup($"Startup {i}").With("district", i % 3 == 0 ? "xinzhou" : "qiaokou"))).Id);
    }

    [TestCase("0")]
    [TestCase("201")]
    [TestCase("-1")]
    [TestCase("1.5")]
    [TestCase("x")]
    [TestCase("")]
    [TestCase("%2B5")]
    [TestCase("99999999999999999999")]
    public async Task List_LimitOutOfRange_400(string limit) =>
        (await Admin.GetAsync($"/startups?limit={limit}")).Invalid("?limit out-of-range");

    [TestCase(1)]
    [TestCase(5)]
    [TestCase(12)]
    [TestCase(200)]
    public async Task List_AnyLimit_EveryRowOnceInOneOrder(int limit)
    {
        var rows = await Admin.ListAsync("/startups?district=qiaokou", limit);

        Assert.That(rows.Select(r => r.Text("id")), Is.EqualTo(_startups.Where((_, i) => i % 3 != 0)));
    }

    [Test]
    public async Task List_NoLimit_FiftyRows()
    {
        var session = await Admin.CreateSession();
        for (var i = 0; i < 51; i++)
            await Admin.Register(session.Id, Bodies.GuestRegistration($"Guest {i}"));

        var page = await Admin.GetAsync($"/sessions/{session.Id}/registrations");

        Assert.That(page.Items, Has.Count.EqualTo(50));
        Assert.That(page.Json["nextCursor"], Is.Not.Null);
        Assert.That(await Admin.ListAsync($"/sessions/{session.Id}/registrations", 51), Has.Count.EqualTo(51));
    }

    [Test]
    public async Task List_LastPage_NextCursorIsNull()
    {
        var page = await Admin.GetAsync("/startups?district=xinzhou&limit=4");

        Assert.That(page.Items, Has.Count.EqualTo(4));
        Assert.That(page.Json.Has("nextCursor") && page.Json["nextCursor"] is null);
    }

    [Test]
    public async Task Cursor_OfAnotherListOrFilter_400()
    {
        var cursor = (await Admin.GetAsync("/startups?district=qiaokou&limit=2")).Json.Text("nextCursor");

        foreach (var path in new[] { "/startups?", "/startups?district=xinzhou&", "/funds?", "/financing-requests?" })
            (await Admin.GetAsync($"{path}cursor={cursor}")).Invalid("?cursor invalid-cursor");
    }

    [Test]
    public async Task Cursor_AnyCharacterAltered_400()
    {
        var cursor = (await Admin.GetAsync("/startups?district=qiaokou&limit=2")).Json.Text("nextCursor");

        for (var i = 0; i < cursor.Length; i++)
        {
            var altered = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            (await Admin.GetAsync($"/startups?district=qiaokou&cursor={altered}")).Invalid("?cursor invalid-cursor");
        }
    }

    [TestCase("")]
    [TestCase("x")]
    [TestCase("!!!!")]
    public async Task Cursor_Garbage_400(string cursor) =>
        (await Admin.GetAsync($"/startups?cursor={cursor}")).Invalid("?cursor invalid-cursor");

    [Test]
    public async Task Cursor_IsOpaque()
    {
        var cursor = (await Admin.GetAsync("/startups?district=qiaokou&limit=2")).Json.Text("nextCursor");

        Assert.That(_startups.Any(id => cursor.Contains(id, StringComparison.Ordinal)), Is.False);
        Assert.That(cursor, Does.Match("^[A-Za-z0-9_-]+$"));
    }

    [Test]
    public async Task List_RowsInsertedAndDeletedBetweenPages_OthersOnceAndInOrder()
    {
        var random = new Random(7);
        var there = new List<string>();
        var passing = new Queue<string>();
        for (var i = 0; i < 40; i++)
        {
            var id = (await Admin.CreateFund(Bodies.Fund().With("kind", "cvc"))).Id;
            if (random.Next(3) == 0)
                passing.Enqueue(id);
            else
                there.Add(id);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Admin.GetAsync($"/funds?kind=cvc&limit=7{(cursor is null ? "" : "&cursor=" + cursor)}")).Expect(200);
            seen.AddRange(page.Items.Select(f => f.Text("id")));
            cursor = page.Json["nextCursor"]?.GetValue<string>();
            for (var i = 0; i < 3 && passing.Count > 0; i++)
                (await Admin.DeleteAsync($"/funds/{passing.Dequeue()}", "*")).Expect(204);
            await Admin.CreateFund(Bodies.Fund().With("kind", seen.Count < 20 ? "cvc" : "other"));
        }
        while (cursor is not null);

        Assert.That(seen, Is.Unique.And.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
        Assert.That(seen.Intersect(there), Is.EqualTo(there));
    }

    [Test]
    public async Task List_RowOfTheCursorDeleted_GoesOnBehindIt()
    {
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
            ids.Add((await Admin.CreateFund(Bodies.Fund().With("kind", "bank"))).Id);
        var cursor = (await Admin.GetAsync("/funds?kind=bank&limit=2")).Json.Text("nextCursor");

        (await Admin.DeleteAsync($"/funds/{ids[1]}", "*")).Expect(204);

        Assert.That((await Admin.GetAsync($"/funds?kind=bank&cursor={cursor}")).Items.Select(f => f.Text("id")), Is.EqualTo(ids[2..]));
    }

    [Test]
    public async Task Filter_OfStartups_ExactMatches()
    {
        var one = await Admin.CreateStartup(Bodies.Startup("Filtered").With("uscc", Bodies.OtherValidUscc).With("externalId", "f/1 ä&"));

        await OnlyMatch("/startups", one.Id, $"uscc={Bodies.OtherValidUscc}", "externalId=f%2F1%20%C3%A4%26");
        Assert.That(await Admin.ListAsync("/startups?externalId=f%2F1"), Is.Empty);
    }

    [Test]
    public async Task Filter_OfRequests_ExactMatches()
    {
        var startup = await Admin.CreateStartup();
        await Admin.CreateRequest(Bodies.Request(startup.Id).With("stage", "b"));
        var one = await Admin.CreateRequest(new JsonObject
        {
            ["startupId"] = startup.Id,
            ["title"] = "x",
            ["amountCny"] = 5,
            ["chain"] = "hydrogen",
            ["stage"] = "d-plus",
            ["district"] = "caidian",
            ["status"] = "withdrawn",
            ["externalId"] = "r-1",
        });

        await OnlyMatch("/financing-requests", one.Id, "chain=hydrogen", "stage=d-plus", "district=caidian", "status=withdrawn", "externalId=r-1", $"startupId={startup.Id}&status=withdrawn");
    }

    [Test]
    public async Task Filter_OfFunds_ExactMatches()
    {
        var one = await Admin.CreateFund(Bodies.Fund().With("kind", "government-industry").With("category", "bond").With("status", "closed").With("externalId", "fund-1"));

        await OnlyMatch("/funds", one.Id, "kind=government-industry", "category=bond", "status=closed", "externalId=fund-1", "kind=government-industry&category=bond&status=closed&externalId=fund-1");
    }

    [Test]
    public async Task Filter_OfSessionsAndTheirParts_ExactMatches()
    {
        var session = (await Admin.CreateSession(Bodies.Session("2031-07").With("chain", "beidou").With("status", "closed"))).Id;
        await OnlyMatch("/sessions", session, "month=2031-07", "chain=beidou", "status=closed");

        var open = (await Admin.CreateSession()).Id;
        var fund = await Admin.CreateInvestor("Filtered", open);
        var startup = await Admin.CreateSeeker("Filtered", open);
        var guest = (await Admin.Register(open, Bodies.GuestRegistration().With("status", "checked-in"))).Id;
        await OnlyMatch($"/sessions/{open}/registrations", guest, "status=checked-in", "partyType=guest");
        await OnlyMatch($"/sessions/{open}/registrations", fund.RegistrationId, $"fundId={fund.FundId}", "partyType=fund");
        await OnlyMatch($"/sessions/{open}/registrations", startup.RegistrationId, $"startupId={startup.StartupId}", $"financingRequestId={startup.RequestId}");

        var there = (await Admin.Prefer(open, fund.RegistrationId, startup.RegistrationId, "want")).Id;
        var back = (await Admin.Prefer(open, startup.RegistrationId, fund.RegistrationId, "avoid")).Id;
        await OnlyMatch($"/sessions/{open}/preferences", there, $"from={fund.RegistrationId}", $"to={startup.RegistrationId}");
        await OnlyMatch($"/sessions/{open}/preferences", back, $"from={startup.RegistrationId}");

        await Admin.Record(open, Bodies.Outcome(fund.FundId, startup.RequestId, "met"));
        var invested = (await Admin.Record(open, Bodies.Outcome(fund.FundId, startup.RequestId, "invested"))).Id;
        await OnlyMatch($"/sessions/{open}/outcomes", invested, "result=invested", $"result=invested&fundId={fund.FundId}&financingRequestId={startup.RequestId}");
        Assert.That(await Admin.ListAsync($"/sessions/{open}/outcomes?fundId={EndpointIds.Unknown}"), Is.Empty);
    }

    [Test]
    public async Task Filter_OfPositionsAndKeys_ExactMatches()
    {
        var fund = (await Admin.CreateFund()).Id;
        await Admin.CreatePosition(fund);
        var one = await Admin.CreatePosition(fund, Bodies.Position().With("startupId", _startups[0]));
        await OnlyMatch($"/funds/{fund}/positions", one.Id, $"startupId={_startups[0]}");

        var key = await Server.CreateKey("auditor");
        await OnlyMatch("/keys", key.Id, "role=auditor");
    }

    [Test]
    public async Task List_SessionIdInCapitals_SameAsInSmallLetters()
    {
        var session = (await Admin.CreateSession()).Id;
        await Admin.CreateInvestor("Capitals", session);
        await Admin.CreateSeeker("Capitals", session);
        await Admin.Freeze(session);
        await Admin.Plan(session);

        foreach (var list in new[] { "registrations", "rankings", "plans" })
            Assert.That((await Admin.GetAsync($"/sessions/{session.ToUpperInvariant()}/{list}")).Expect(200).Items, Is.Not.Empty, list);
    }

    [TestCase("/funds?kind=x", "?kind unknown-value")]
    [TestCase("/funds?kind=", "?kind unknown-value")]
    [TestCase("/funds?kind=vc&kind=vc", "?kind duplicate")]
    [TestCase("/sessions?month=2026-1", "?month invalid-month")]
    [TestCase("/startups?limit=0&cursor=x&other=1", "?limit out-of-range", "?cursor invalid-cursor", "?other unknown-parameter")]
    [TestCase("/reports?from=2026-05&to=2026-04", "?from wrong-order")]
    public async Task Filter_Malformed_400(string path, params string[] errors)
    {
        var answer = await Admin.GetAsync(path);

        answer.Refused(400, "validation-failed");
        Assert.That(answer.Errors, Is.SubsetOf(errors).And.Not.Empty);
    }

    private async Task OnlyMatch(string path, string id, params string[] filters)
    {
        foreach (var filter in filters)
            Assert.That((await Admin.ListAsync($"{path}?{filter}")).Select(r => r.Text("id")), Is.EqualTo(Strings.Of(id)), filter);
    }
}
