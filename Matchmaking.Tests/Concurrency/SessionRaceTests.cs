using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Concurrency;

/// <summary>
/// Freezes and plans are computed beside the writes of others: what is stored belongs to one state of the session, or is
/// refused.
/// </summary>
internal sealed class SessionRaceTests : ApiFixture
{
    private const int Rounds = 15;

    private static readonly string[] _refusals = ["session-changed", "freeze-outdated", "no-frozen-ranking"];

    [Test]
    public async Task Freeze_Twice_BothReplayAndTheNewestServes()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, seeker) = await Season();

            var freezes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Admin.PostAsync($"/sessions/{session}/rankings"))));

            var made = Stored(freezes, 201);
            Assert.That(made.Select(f => f.Json.Text("sha256")).Distinct().Count(), Is.EqualTo(1), "the same inputs");
            foreach (var freeze in made)
                Assert.That((await Admin.PostAsync($"/sessions/{session}/rankings/{freeze.Id}/replay")).Expect(200).Json.Bool("identical"));
            var serving = (await Admin.GetAsync($"/financing-requests/{seeker.RequestId}/ranking?sessionId={session}")).Json.Text("freezeId");
            Assert.That(serving, Is.EqualTo(made.Max(f => f.Id)));
        }
    }

    [Test]
    public async Task Plan_WhileOthersRegisterAndPrefer_IsOfAStateThatItsFreezeCovers()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, seeker) = await Season();
            await Admin.Freeze(session);
            var fund = await Admin.CreateInvestor("Late fund");
            var preference = await Admin.Prefer(session, seeker.RegistrationId, (await FundRegistrations(session))[0], "want");

            var answers = await Task.WhenAll(
                Task.Run(() => Admin.PostAsync($"/sessions/{session}/plans")),
                Task.Run(() => Admin.PostAsync($"/sessions/{session}/registrations", Bodies.FundRegistration(fund.FundId))),
                Task.Run(() => Admin.PatchAsync($"/sessions/{session}/preferences/{preference.Id}", new JsonObject { ["value"] = "must" }, preference.ETag)),
                Task.Run(() => Admin.PostAsync($"/sessions/{session}/rankings")),
                Task.Run(() => Admin.PostAsync($"/sessions/{session}/plans")));

            answers[1].Expect(201);
            answers[2].Expect(200);
            Stored([answers[3]], 201, atLeast: 0);
            var plans = Stored([answers[0], answers[4]], 201, atLeast: 0);
            Assert.That(plans.Select(p => p.Json.Int("version")), Is.Unique);
            foreach (var plan in plans)
                await CoveredByItsFreeze(session, plan.Json);
            await Admin.Freeze(session);
            (await Admin.Plan(session)).Expect(201);
        }
    }

    [Test]
    public async Task Publish_SeveralPlansAtOnce_OneInForce()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (session, _) = await Season();
            await Admin.Freeze(session);
            var drafts = new List<string>();
            for (var i = 0; i < 3; i++)
                drafts.Add((await Admin.Plan(session)).Id);

            var answers = await Task.WhenAll(drafts.Concat(drafts).Select(id => Task.Run(() => Admin.PostAsync($"/plans/{id}/publish"))));

            foreach (var refused in answers.Where(a => a.Status != 200))
                Assert.That((refused.Status, refused.Code), Is.AnyOf((409, "already-published"), (409, "plan-outdated")), refused.Text);
            Assert.That(answers.Where(a => a.Status == 200).Select(a => a.Id), Is.Unique);
            var published = (await Admin.ListAsync($"/sessions/{session}/plans?status=published")).ToList();
            Assert.That(published.Where(p => p["supersededBy"] is null).Select(p => p.Text("id")), Is.EqualTo(Strings.Of(drafts[^1])));
        }
    }

    /// <summary>A session of three startups and three funds.</summary>
    private async Task<(string Session, Seeker Seeker)> Season()
    {
        var session = (await Admin.CreateSession()).Id;
        var seekers = new List<Seeker>();
        for (var i = 0; i < 3; i++)
        {
            seekers.Add(await Admin.CreateSeeker($"Startup {i}", session));
            await Admin.CreateInvestor($"Fund {i}", session);
        }

        return (session, seekers[0]);
    }

    private async Task<IReadOnlyList<string>> FundRegistrations(string session) =>
        [.. (await Admin.ListAsync($"/sessions/{session}/registrations?partyType=fund")).Select(r => r.Text("id"))];

    /// <summary>What was stored; all else was refused because the session moved.</summary>
    private static List<Answer> Stored(IEnumerable<Answer> answers, int status, int atLeast = 1)
    {
        var stored = new List<Answer>();
        foreach (var answer in answers)
        {
            if (answer.Status == status)
                stored.Add(answer);
            else
                Assert.That((answer.Status, _refusals.Contains(answer.Code)), Is.EqualTo((409, true)), answer.Text);
        }

        Assert.That(stored, Has.Count.AtLeast(atLeast));
        return stored;
    }

    /// <summary>Every fund of the plan has its frozen ranking, every other one came later.</summary>
    private async Task CoveredByItsFreeze(string session, JsonNode plan)
    {
        CertificateChecks.AssertValid(plan);
        var freeze = (await Admin.GetAsync($"/sessions/{session}/rankings/{plan.Text("freezeId")}?include=rows")).Json;
        var frozen = freeze.List("rows").Select(r => r["subject"]!).Where(s => s.Text("type") == "fund").Select(s => s.Text("id")).ToList();
        var parties = (await Admin.ListAsync($"/sessions/{session}/registrations?partyType=fund")).ToDictionary(r => r.Text("id"), r => r["party"]!.Text("id"));
        var planned = plan["certificate"]!.List("prices").Select(p => p.Text("registrationId")).Where(parties.ContainsKey).Select(r => parties[r]);
        Assert.That(planned, Is.EquivalentTo(frozen));
    }
}
