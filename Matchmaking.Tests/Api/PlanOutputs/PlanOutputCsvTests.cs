using System.Text.Json.Nodes;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Sessions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>The sheet of a plan.</summary>
internal sealed class PlanOutputCsvTests : PlanOutputFixture
{
    [Test]
    public async Task Sheet_OfMeetings_ARowEachWithTimesIdsScoreVersionAndHash()
    {
        var plan = await Published();

        var answer = (await Admin.GetAsync($"/plans/{plan.Id}.csv", Chinese)).Expect(200);

        Assert.That(answer.Bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        var rows = Rows(answer);
        Assert.That(rows[0], Is.EqualTo("轮次,开始时间,结束时间,桌号,企业,基金,企业报名编号,基金报名编号,匹配得分,方案状态,方案版本,方案校验码"));
        Assert.That(rows, Has.Length.EqualTo(7));
        var meeting = plan.Json.List("meetings").First(m => m.Text("startupRegistrationId") == Seekers[0].RegistrationId);
        var row = rows.First(r => r.Contains(Seekers[0].RegistrationId, StringComparison.Ordinal)).Split(',');
        Assert.That(row[0], Is.EqualTo(meeting.Int("round").ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(rows[1], Does.StartWith("1,2026-11-20 14:00,2026-11-20 14:20,"));
        Assert.That(decimal.Parse(row[8], System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(decimal.Round(meeting.Number("score"), 4)));
        Assert.That(row[9..], Is.EqualTo(Strings.Of("已发布", "1", plan.Json.Text("sha256"))));
    }

    [Test]
    public async Task Sheet_NameThatWouldBeAFormula_IsGuarded()
    {
        var plan = await Published();

        var text = (await Admin.GetAsync($"/plans/{plan.Id}.csv")).Expect(200).Text;

        Assert.That(text, Does.Contain(",'=武汉极目科技有限公司,").And.Not.Contain(",=武汉"));
    }

    [Test]
    public async Task Sheet_ForAStartup_WithoutScores()
    {
        var plan = await Published();
        var startup = await Server.As("startup", Seekers[1].StartupId);

        var rows = Rows((await startup.GetAsync($"/plans/{plan.Id}.csv")).Expect(200));

        Assert.That(rows[0], Is.EqualTo("round,startsAt,endsAt,table,startup,fund,startupRegistrationId,fundRegistrationId,planStatus,planVersion,planHash"));
        Assert.That(rows, Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Sheet_SessionWithoutStart_TimesAreEmpty()
    {
        await Admin.ChangeAsync($"/sessions/{Session}", new JsonObject { ["startsAt"] = null });
        var plan = await Admin.Plan(Session);

        var rows = Rows((await Admin.GetAsync($"/plans/{plan.Id}.csv")).Expect(200));

        Assert.That(rows[1], Does.StartWith("1,,,").And.Contain(",draft,1,"));
    }

    [Test]
    public async Task Sheet_OfSeats_ARowEach()
    {
        var plan = await Seated(SessionLayout.LongTable, new SeatedTable(1,
            [Seat(1, Seekers[1].RegistrationId, TableSide.Left), Seat(1, Funds[1].RegistrationId, TableSide.Right)]));

        var rows = Rows((await Admin.GetAsync($"/plans/{plan}.csv", Chinese)).Expect(200));

        Assert.That(rows[0], Is.EqualTo("桌号,位置,座号,参会方,类型,报名编号,方案状态,方案版本,方案校验码"));
        Assert.That(rows[1], Does.StartWith($"1,左侧,1,湖北东湖星瀚生物医药有限公司,企业,{Seekers[1].RegistrationId},已发布,2,"));
        Assert.That(rows[2], Does.StartWith($"1,右侧,1,长江产业投资; 基金,基金,{Funds[1].RegistrationId},"));
    }

    private static string[] Rows(Answer answer) => answer.Text.TrimStart('\uFEFF').TrimEnd().Split("\r\n");
}
