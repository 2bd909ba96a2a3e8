using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Imports;

/// <summary>Requests, funds, positions and outcomes from sheets: their references, and who may name what.</summary>
internal sealed class SheetImportTests : ApiFixture
{
    [Test]
    public async Task Requests_ReferToTheirStartup_ByAnyOfItsKeys()
    {
        var id = (await Admin.CreateStartup(Bodies.Startup("Referred").With("externalId", "RQ").With("uscc", Bodies.ValidUscc))).Id;

        var imported = await Admin.Import(
            "financing-requests",
            "企业系统编号,企业外部编号,统一社会信用代码,企业名称,标题,融资需求(万元),轮次,单家最低份额(万元)\n" +
            $"{id},,,,by id,3000,A轮,\n,RQ,,,by external id,3000,Pre-A,100\n,,{Bodies.ValidUscc},,by code,0.3亿,seed,\n,,,Referred,by name,3000万,天使,\n" +
            $"{id},RQ,{Bodies.ValidUscc},another name,by all,3000,,\n,NO,,,unknown,3000,,\n{id},,{Bodies.OtherValidUscc},,two,3000,,\n,,,,nobody,3000,,\n,RQ,,,by external id,1,,");

        Assert.That(imported.Counts, Is.EqualTo((int[])[5, 0, 0, 4]));
        Assert.That(imported.Errors, Is.EqualTo((string[])
        [
            "7 企业外部编号 unknown-reference", "8 统一社会信用代码 unknown-reference", "9 企业系统编号 required", "10  duplicate-row",
        ]));
        var requests = await Admin.ListAsync($"/financing-requests?startupId={id}");
        Assert.That(requests.Select(r => r.Number("amountCny")), Has.All.EqualTo(30_000_000m));
        Assert.That(requests[0].Number("minTicketCny"), Is.EqualTo(30_000_000m));
    }

    [Test]
    public async Task Requests_AmountChanged_TakesASmallestShareThatWasTheWholeAlong()
    {
        var id = (await Admin.CreateStartup()).Id;
        await Admin.Import("financing-requests", $"startupId,title,amountCny\n{id},Grows,300万");

        var imported = await Admin.Import("financing-requests", $"startupId,title,amountCny,minTicketCny\n{id},Grows,400万,");

        Assert.That(imported.Counts, Is.EqualTo((int[])[0, 1, 0, 0]));
        Assert.That((await Admin.ListAsync($"/financing-requests?startupId={id}")).Single().Number("minTicketCny"), Is.EqualTo(4_000_000m));
    }

    [Test]
    public async Task Funds_NewSeedFund_HasTheAllowanceOfItsCategory()
    {
        var imported = await Admin.Import(
            "funds",
            "外部编号,基金名称,机构类型,基金类别,亏损容忍上限(%),单笔上限(亿元),返投倍数\nF1,Seed fund,政府产业基金,种子基金,,0.5,1.5倍\nF2,Strict,AIC,天使,30,,\nF3,Free,VC,天使,不考核,,\nF4,Odd,VC,梦想,,,");

        Assert.That(imported.Counts, Is.EqualTo((int[])[3, 0, 0, 1]));
        Assert.That(imported.Errors, Is.EqualTo((string[])["5 基金类别 unknown-value"]));
        var funds = (await Admin.ListAsync("/funds")).Where(f => f["externalId"]?.GetValue<string>() is ['F', _]).ToDictionary(f => f.Text("externalId"));
        Assert.That(funds["F1"].Number("lossAllowance"), Is.EqualTo(0.8m));
        Assert.That(funds["F1"].Number("ticketMaxCny"), Is.EqualTo(50_000_000m));
        Assert.That(funds["F2"].Number("lossAllowance"), Is.EqualTo(0.3m));
        Assert.That(funds["F3"]["lossAllowance"], Is.Null);
    }

    [Test]
    public async Task Funds_WithAnExternalIdThatTheyHadNot_AreFoundByName()
    {
        await Admin.Import("funds", "name,kind,category\nNamed fund,vc,venture");

        Assert.That((await Admin.Import("funds", "externalId,name,kind,category\nNF,Named fund,vc,venture")).Counts, Is.EqualTo((int[])[0, 1, 0, 0]));
        Assert.That((await Admin.Import("funds", "externalId,name,kind,category\nNG,Named fund,vc,venture")).Counts, Is.EqualTo((int[])[1, 0, 0, 0]));
    }

    [Test]
    public async Task Positions_OfAFund_AreItsOwnAlone()
    {
        var own = (await Admin.CreateFund(Bodies.Fund("Own fund").With("externalId", "OWN"))).Id;
        await Admin.CreateFund(Bodies.Fund("Foreign fund").With("externalId", "FOREIGN"));
        var fund = await Server.As("fund", own);
        const string Csv = "基金编号,基金名称,项目名称,轮次,投资金额(万元),投资日期,公允价值(万元),估值日期\n" +
            "OWN,,One,A轮,1000,2025/5/20,1200,2026-01-01\n,Own fund,Two,种子,500,2025年6月1日,,\nFOREIGN,,Three,A轮,1,2025-05-20,,\n,Foreign fund,Four,A轮,1,2025-05-20,,";

        var imported = await fund.Import("positions", Csv);
        var again = await fund.Import("positions", Csv);

        Assert.That(imported.Counts, Is.EqualTo((int[])[2, 0, 0, 2]));
        Assert.That(imported.Errors, Is.EqualTo((string[])["4 基金编号 unknown-reference", "5 基金名称 unknown-reference"]));
        Assert.That(again.Counts, Is.EqualTo((int[])[0, 0, 2, 2]));
        Assert.That((await Admin.ListAsync($"/funds/{own}/positions")).Select(p => p.Number("fairValueCny")), Is.EqualTo((decimal[])[12_000_000m, 5_000_000m]));
    }

    [Test]
    public async Task Positions_RevaluedInASheet_KeepTheEarlierValuation()
    {
        var fund = (await Admin.CreateFund(Bodies.Fund("Revalued"))).Id;
        await Admin.Import("positions", $"fundId,name,stage,costCny,investedOn\n{fund},P,a,1000万,2025-05-20");

        await Admin.Import("positions", $"fundId,name,stage,costCny,investedOn,fairValueCny,valuedOn\n{fund},P,a,1000万,2025-05-20,2000万,2026-05-20");

        Assert.That((await Admin.ListAsync($"/funds/{fund}/positions")).Single().List("valuations").Select(v => v.Text("valuedOn")), Is.EqualTo((string[])["2025-05-20", "2026-05-20"]));
    }

    [Test]
    public async Task Outcomes_AreAppendedOnce_AndNeverChanged()
    {
        var fund = (await Admin.CreateFund(Bodies.Fund("Outcome fund").With("externalId", "OF"))).Id;
        var seeker = await Admin.CreateSeeker("Outcome startup");
        const string Csv = "基金编号,企业名称,对接结果,发生日期,金额(万元),说明\nOF,Outcome startup,已投资,2025/6/30,1000,first\nOF,Outcome startup,尽调,2025/6/1,,\nOF,Outcome startup,尽调,2025/6/1,,";

        var imported = await Admin.Import("outcomes", Csv);
        var again = await Admin.Import("outcomes", Csv);
        var less = await Admin.Import("outcomes", "基金编号,企业名称,对接结果,发生日期\nOF,Outcome startup,已投资,2025/6/30");
        var other = await Admin.Import("outcomes", "基金编号,企业名称,对接结果,发生日期,金额(万元)\nOF,Outcome startup,已投资,2025/6/30,2000");

        Assert.That(imported.Counts, Is.EqualTo((int[])[2, 0, 0, 1]));
        Assert.That(imported.Errors, Is.EqualTo((string[])["4  duplicate-row"]));
        Assert.That(again.Counts, Is.EqualTo((int[])[0, 0, 2, 1]));
        Assert.That(less.Counts, Is.EqualTo((int[])[0, 0, 1, 0]));
        Assert.That(other.Counts, Is.EqualTo((int[])[1, 0, 0, 0]));
        var exported = (await Admin.GetAsync($"/exports/outcomes?format=csv&lang=en&fundId={fund}")).Expect(200).Text.Split("\r\n");
        Assert.That(exported, Has.Length.EqualTo(5));
        var changed = exported[1].Replace("first", "second", StringComparison.Ordinal);
        Assert.That((await Admin.Import("outcomes", $"{exported[0]}\r\n{changed}")).Errors, Is.EqualTo((string[])["2 System id append-only"]));
        Assert.That(seeker.RequestId, Is.Not.Empty);
    }

    [Test]
    public async Task Outcomes_OfASession_NeedBothSidesRegistered()
    {
        var session = (await Admin.CreateSession()).Id;
        var inside = await Admin.CreateInvestor("Registered fund", session);
        var outside = (await Admin.CreateFund(Bodies.Fund("Absent fund"))).Id;
        var seeker = await Admin.CreateSeeker("Registered startup", session);

        var imported = await Admin.Import(
            $"outcomes?sessionId={session}",
            $"fundId,financingRequestId,result,occurredOn,尽调日期,尽调文号\n{inside.FundId},{seeker.RequestId},met,2026-11-01,2026-11-02,No 7\n{outside},{seeker.RequestId},met,2026-11-01,,\n" +
            $"{inside.FundId},{seeker.RequestId},passed,2026-11-01,,No 8");

        Assert.That(imported.Counts, Is.EqualTo((int[])[1, 0, 0, 2]));
        Assert.That(imported.Errors, Is.EqualTo((string[])["3 fundId unknown-reference", "4 尽调日期 required"]));
        var outcome = (await Admin.ListAsync($"/sessions/{session}/outcomes")).Single();
        Assert.That(outcome["dueDiligence"]!.ToJsonString(), Is.EqualTo("""{"doneOn":"2026-11-02","reference":"No 7"}"""));
    }

    [Test]
    public async Task Outcomes_ByAFund_AreItsOwnAlone()
    {
        var own = (await Admin.CreateFund(Bodies.Fund("Reporting fund"))).Id;
        var foreign = (await Admin.CreateFund(Bodies.Fund("Silent fund"))).Id;
        var seeker = await Admin.CreateSeeker("Reported startup");
        var fund = await Server.As("fund", own);

        var imported = await fund.Import("outcomes", $"fundId,financingRequestId,result,occurredOn\n{own},{seeker.RequestId},met,2026-11-01\n{foreign},{seeker.RequestId},met,2026-11-01");

        Assert.That(imported.Errors, Is.EqualTo((string[])["3 fundId unknown-reference"]));
        Assert.That(imported.Count("created"), Is.EqualTo(1));
    }

    [Test]
    public async Task Import_OfTheSameFileByTwo_EndsInTheSameState()
    {
        const string Csv = "externalId,name\nTWO1,One\nTWO2,Two";

        var both = await Task.WhenAll(Admin.Import("startups", Csv), Admin.Import("startups", Csv));

        Assert.That(both.Sum(i => i.Count("created")), Is.EqualTo(2));
        Assert.That(both.Sum(i => i.Count("unchanged")), Is.EqualTo(2));
    }
}
