using System.Text.Json.Nodes;
using Matchmaking.Tests.Api.Telemetry;
using Matchmaking.Tests.Support;
using Matchmaking.Tests.Support.Postgres;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>First pages that are sent again: the same bytes while nothing changed, and never older than what the caller knows.</summary>
[TestFixtureSource(typeof(DatabaseKinds), nameof(DatabaseKinds.All))]
internal sealed class RankingPageCacheTests(DatabaseKind kind) : ApiFixture(kind)
{
    private string _fund = "";
    private Seeker _seeker = null!;

    private string Path => $"/funds/{_fund}/ranking?include=names";

    [SetUp]
    public async Task SetUp()
    {
        _fund = (await Admin.CreateFund()).Id;
        _seeker = await Admin.CreateSeeker("First", request: r => r.With("amountCny", 8_000_000));
    }

    [Test]
    public async Task Get_NothingChanged_TheSameBytesAndTagWithoutRankingAgain()
    {
        using var measured = new Measurements(Server);
        var first = (await Admin.GetAsync(Path)).Expect(200);

        var again = (await Admin.GetAsync(Path)).Expect(200);

        Assert.That((again.Text, again.ETag), Is.EqualTo((first.Text, first.ETag)));
        (await Admin.GetAsync(Path, ("If-None-Match", first.ETag))).Expect(304);
        Assert.That(measured.Of("matchmaking.ranking.duration"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Get_AfterEachKindOfChange_TheNewState()
    {
        var before = await Ranking();

        await Admin.ChangeAsync($"/startups/{_seeker.StartupId}", new JsonObject { ["name"] = "Another name" });
        var renamed = await Ranking();
        await Admin.ChangeAsync($"/financing-requests/{_seeker.RequestId}", new JsonObject { ["amountCny"] = 9_000_000 });
        var asked = await Ranking();
        await Admin.ChangeAsync($"/funds/{_fund}", new JsonObject { ["ticketMaxCny"] = 8_500_000 });
        var declared = await Ranking();
        (await Admin.PostAsync($"/funds/{_fund}/positions", Bodies.Position())).Expect(201);
        var booked = await Ranking();
        await Admin.CreateSeeker("Second");
        var joined = await Ranking();

        Assert.That(new[] { before, renamed, asked, declared, booked, joined }, Is.Unique);
        Assert.That(renamed, Does.Contain("Another name"));
    }

    [Test]
    public async Task Get_OfDifferentCallersAndLanguages_EachItsOwn()
    {
        var fund = await Server.As("fund", _fund);
        var other = await Server.As("fund", (await Admin.CreateFund()).Id);
        await Admin.ChangeAsync($"/financing-requests/{_seeker.RequestId}", new JsonObject { ["status"] = "withdrawn" });
        var path = $"/funds/{_fund}/ranking?include=excluded,text";

        var staff = (await Admin.GetAsync(path)).Expect(200).Text;
        var own = (await fund.GetAsync(path)).Expect(200).Text;

        Assert.That(staff, Does.Contain("request-not-open"));
        Assert.That(own, Does.Not.Contain("request-not-open"));
        (await other.GetAsync(path)).Expect(404);
        Assert.That((await Admin.GetAsync(path, ("Accept-Language", "zh"))).Expect(200).Text, Is.Not.EqualTo(staff));
        Assert.That((await Admin.GetAsync(path)).Expect(200).Text, Is.EqualTo(staff));
    }

    [Test]
    public async Task Get_FundDeleted_NotFound()
    {
        var created = (await Admin.GetAsync($"/funds/{_fund}")).Expect(200);
        (await Admin.GetAsync(Path)).Expect(200);

        (await Admin.DeleteAsync($"/funds/{_fund}", created.ETag)).Expect(204);

        (await Admin.GetAsync(Path)).Expect(404);
    }

    [Test]
    public async Task Pages_OfAPageThatWasSentAgain_GoOnForTenMinutes()
    {
        await Admin.CreateSeeker("Second");
        var path = $"/funds/{_fund}/ranking?limit=1";
        var cursor = (await Admin.GetAsync(path)).Json.Text("nextCursor");
        Server.Clock.Advance(TimeSpan.FromMinutes(9));
        (await Admin.GetAsync(path)).Expect(200);
        Server.Clock.Advance(TimeSpan.FromMinutes(9));
        await Admin.CreateSeeker("Third");

        (await Admin.GetAsync($"{path}&cursor={cursor}")).Expect(200);
    }

    private async Task<string> Ranking()
    {
        // Twice: the second may come from what was kept of the first.
        var first = (await Admin.GetAsync(Path)).Expect(200).Text;
        var second = (await Admin.GetAsync(Path)).Expect(200).Text;
        Assert.That(second, Is.EqualTo(first));
        return first;
    }
}
