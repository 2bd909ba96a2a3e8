using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>API keys: shown once, revocable, with an expiry, for one or several subjects.</summary>
internal sealed class KeyTests : ApiFixture
{
    [TestCase("")]
    [TestCase("mmk_unknown")]
    [TestCase("mmk_the-key-that-tests-give-to-admin2")]
    public async Task Unknown_Key_401(string key) => (await Server.With(key).GetAsync("/taxonomy")).Refused(401, "unauthenticated");

    [TestCase("Basic bW1rOg==")]
    [TestCase("mmk_the-key-that-tests-give-to-admin")]
    [TestCase("Bearer")]
    public async Task Other_Scheme_401(string header) =>
        (await Server.Nobody.GetAsync("/taxonomy", ("Authorization", header))).Refused(401, "unauthenticated");

    [TestCase("bearer mmk_the-key-that-tests-give-to-admin")]
    [TestCase("Bearer   mmk_the-key-that-tests-give-to-admin")]
    public async Task Bearer_SpeltOtherwise_Accepted(string header) =>
        (await Server.Nobody.GetAsync("/taxonomy", ("Authorization", header))).Expect(200);

    [Test]
    public async Task Probes_NoKey_Answered()
    {
        (await Server.Nobody.GetAsync("//healthz")).Expect(200);
        (await Server.Nobody.GetAsync("//readyz")).Expect(200);
    }

    [Test]
    public async Task Unknown_Route_401WithoutKey() => (await Server.Nobody.GetAsync("/nothing")).Refused(401, "unauthenticated");

    [Test]
    public async Task Create_Key_SecretShownOnceOnly()
    {
        var created = await Server.CreateKey("organizer");
        var secret = created.Json.Text("key");

        var read = await Admin.GetAsync($"/keys/{created.Id}");
        var listed = await Admin.ListAsync("/keys");

        Assert.That(secret, Does.StartWith("mmk_").And.Length.EqualTo(47));
        Assert.That(read.Json["key"], Is.Null);
        Assert.That(string.Concat(listed.Select(k => k.ToJsonString())), Does.Not.Contain(secret[4..]));
        (await Server.With(secret).GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Revoke_Key_401AtOnceAndAgainIsNoError()
    {
        var created = await Server.CreateKey("organizer");
        var client = Server.With(created.Json.Text("key"));
        (await client.GetAsync("/taxonomy")).Expect(200);

        (await Admin.DeleteAsync($"/keys/{created.Id}")).Expect(204);

        (await client.GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        (await Admin.DeleteAsync($"/keys/{created.Id}")).Expect(204);
        var read = await Admin.GetAsync($"/keys/{created.Id}");
        Assert.That(read.Json["revokedAt"], Is.Not.Null);
        Assert.That(read.ETag, Is.Not.EqualTo(created.ETag));
    }

    [Test]
    public async Task Expiry_Reached_401()
    {
        await using var server = await TestServer.StartAsync();
        var created = await server.Admin.PostAsync("/keys", new JsonObject { ["name"] = "x", ["role"] = "auditor", ["expiresAt"] = "2026-11-20T10:00:10+08:00" });
        var client = server.With(created.Expect(201).Json.Text("key"));
        Assert.That(created.Json.Text("expiresAt"), Is.EqualTo("2026-11-20T02:00:10.000Z"));

        (await client.GetAsync("/taxonomy")).Expect(200);
        server.Clock.Advance(TimeSpan.FromSeconds(10));

        (await client.GetAsync("/taxonomy")).Refused(401, "unauthenticated");
    }

    [Test]
    public async Task Subjects_Several_KeySpeaksForAllOfThem()
    {
        var funds = new[] { (await Admin.CreateFund()).Id, (await Admin.CreateFund()).Id, (await Admin.CreateFund()).Id };
        var client = await Server.As("fund", funds[0], funds[2]);

        Assert.That((await client.ListAsync("/funds")).Select(f => f.Text("id")), Is.EqualTo(Strings.Of(funds[0], funds[2])));
        (await client.GetAsync($"/funds/{funds[2]}/ranking")).Expect(200);
        (await client.GetAsync($"/funds/{funds[1]}")).Refused(404, "not-found");
    }

    [Test]
    public async Task Subject_Single_NamedEitherWay()
    {
        var startup = (await Admin.CreateStartup()).Id;

        var created = await Admin.PostAsync("/keys", new JsonObject { ["name"] = "x", ["role"] = "startup", ["subjectId"] = startup });

        Assert.That(created.Expect(201).Json.Text("subjectId"), Is.EqualTo(startup));
        Assert.That(created.Json.List("subjectIds").Select(s => s.GetValue<string>()), Is.EqualTo(Strings.Of(startup)));
    }

    [TestCase("""{"name":"x"}""", "/role required")]
    [TestCase("""{"name":"x","role":"king"}""", "/role unknown-value")]
    [TestCase("""{"name":"","role":"auditor"}""", "/name required")]
    [TestCase("""{"name":"x","role":"fund"}""", "/subjectId required")]
    [TestCase("""{"name":"x","role":"fund","subjectId":"01920000-0000-7000-8000-000000000001"}""", "/subjectId unknown-reference")]
    [TestCase("""{"name":"x","role":"startup","subjectId":"1"}""", "/subjectId invalid-id")]
    [TestCase("""{"name":"x","role":"auditor","subjectId":"01920000-0000-7000-8000-000000000001"}""", "/subjectId not-allowed")]
    [TestCase("""{"name":"x","role":"auditor","expiresAt":"2026-11-20T02:00:00Z"}""", "/expiresAt wrong-order")]
    [TestCase("""{"name":"x","role":"auditor","key":"mmk_mine"}""", "/key unknown-property")]
    [TestCase("""{"name":"x","role":"fund","subjectIds":["01920000-0000-7000-8000-000000000001"]}""", "/subjectIds/0 unknown-reference")]
    [TestCase("""{"name":"x","role":"organizer","subjectIds":["01920000-0000-7000-8000-000000000001"]}""", "/subjectIds not-allowed")]
    [TestCase("""{"name":"x","role":"fund","subjectIds":["x"]}""", "/subjectIds/0 invalid-id")]
    public async Task Create_InvalidKey_400(string body, string error) => (await Admin.PostAsync("/keys", body)).Invalid(error);

    [Test]
    public async Task Create_OneOfSeveralSubjectsWrong_IsNamedByItsPlace()
    {
        var (fund, startup) = ((await Admin.CreateFund()).Id, (await Admin.CreateStartup()).Id);

        (await Admin.PostAsync("/keys", new JsonObject { ["name"] = "x", ["role"] = "fund", ["subjectIds"] = JsonNodes.Array(fund, startup) }))
            .Invalid("/subjectIds/1 unknown-reference");
        (await Admin.PostAsync("/keys", new JsonObject { ["name"] = "x", ["role"] = "fund", ["subjectIds"] = JsonNodes.Array(fund, fund) }))
            .Invalid("/subjectIds/1 duplicate");
    }

    [Test]
    public async Task Create_FundKeyForAStartup_Refused()
    {
        var startup = (await Admin.CreateStartup()).Id;

        (await Admin.PostAsync("/keys", new JsonObject { ["name"] = "x", ["role"] = "fund", ["subjectId"] = startup })).Invalid("/subjectId unknown-reference");
    }
}
