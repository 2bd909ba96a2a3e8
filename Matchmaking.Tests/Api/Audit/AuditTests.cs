using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Audit;

/// <summary>Who changed what: told by every change, read by admin and auditor.</summary>
internal sealed class AuditTests : ApiFixture
{
    [Test]
    public async Task Rows_OfOneThing_TellItsWholeLife()
    {
        var organizer = await Server.As("organizer");
        var startup = (await organizer.PostAsync("/startups", Bodies.Startup().With("name", "Before"), ("X-Request-Id", "made-it"))).Expect(201);
        await organizer.ChangeAsync($"/startups/{startup.Id}", new JsonObject { ["name"] = "After" });
        var read = await organizer.GetAsync($"/startups/{startup.Id}");
        (await organizer.DeleteAsync($"/startups/{startup.Id}", read.ETag)).Expect(204);

        var rows = await Admin.ListAsync($"/audit?resourceId={startup.Id}");

        Assert.That(rows.Select(r => r.Text("action")), Is.EqualTo((string[])["created", "changed", "deleted"]));
        Assert.That(rows.Select(r => r["before"]?["name"]?.GetValue<string>()), Is.EqualTo((string?[])[null, "Before", "After"]));
        Assert.That(rows.Select(r => r["after"]?["name"]?.GetValue<string>()), Is.EqualTo((string?[])["Before", "After", null]));
        Assert.That(rows[0].Text("requestId"), Is.EqualTo("made-it"));
        Assert.That(rows[0]["actor"]!.Text("role"), Is.EqualTo("organizer"));
        Assert.That(rows.Select(r => r["sequence"]!.GetValue<long>()), Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Rows_OfARefusedRequest_AreNotThere()
    {
        var before = await HeadSequence();

        (await Admin.PostAsync("/startups", Bodies.Startup().With("name", ""))).Expect(400);
        (await Admin.PostAsync("/financing-requests", Bodies.Request(EndpointIds.Unknown))).Expect(400);

        Assert.That(await HeadSequence(), Is.EqualTo(before));
    }

    [Test]
    public async Task Rows_OfARegistration_DoNotHoldItsContact()
    {
        var session = (await Admin.CreateSession()).Id;
        var guest = await Admin.Register(session, Bodies.GuestRegistration().With("contact", "13800000000 Zhang"));
        await Admin.ChangeAsync($"/sessions/{session}/registrations/{guest.Id}", new JsonObject { ["contact"] = "13900000000 Li", ["minMeetings"] = 0, ["status"] = "cancelled" });

        var rows = await Admin.GetAsync($"/audit?resourceId={guest.Id}");

        Assert.That(rows.Text, Does.Not.Contain("13800000000").And.Not.Contain("13900000000").And.Not.Contain("Zhang"));
        Assert.That(rows.Items.Select(r => r["after"]!.Text("contact")), Has.All.EqualTo("[redacted]"));
        Assert.That(rows.Items, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Rows_OfAKey_HoldNeitherSecretNorItsHash()
    {
        var key = await Server.CreateKey("auditor");
        (await Admin.DeleteAsync($"/keys/{key.Id}")).Expect(204);

        var rows = await Admin.GetAsync($"/audit?resourceId={key.Id}&resource=key");

        var secret = key.Json.Text("key");
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));
        Assert.That(rows.Items.Select(r => r.Text("action")), Is.EqualTo((string[])["created", "changed"]));
        Assert.That(rows.Text, Does.Not.Contain(secret).And.Not.Contain(hash));
    }

    [Test]
    public async Task List_Filters_LeaveOnlyWhatTheyName()
    {
        var organizer = await Server.As("organizer");
        var fund = await Admin.PostAsync("/funds", Bodies.Fund());
        for (var n = 0; n < 3; n++)
            (await organizer.PostAsync("/startups", Bodies.Startup(), ("X-Request-Id", $"filter-{n}"))).Expect(201);

        Assert.That((await Admin.ListAsync("/audit?role=organizer")).Select(r => r["actor"]!.Text("role")), Has.All.EqualTo("organizer").And.Not.Empty);
        Assert.That((await Admin.ListAsync("/audit?resource=fund&action=created")).Select(r => r.Text("resourceId")), Does.Contain(fund.Id));
        Assert.That(await Admin.ListAsync("/audit?requestId=filter-1"), Has.Count.EqualTo(1));
        Assert.That(await Admin.ListAsync("/audit?from=2026-11-20&to=2026-11-20"), Is.Not.Empty);
        Assert.That(await Admin.ListAsync("/audit?to=2026-11-19"), Is.Empty);
        Assert.That(await Admin.ListAsync("/audit?from=2999-01-01"), Is.Empty);
    }

    [Test]
    public async Task List_BothOrders_PageThroughTheSameRows()
    {
        for (var n = 0; n < 5; n++)
            await Admin.PostAsync("/startups", Bodies.Startup());

        var oldest = await Admin.ListAsync("/audit?resource=startup", limit: 2);
        var newest = await Admin.ListAsync("/audit?resource=startup&order=newest", limit: 2);

        Assert.That(newest.Select(r => r["sequence"]!.GetValue<long>()), Is.EqualTo(oldest.Select(r => r["sequence"]!.GetValue<long>()).Reverse()));
        Assert.That(oldest, Has.Count.GreaterThanOrEqualTo(5));
    }

    [TestCase("from=2026-11-21&to=2026-11-20", "?from wrong-order")]
    [TestCase("from=yesterday", "?from invalid-date")]
    [TestCase("action=shaken", "?action unknown-value")]
    [TestCase("order=oldest", "?order unknown-value")]
    [TestCase("cursor=xyz", "?cursor invalid-cursor")]
    public async Task List_BadQuery_400(string query, string error) =>
        Assert.That((await Admin.GetAsync("/audit?" + query)).Refused(400, "validation-failed").Errors, Does.Contain(error));

    [Test]
    public async Task Row_ByNumber_IsItselfWithItsHashAsETag()
    {
        var head = await HeadSequence();

        var row = (await Admin.GetAsync($"/audit/{head}")).Expect(200);

        Assert.That(row.ETag, Is.EqualTo($"\"{row.Json.Text("hash")}\""));
        (await Admin.GetAsync($"/audit/{head + 1}")).Refused(404, "not-found");
    }

    [Test]
    public async Task Verification_OfAWholeLog_SaysSo()
    {
        await Admin.PostAsync("/startups", Bodies.Startup());

        var verdict = (await (await Server.As("auditor")).GetAsync("/audit/verification")).Expect(200).Json;

        Assert.That(verdict["intact"]!.GetValue<bool>(), Is.True);
        Assert.That(verdict["rows"]!.GetValue<long>(), Is.EqualTo(verdict["headSequence"]!.GetValue<long>()).And.Positive);
    }

    private async Task<long> HeadSequence() => (await Admin.GetAsync("/audit/verification")).Expect(200).Json["headSequence"]!.GetValue<long>();
}
