using System.Text.Json.Nodes;
using Matchmaking.Api.Contracts;
using Matchmaking.Core.Sessions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.PlanOutputs;

/// <summary>What all outputs of a plan have in common: who sees what, headers, refusals.</summary>
internal sealed class PlanOutputAccessTests : PlanOutputFixture
{
    private static readonly string[] _outputs = ["svg", "csv", "ics"];

    [TestCaseSource(nameof(_outputs))]
    public async Task Output_OfAPlan_HasVersionHashAndNames(string output)
    {
        var plan = await Published();

        var answer = (await Admin.GetAsync($"/plans/{plan.Id}.{output}", Chinese)).Expect(200);

        Assert.That(answer.Headers.GetValues("X-Plan-Version"), Is.EqualTo(Strings.Of("1")));
        Assert.That(answer.Headers.GetValues("X-Plan-Hash"), Is.EqualTo(Strings.Of(plan.Json.Text("sha256"))));
        Assert.That(plan.Json.Text("sha256"), Does.Match("^[0-9a-f]{64}$"));
        Assert.That(Unfolded(answer), Does.Contain("光谷云帆").And.Contain(plan.Json.Text("sha256")[..12]));
        Assert.That((await Admin.GetAsync($"/plans/{plan.Id}")).Expect(200).Json.Text("sha256"), Is.EqualTo(plan.Json.Text("sha256")));
    }

    [TestCase("svg", "image/svg+xml", "inline")]
    [TestCase("csv", "text/csv", "attachment")]
    [TestCase("ics", "text/calendar", "attachment")]
    public async Task Output_OfAPlan_HasTypeAndFileName(string output, string mediaType, string disposition)
    {
        var plan = await Published();
        var hash = plan.Json.Text("sha256")[..12];

        var answer = (await Admin.GetAsync($"/plans/{plan.Id}.{output}")).Expect(200);

        Assert.That(answer.MediaType, Is.EqualTo(mediaType));
        Assert.That(answer.Disposition, Does.StartWith(disposition).And.Contain($"filename=\"plan-2026-11-low-altitude-v1-{hash}.{output}\""));
        Assert.That(Uri.UnescapeDataString(answer.Disposition!), Does.Contain($"filename*=UTF-8''低空经济_融资对接会 _第十一期_-v1-{hash}.{output}"));
    }

    [TestCaseSource(nameof(_outputs))]
    public async Task Output_NameChanges_NewETagThoughThePlanStays(string output)
    {
        var plan = await Published();
        var before = (await Admin.GetAsync($"/plans/{plan.Id}.{output}")).Expect(200);

        var same = await Admin.GetAsync($"/plans/{plan.Id}.{output}", ("If-None-Match", before.ETag));
        await Admin.ChangeAsync($"/funds/{Funds[0].FundId}", new JsonObject { ["name"] = "改名基金" });
        var after = (await Admin.GetAsync($"/plans/{plan.Id}.{output}", ("If-None-Match", before.ETag))).Expect(200);

        Assert.That((same.Status, same.Bytes.Length), Is.EqualTo((304, 0)));
        Assert.That(Unfolded(after), Does.Contain("改名基金"));
        Assert.That(after.Headers.GetValues("X-Plan-Hash"), Is.EqualTo(before.Headers.GetValues("X-Plan-Hash")));
    }

    [TestCaseSource(nameof(_outputs))]
    public async Task Output_ForAParty_OwnRowsOfPublishedPlansAlone(string output)
    {
        // Of the second and third startup the first fund meets none.
        foreach (var seeker in Seekers[1..])
            await Admin.Prefer(Session, seeker.RegistrationId, Funds[0].RegistrationId, "veto");
        var draft = await Admin.Plan(Session);
        var fund = await Server.As("fund", Funds[0].FundId);
        (await fund.GetAsync($"/plans/{draft.Id}.{output}")).Refused(404, "not-found");
        (await Admin.PostAsync($"/plans/{draft.Id}/publish")).Expect(200);

        var own = Unfolded(await fund.GetAsync($"/plans/{draft.Id}.{output}"));
        var startup = Unfolded(await (await Server.As("startup", Seekers[1].StartupId)).GetAsync($"/plans/{draft.Id}.{output}"));
        var stranger = await Admin.CreateInvestor("外人");

        Assert.That(own, Does.Contain("武汉极目").And.Not.Contain("东湖星瀚").And.Not.Contain("光谷云帆").And.Not.Contain("长江产业"));
        Assert.That(startup, Does.Contain("长江产业").And.Not.Contain("高新投").And.Not.Contain("武汉极目"));
        (await (await Server.As("fund", stranger.FundId)).GetAsync($"/plans/{draft.Id}.{output}")).Refused(404, "not-found");
    }

    [TestCaseSource(nameof(_outputs))]
    public async Task Output_OfSeats_PartyIsToldOfItselfAndTheOtherSide(string output)
    {
        var guest = (await Admin.Register(Session, Bodies.GuestRegistration("市领导"))).Id;
        var plan = await Seated(
            SessionLayout.RoundTables,
            new SeatedTable(1, [Seat(1, Funds[0].RegistrationId), Seat(2, Seekers[0].RegistrationId), Seat(3, Funds[1].RegistrationId), Seat(4, guest)]),
            new SeatedTable(2, [Seat(1, Seekers[1].RegistrationId), Seat(2, Seekers[2].RegistrationId)]));

        var all = Unfolded(await Admin.GetAsync($"/plans/{plan}.{output}"));
        var own = Unfolded(await (await Server.As("fund", Funds[0].FundId)).GetAsync($"/plans/{plan}.{output}"));

        Assert.That(all, Does.Contain("武汉极目").And.Contain("长江产业").And.Contain("市领导").And.Contain("光谷云帆"));
        Assert.That(own, Does.Contain("武汉极目").And.Not.Contain("长江产业").And.Not.Contain("市领导").And.Not.Contain("光谷云帆"));
    }

    [TestCaseSource(nameof(_outputs))]
    public async Task Output_UnknownPlanOrParameter_Refused(string output)
    {
        var plan = await Published();

        (await Admin.GetAsync($"/plans/{EndpointIds.Unknown}.{output}")).Refused(404, "not-found");
        (await Admin.GetAsync($"/plans/nonsense.{output}")).Refused(404, "not-found");
        (await Admin.GetAsync($"/plans/{plan.Id}.{output}?surprise=1")).Invalid("?surprise unknown-parameter");
        (await Admin.GetAsync($"/plans/{plan.Id}.pdf")).Refused(404, "not-found");
    }

    /// <summary>Lines of calendars end anywhere.</summary>
    private static string Unfolded(Answer answer) => answer.Expect(200).Text.Replace("\r\n ", "", StringComparison.Ordinal);
}
