using System.Text.Json.Nodes;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Sessions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>The calendar of a plan, read by a parser of its own.</summary>
internal sealed class PlanOutputIcsTests : PlanOutputFixture
{
    [Test]
    public async Task Calendar_OfEverybody_AnEventAMeeting()
    {
        var plan = await Published();

        var calendar = await Calendar(Admin, plan.Id);

        Assert.That(calendar.Single("METHOD"), Is.EqualTo("PUBLISH"));
        Assert.That(calendar.Events, Has.Count.EqualTo(6));
        Assert.That(calendar.Events.Select(e => e.Single("UID")), Is.Unique);
        Assert.That(calendar.Events.Select(e => e.Single("STATUS")), Has.All.EqualTo("CONFIRMED"));
        var first = calendar.Events.First(e => e.Text("SUMMARY").Contains("东湖星瀚", StringComparison.Ordinal) && e.Text("SUMMARY").Contains("长江", StringComparison.Ordinal));
        var meeting = plan.Json.List("meetings").Single(m => m.Text("startupRegistrationId") == Seekers[1].RegistrationId && m.Text("fundRegistrationId") == Funds[1].RegistrationId);
        var minutes = 20 * (meeting.Int("round") - 1);
        Assert.That(first.Text("SUMMARY"), Is.EqualTo("湖北东湖星瀚生物医药有限公司 – 长江产业投资; 基金"));
        Assert.That(first.Single("DTSTART"), Is.EqualTo($"20261120T14{minutes:00}00"));
        Assert.That(first.Properties.Single(p => p.Name == "DTSTART").Parameters, Is.EqualTo("TZID=Asia/Shanghai"));
        Assert.That(first.Text("LOCATION"), Is.EqualTo($"光谷会展中心, 三楼, {meeting.Int("table")} 号桌"));
        Assert.That(first.Text("DESCRIPTION"), Does.Contain($"第 {meeting.Int("round")} 轮").And.Contain("第 1 版").And.Contain(plan.Json.Text("sha256")[..12]));
        Assert.That(first.Single("SEQUENCE"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Calendar_OfAParticipant_NamesTheOtherSide()
    {
        var plan = await Published();

        var byStaff = await Calendar(Admin, plan.Id, "?registrationId=" + Seekers[1].RegistrationId);
        var byItself = await Calendar(await Server.As("startup", Seekers[1].StartupId), plan.Id);

        Assert.That(byStaff.Events.Select(e => e.Text("SUMMARY")), Is.EquivalentTo(Strings.Of("高新投 <A&B> 基金", "长江产业投资; 基金")));
        Assert.That(byItself.Events.Select(e => e.Text("SUMMARY")), Is.EquivalentTo(byStaff.Events.Select(e => e.Text("SUMMARY"))));
        Assert.That(byItself.Events.Select(e => e.Single("UID")), Is.EquivalentTo(byStaff.Events.Select(e => e.Single("UID"))));
    }

    [Test]
    public async Task Calendar_RegistrationOfAnotherOrNone_404()
    {
        var plan = await Published();
        var startup = await Server.As("startup", Seekers[1].StartupId);

        (await startup.GetAsync($"/plans/{plan.Id}.ics?registrationId={Funds[0].RegistrationId}")).Refused(404, "not-found");
        (await startup.GetAsync($"/plans/{plan.Id}.ics?registrationId={EndpointIds.Unknown}")).Refused(404, "not-found");
        (await Admin.GetAsync($"/plans/{plan.Id}.ics?registrationId={EndpointIds.Unknown}")).Refused(404, "not-found");
        (await Admin.GetAsync($"/plans/{plan.Id}.ics?registrationId=x")).Invalid("?registrationId invalid-id");
    }

    [Test]
    public async Task Calendar_OfANewVersion_SameUidsHigherSequenceAndWhatIsGoneIsCancelled()
    {
        var first = await Calendar(Admin, (await Published()).Id);
        await Admin.Prefer(Session, Seekers[0].RegistrationId, Funds[0].RegistrationId, "veto");
        await Published();
        await Admin.Prefer(Session, Seekers[1].RegistrationId, Funds[0].RegistrationId, "veto");

        var draft = await Admin.Plan(Session);
        var tentative = await Calendar(Admin, draft.Id);
        (await Admin.PostAsync($"/plans/{draft.Id}/publish")).Expect(200);
        var third = await Calendar(Admin, draft.Id);
        var own = await Calendar(await Server.As("fund", Funds[0].FundId), draft.Id);
        var others = await Calendar(await Server.As("fund", Funds[1].FundId), draft.Id);

        // Also what went before the version between, which a calendar may have missed.
        var gone = third.Events.Where(e => e.Single("STATUS") == "CANCELLED").Select(e => e.Text("SUMMARY"));
        Assert.That(gone, Is.EquivalentTo(Strings.Of("=武汉极目科技有限公司 – 高新投 <A&B> 基金", "湖北东湖星瀚生物医药有限公司 – 高新投 <A&B> 基金")));
        Assert.That(third.Events.Select(e => e.Single("UID")), Is.EquivalentTo(first.Events.Select(e => e.Single("UID"))));
        Assert.That(third.Events.Select(e => e.Single("SEQUENCE")), Has.All.EqualTo("3"));
        Assert.That(own.Events.Select(e => e.Single("STATUS")), Is.EquivalentTo(Strings.Of("CONFIRMED", "CANCELLED", "CANCELLED")));
        Assert.That(others.Events.Select(e => e.Single("STATUS")), Is.EquivalentTo(Strings.Of("CONFIRMED", "CONFIRMED", "CONFIRMED")));
        Assert.That(tentative.Events.Select(e => e.Single("STATUS")), Is.EqualTo(Enumerable.Repeat("TENTATIVE", 4)));
    }

    [Test]
    public async Task Calendar_OfSeats_TheSessionAtATable()
    {
        var plan = await Seated(
            SessionLayout.RoundTables,
            new SeatedTable(1, [Seat(1, Funds[0].RegistrationId), Seat(2, Seekers[0].RegistrationId)]),
            new SeatedTable(2, [Seat(1, Funds[1].RegistrationId), Seat(2, Seekers[1].RegistrationId)]));

        var all = await Calendar(Admin, plan);
        var own = await Calendar(Admin, plan, "?registrationId=" + Seekers[1].RegistrationId);

        Assert.That(all.Events.Select(e => e.Text("LOCATION")), Is.EqualTo(Strings.Of("光谷会展中心, 三楼, 1 号桌", "光谷会展中心, 三楼, 2 号桌")));
        Assert.That(own.Events.Single().Text("SUMMARY"), Is.EqualTo(Title));
        Assert.That(own.Events.Single().Text("LOCATION"), Is.EqualTo("光谷会展中心, 三楼, 2 号桌, 2 号座"));
        Assert.That(own.Events.Single().Text("DESCRIPTION"), Does.Contain("2 号桌：长江产业投资; 基金"));
        Assert.That((own.Events.Single().Single("DTSTART"), own.Events.Single().Single("DTEND")), Is.EqualTo(("20261120T140000", "20261120T150000")));
    }

    [Test]
    public async Task Calendar_SessionWithoutStart_409()
    {
        await Admin.ChangeAsync($"/sessions/{Session}", new JsonObject { ["startsAt"] = null });
        var plan = await Admin.Plan(Session);

        (await Admin.GetAsync($"/plans/{plan.Id}.ics")).Refused(409, "session-has-no-start");
    }

    [Test]
    public async Task Calendar_LongNamesAndEmoji_FoldedBetweenCharacters()
    {
        var name = string.Concat(Enumerable.Repeat("很长的名字，带逗号；🚀", 15));
        await Admin.ChangeAsync($"/funds/{Funds[0].FundId}", new JsonObject { ["name"] = name });
        var plan = await Published();

        var calendar = await Calendar(Admin, plan.Id, "?registrationId=" + Seekers[0].RegistrationId);

        Assert.That(calendar.Events.Select(e => e.Text("SUMMARY")), Does.Contain(name));
    }

    private static async Task<IcalComponent> Calendar(ApiClient client, string plan, string query = "") =>
        IcalText.Read((await client.GetAsync($"/plans/{plan}.ics{query}", Chinese)).Expect(200).Bytes);
}
