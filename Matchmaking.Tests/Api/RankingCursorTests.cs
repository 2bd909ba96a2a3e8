using System.Text.Json.Nodes;
using Matchmaking.Api.Http;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>Further pages of a ranking belong to the list whose first page was served, for ten minutes at least.</summary>
internal sealed class RankingCursorTests : ApiFixture
{
    private string _fund = "";
    private string _otherFund = "";
    private Seeker[] _seekers = [];

    [SetUp]
    public async Task SetUp()
    {
        _fund = (await Admin.CreateFund()).Id;
        _otherFund = (await Admin.CreateFund()).Id;
        _seekers = [];
        for (var i = 0; i < 5; i++)
            _seekers = [.. _seekers, await Admin.CreateSeeker($"Startup {i}", request: r => r.With("amountCny", 8_000_000 + (i * 1_000_000)))];
    }

    [Test]
    public async Task Pages_NothingChanges_TheWholeList()
    {
        var whole = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=200")).Items;

        var paged = await Admin.ListAsync($"/funds/{_fund}/ranking", 2);

        Assert.That(paged.Select(i => i.ToJsonString()), Is.EqualTo(whole.Select(i => i.ToJsonString())));
    }

    [Test]
    public async Task Pages_DataChangesBetween_TheFirstPagesList()
    {
        var whole = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=200")).Json;
        var first = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2")).Json;

        await Admin.ChangeAsync($"/financing-requests/{_seekers[0].RequestId}", new JsonObject { ["status"] = "withdrawn" });
        await Admin.CreateSeeker("New");
        await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["ticketMaxCny"] = 9_000_000 });
        var rest = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=200&cursor={first.Text("nextCursor")}")).Expect(200).Json;

        Assert.That(rest.Text("inputHash"), Is.EqualTo(first.Text("inputHash")));
        Assert.That(first.List("items").Concat(rest.List("items")).Select(i => i.ToJsonString()), Is.EqualTo(whole.List("items").Select(i => i.ToJsonString())));
    }

    [Test]
    public async Task Pages_CursorMadeUpOfAnothersList_NotOpened()
    {
        // A fund that learnt another's input hash spells a cursor of its own list with it.
        var others = (await Admin.GetAsync($"/funds/{_otherFund}/ranking?limit=2")).Json;
        var madeUp = Cursor.Encode($"fund:{_fund}::", $"{others.Text("inputHash")}:0");

        (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2&cursor={madeUp}")).Refused(410, "cursor-expired");
    }

    [Test]
    public async Task Pages_WithinTenMinutes_KeptThenExpired()
    {
        var cursor = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2")).Json.Text("nextCursor");
        await Admin.CreateSeeker("New");
        Server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2&cursor={cursor}")).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2&cursor={cursor}")).Refused(410, "cursor-expired");
    }

    [Test]
    public async Task Pages_LongAfterButUnchanged_StillAnswered()
    {
        var cursor = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2&asOf=2026-11-20")).Json.Text("nextCursor");
        Server.Clock.Advance(TimeSpan.FromHours(1));

        (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2&asOf=2026-11-20&cursor={cursor}")).Expect(200);
    }

    [Test]
    public async Task Pages_SessionFrozenBetween_TheFirstPagesListWithoutFreeze()
    {
        var (session, fund) = await SessionWithAFund();
        var first = (await Admin.GetAsync($"/funds/{fund}/ranking?sessionId={session}&limit=2")).Json;
        await Admin.ChangeAsync($"/financing-requests/{_seekers[0].RequestId}", new JsonObject { ["amountCny"] = 4_000_000 });
        await Admin.Freeze(session);

        var rest = (await Admin.GetAsync($"/funds/{fund}/ranking?sessionId={session}&cursor={first.Text("nextCursor")}")).Expect(200).Json;

        Assert.That(rest.Text("inputHash"), Is.EqualTo(first.Text("inputHash")));
        Assert.That(rest.Has("freezeId"), Is.False);
        Assert.That(rest.List("items"), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Pages_FrozenAgainBetween_TheFirstPagesFreeze()
    {
        var (session, fund) = await SessionWithAFund();
        var freeze = await Admin.Freeze(session);
        var first = (await Admin.GetAsync($"/funds/{fund}/ranking?sessionId={session}&limit=2")).Json;
        await Admin.ChangeAsync($"/financing-requests/{_seekers[0].RequestId}", new JsonObject { ["amountCny"] = 4_000_000 });
        await Admin.Freeze(session);

        var rest = (await Admin.GetAsync($"/funds/{fund}/ranking?sessionId={session}&cursor={first.Text("nextCursor")}")).Expect(200).Json;

        Assert.That(rest.Text("inputHash"), Is.EqualTo(first.Text("inputHash")));
        Assert.That(rest.Text("freezeId"), Is.EqualTo(freeze.Id));
    }

    [Test]
    public async Task Cursor_OfAnotherFundOrSessionOrAltered_400()
    {
        var cursor = (await Admin.GetAsync($"/funds/{_fund}/ranking?limit=2")).Json.Text("nextCursor");
        var session = (await Admin.CreateSession()).Id;

        (await Admin.GetAsync($"/funds/{_otherFund}/ranking?cursor={cursor}")).Invalid("?cursor invalid-cursor");
        (await Admin.GetAsync($"/funds/{_fund}/ranking?sessionId={session}&cursor={cursor}")).Invalid("?cursor invalid-cursor");
        (await Admin.GetAsync($"/funds/{_fund}/ranking?cursor={cursor[..^4]}AAAA")).Invalid("?cursor invalid-cursor");
        (await Admin.GetAsync($"/startups?cursor={cursor}")).Invalid("?cursor invalid-cursor");
    }

    private async Task<(string Session, string Fund)> SessionWithAFund()
    {
        var session = (await Admin.CreateSession()).Id;
        foreach (var seeker in _seekers)
            await Admin.Register(session, Bodies.StartupRegistration(seeker.StartupId, seeker.RequestId));
        return (session, (await Admin.CreateInvestor("In session", session)).FundId);
    }
}
