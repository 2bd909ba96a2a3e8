using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>What a fund alone knows of startups, its meetings and its preferences, is an input of its own rankings and of nobody else's.</summary>
internal sealed class OwnKnowledgeTests : ApiFixture
{
    private string _session = "";
    private Investor _fund = null!;
    private Investor _other = null!;
    private Seeker _seeker = null!;
    private ApiClient _key = null!;

    [SetUp]
    public async Task MakeSession()
    {
        _session = (await Admin.CreateSession()).Id;
        _fund = await Admin.CreateInvestor("Speaks", _session);
        _other = await Admin.CreateInvestor("Is silent", _session);
        _seeker = await Admin.CreateSeeker("Is spoken of", _session);
        await Admin.CreateSeeker("Is not", _session);
        _key = await Server.As("fund", _fund.FundId);
    }

    [Test]
    public async Task Preference_OfTheFund_ChangesItsOwnRankingOfTheSession()
    {
        var before = await Hashes();
        var outside = await Hash($"/funds/{_fund.FundId}/ranking");

        await _key.Prefer(_session, _fund.RegistrationId, _seeker.RegistrationId, "want");

        var after = await Hashes();
        Assert.That((after.Own == before.Own, after.Other, after.Request), Is.EqualTo((false, before.Other, before.Request)));
        Assert.That(await Hash($"/funds/{_fund.FundId}/ranking"), Is.EqualTo(outside), "no session");
    }

    [Test]
    public async Task Preference_OfTheStartupOrAnOrganizer_ChangesNoRanking()
    {
        var before = await Hashes();

        await (await Server.As("startup", _seeker.StartupId)).Prefer(_session, _seeker.RegistrationId, _fund.RegistrationId, "must");
        await Admin.Prefer(_session, _fund.RegistrationId, _seeker.RegistrationId, "must");

        Assert.That(await Hashes(), Is.EqualTo(before));
    }

    [Test]
    public async Task Outcome_FromBeforeTheDay_ChangesTheFundsRankingsAndThatOfTheDayNone()
    {
        var before = await Hashes();

        await Admin.Record(_session, Bodies.Outcome(_fund.FundId, _seeker.RequestId, "interested", "2026-11-20"));
        Assert.That(await Hashes(), Is.EqualTo(before), "of the day itself");
        await Admin.Record(_session, Bodies.Outcome(_fund.FundId, _seeker.RequestId, "met", "2026-11-19"));

        var after = await Hashes();
        Assert.That((after.Own == before.Own, after.Other, after.Request), Is.EqualTo((false, before.Other, before.Request)));
    }

    [Test]
    public async Task Cursor_PreferenceStatedBetweenTwoPages_GoesOnWithTheListItBeganWith()
    {
        var path = $"/funds/{_fund.FundId}/ranking?sessionId={_session}&limit=1";
        var first = (await _key.GetAsync(path)).Expect(200).Json;

        await _key.Prefer(_session, _fund.RegistrationId, _seeker.RegistrationId, "avoid");

        var second = (await _key.GetAsync($"{path}&cursor={first.Text("nextCursor")}")).Expect(200).Json;
        Assert.That(second.Text("inputHash"), Is.EqualTo(first.Text("inputHash")));
        Assert.That((await _key.GetAsync(path)).Json.Text("inputHash"), Is.Not.EqualTo(first.Text("inputHash")));
    }

    [Test]
    public async Task Freeze_BothKept_TheFundsOwnAloneAndReplayed()
    {
        await _key.Prefer(_session, _fund.RegistrationId, _seeker.RegistrationId, "want");
        await (await Server.As("startup", _seeker.StartupId)).Prefer(_session, _seeker.RegistrationId, _other.RegistrationId, "must");
        await Admin.Record(_session, Bodies.Outcome(_fund.FundId, _seeker.RequestId, "met", "2026-11-18"));

        var freeze = await Admin.Freeze(_session);

        var snapshot = (await Admin.GetAsync($"/sessions/{_session}/rankings/{freeze.Id}?include=snapshot")).Expect(200).Json["snapshot"]!;
        var said = snapshot.List("preferences").Single();
        Assert.That((said.Text("fundId"), said.Text("financingRequestId"), said.Text("value")), Is.EqualTo((_fund.FundId, _seeker.RequestId, "want")));
        var met = snapshot.List("funds").Single(f => f["mandate"]!.Text("id") == _fund.FundId)["book"]!.List("meetings").Single();
        Assert.That((met.Text("startupId"), met.Text("result"), met.Text("occurredOn")), Is.EqualTo((_seeker.StartupId, "met", "2026-11-18")));
        Assert.That((await Admin.PostAsync($"/sessions/{_session}/rankings/{freeze.Id}/replay")).Expect(200).Json.Bool("identical"));
    }

    private async Task<(string Own, string Other, string Request)> Hashes() => (
        await Hash($"/funds/{_fund.FundId}/ranking?sessionId={_session}"),
        await Hash($"/funds/{_other.FundId}/ranking?sessionId={_session}"),
        await Hash($"/financing-requests/{_seeker.RequestId}/ranking?sessionId={_session}"));

    private async Task<string> Hash(string path) => (await Admin.GetAsync(path)).Expect(200).Json.Text("inputHash");
}
