using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>The combined sheet of a session.</summary>
internal sealed class RegistrationImportTests : ApiFixture
{
    private const string Header = "参会方类型,企业外部编号,名称,统一社会信用代码,领域,所在区,需求编号,需求标题,融资需求(万元),轮次,单家最低份额(万元),联系人,最少会面数,可参加轮次\n";

    [Test]
    public async Task Import_StartupsFundsAndGuests_AreRegistered()
    {
        var session = await NewSession();
        var fund = (await Admin.CreateFund(Bodies.Fund("Combined fund").With("externalId", "CF"))).Id;

        var imported = await Import(
            session,
            "企业,C1,Combined startup,,氢能,洪山区,,A轮融资,3000,A轮,500,\"张三, 027\",1,\"1-2,3\"\n" +
            ",C1,Combined startup,,,,,Second ask,1000,A轮,,,,\n基金,CF,,,,,,,,,,李四,,\n嘉宾,,Guest of honour,,,,,,,,,,,");

        Assert.That(imported.Errors, Is.Empty);
        Assert.That(imported.Counts, Is.EqualTo((int[])[4, 0, 0, 0]));
        var startup = (await Admin.GetAsync("/startups?externalId=C1")).Expect(200).Items.Single();
        var requests = await Admin.ListAsync($"/financing-requests?startupId={startup.Text("id")}");
        Assert.That(requests.Select(r => r.Text("title")), Is.EqualTo((string[])["A轮融资", "Second ask"]));
        var registrations = await Admin.ListAsync($"/sessions/{session}/registrations");
        Assert.That(registrations.Select(r => r["party"]!.Text("type")), Is.EqualTo((string[])["startup", "startup", "fund", "guest"]));
        Assert.That(registrations[0].List("availableRounds").Select(r => r.GetValue<int>()), Is.EqualTo((int[])[1, 2, 3]));
        Assert.That(registrations[0].Text("contact"), Is.EqualTo("张三, 027"));
        Assert.That(registrations[2]["party"]!.Text("id"), Is.EqualTo(fund));
    }

    [Test]
    public async Task Import_Again_IsUnchanged_AndAChangeOfAnyPartIsAnUpdate()
    {
        var session = await NewSession();
        const string Rows = ",A1,Again startup,,氢能,,AR,Ask,3000,A轮,,,1,\n嘉宾,,Again guest,,,,,,,,,,,";
        await Import(session, Rows);

        var again = await Import(session, Rows);
        var changed = await Import(session, Rows.Replace("氢能", "人工智能", StringComparison.Ordinal));
        var cheaper = await Import(session, Rows.Replace("氢能", "人工智能", StringComparison.Ordinal).Replace("3000", "2000", StringComparison.Ordinal));

        Assert.That(again.Counts, Is.EqualTo((int[])[0, 0, 2, 0]));
        Assert.That(changed.Counts, Is.EqualTo((int[])[0, 1, 1, 0]));
        Assert.That(cheaper.Counts, Is.EqualTo((int[])[0, 1, 1, 0]));
        Assert.That((await Admin.GetAsync("/financing-requests?externalId=AR")).Expect(200).Items.Single().Number("amountCny"), Is.EqualTo(20_000_000m));
    }

    [Test]
    public async Task Import_WithoutATitle_CallsTheRequestLikeItsStartup()
    {
        var session = await NewSession();
        const string Csv = "企业名称,融资需求(万元),轮次\nUntitled startup,3000,A轮";

        var imported = await Admin.Import($"registrations?sessionId={session}", Csv);
        var again = await Admin.Import($"registrations?sessionId={session}", Csv);

        Assert.That((imported.Counts, again.Counts), Is.EqualTo(((int[])[1, 0, 0, 0], (int[])[0, 0, 1, 0])));
        Assert.That((await Admin.ListAsync("/financing-requests")).Count(r => r.Text("title") == "Untitled startup"), Is.EqualTo(1));
    }

    [Test]
    public async Task Import_RowThatFailsInItsLastPart_LeavesNothingOfTheOthers()
    {
        var session = await NewSession();
        var startups = (await Admin.ListAsync("/startups")).Count;
        var requests = (await Admin.ListAsync("/financing-requests")).Count;

        // The session has three rounds; five meetings are refused after startup and request were written.
        var imported = await Import(session, ",H1,Half startup,,,,,Ask,3000,A轮,,,5,\n,H2,No amount,,,,,Ask,,A轮,,,,\n,H3,Whole startup,,,,,Ask,3000,A轮,,,1,");

        Assert.That(imported.Counts, Is.EqualTo((int[])[1, 0, 0, 2]));
        Assert.That(imported.Errors, Is.EqualTo((string[])["2 最少会面数 out-of-range", "3 融资需求(万元) required"]));
        Assert.That((await Admin.ListAsync("/startups")), Has.Count.EqualTo(startups + 1));
        Assert.That((await Admin.ListAsync("/financing-requests")), Has.Count.EqualTo(requests + 1));
    }

    [Test]
    public async Task Import_RowsThatCannotBe_AreRefused()
    {
        var session = await NewSession();
        var imported = await Import(
            session,
            "基金,,No such fund,,,,,,,,,,,\n基金,,Some fund,,氢能,,,,3000,,,,,\n嘉宾,,,,,,,,,,,,,\n嘉宾,X,Numbered guest,,,,,,,,,,,\n王爷,,King,,,,,,,,,,,\n,R1,Repeated,,,,,Ask,3000,,,,,\n,R1,Repeated,,,,,Ask,4000,,,,,");

        Assert.That(imported.Errors, Is.EqualTo((string[])
        [
            "2 名称 unknown-reference", "3 领域 not-allowed", "3 融资需求(万元) not-allowed", "4 名称 required", "5 企业外部编号 not-allowed", "6 参会方类型 unknown-value", "8  duplicate-row",
        ]));
        Assert.That(imported.Counts, Is.EqualTo((int[])[1, 0, 0, 6]));
    }

    [Test]
    public async Task Import_IntoAClosedSession_FailsTheRows()
    {
        var session = await NewSession();
        await Admin.ChangeAsync($"/sessions/{session}", new JsonObject { ["status"] = "closed" });

        var imported = await Import(session, "嘉宾,,Late guest,,,,,,,,,,,");

        Assert.That(imported.Errors, Is.EqualTo((string[])["2  session-not-open"]));
    }

    [Test]
    public async Task Import_UnknownOrMissingSession_IsRefusedAtOnce()
    {
        (await Admin.TryImport("registrations", "name\nA")).Invalid("?sessionId required");
        (await Admin.TryImport("registrations?sessionId=1", "name\nA")).Invalid("?sessionId invalid-id");
        (await Admin.TryImport($"registrations?sessionId={EndpointIds.Unknown}", "name\nA")).Invalid("?sessionId unknown-reference");
    }

    private async Task<string> NewSession() => (await Admin.CreateSession()).Id;

    private Task<Imported> Import(string session, string rows) => Admin.Import($"registrations?sessionId={session}", Header + rows);
}
