using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Instances;

/// <summary>What one server was told, the other knows: whoever answers, nobody sees a state older than what he wrote.</summary>
internal sealed class SiblingTests : SiblingFixture
{
    [Test]
    public async Task Read_AfterAWriteToTheOther_IsOfThatWrite()
    {
        var session = (await One.Admin.CreateSession()).Id;
        var fund = await One.Admin.CreateInvestor("武汉基金", session);
        for (var n = 1; n <= 15; n++)
        {
            var (writer, reader) = n % 2 == 0 ? (One, Other) : (Other, One);
            var seeker = await writer.Admin.CreateSeeker($"Seeker {n}", session);
            var ranking = (await reader.Admin.GetAsync($"/funds/{fund.FundId}/ranking?include=excluded")).Expect(200).Json;
            Assert.That(ranking.Int("total") + ranking.Int("excludedTotal"), Is.EqualTo(n));

            var request = (await reader.Admin.GetAsync($"/financing-requests/{seeker.RequestId}")).Expect(200);
            (await reader.Admin.PatchAsync($"/financing-requests/{seeker.RequestId}", new JsonObject { ["title"] = $"Changed {n}" }, request.ETag)).Expect(200);
            (await writer.Admin.PatchAsync($"/financing-requests/{seeker.RequestId}", new JsonObject { ["title"] = "Lost" }, request.ETag)).Refused(412, "precondition-failed");
            Assert.That((await writer.Admin.GetAsync($"/financing-requests/{seeker.RequestId}")).Json.Text("title"), Is.EqualTo($"Changed {n}"));
        }
    }

    [Test]
    public async Task Key_RevokedAtOne_IsRefusedByTheOtherAtOnce()
    {
        var created = await One.CreateKey("auditor");
        var auditor = Other.With(created.Json.Text("key"));
        (await auditor.GetAsync("/funds")).Expect(200);

        (await One.Admin.DeleteAsync($"/keys/{created.Id}")).Expect(204);

        (await auditor.GetAsync("/funds")).Expect(401);
    }

    [Test]
    public async Task Post_SameIdempotencyKeyToBothAtOnce_HasOneEffect()
    {
        const int Keys = 40;
        var answers = await Task.WhenAll(Enumerable.Range(0, Keys * 2).Select(i => (i % 2 == 0 ? One : Other).Admin.PostAsync(
            "/startups", Bodies.Startup($"Startup {i / 2}"), ("Idempotency-Key", $"both-{i / 2}"))));

        var created = (await One.Admin.ListAsync("/startups")).ToDictionary(s => s.Text("name"), s => s.Text("id"));
        Assert.That(created, Has.Count.EqualTo(Keys));
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].Status == 201)
                Assert.That(answers[i].Id, Is.EqualTo(created[$"Startup {i / 2}"]));
            else
                answers[i].Refused(409, "idempotency-key-in-use");
            var again = (await Other.Admin.PostAsync("/startups", Bodies.Startup($"Startup {i / 2}"), ("Idempotency-Key", $"both-{i / 2}"))).Expect(201);
            Assert.That((again.Id, again.Headers.Contains("Idempotency-Replayed")), Is.EqualTo((created[$"Startup {i / 2}"], true)));
        }
    }

    [Test]
    public async Task Audit_WrittenByBoth_IsOneChain()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => (i % 2 == 0 ? One : Other).Admin.CreateStartup(Bodies.Startup($"Startup {i}"))));

        var rows = await Other.Admin.ListAsync("/audit?resource=startup");
        Assert.That(rows, Has.Count.EqualTo(60));
        var verdict = (await One.Admin.GetAsync("/audit/verification")).Expect(200).Json;
        Assert.That(verdict["intact"]!.GetValue<bool>(), Is.True, verdict.ToJsonString());
    }

    /// <summary>Ids are what says which freeze is the latest, and clocks differ.</summary>
    [Test]
    public async Task Freeze_AtTheOneWhoseClockIsBehind_IsTheLatestAllTheSame()
    {
        One.Clock.Advance(TimeSpan.FromHours(1));
        var session = (await One.Admin.CreateSession()).Id;
        var fund = await One.Admin.CreateInvestor("江城基金", session);
        await One.Admin.CreateSeeker("Seeker", session);
        var first = (await One.Admin.Freeze(session)).Id;
        var second = (await Other.Admin.Freeze(session)).Id;

        Assert.That(string.CompareOrdinal(second, first), Is.Positive);
        foreach (var server in (TestServer[])[One, Other])
            Assert.That((await server.Admin.GetAsync($"/funds/{fund.FundId}/ranking?sessionId={session}")).Expect(200).Json.Text("freezeId"), Is.EqualTo(second));
    }
}
