using System.Text.Json.Nodes;
using Matchmaking.Api.Auth;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Storage.Keys;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary>What becomes of a key: changed, rotated, used, replaced by a setting.</summary>
internal sealed class KeyLifeTests
{
    private TestServer _server = null!;

    private ApiClient Admin => _server.Admin;

    [SetUp]
    public async Task StartServer() => _server = await TestServer.StartAsync();

    [TearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [Test]
    public async Task Rotate_WithoutOverlap_NewSecretWorksAndTheOldOneNoLonger()
    {
        var created = await _server.CreateKey("auditor");
        var before = _server.With(created.Json.Text("key"));

        var rotated = (await Admin.PostAsync($"/keys/{created.Id}/rotate")).Expect(200);

        Assert.That(rotated.Id, Is.EqualTo(created.Id));
        Assert.That(rotated.Json.Text("key"), Does.StartWith("mmk_").And.Not.EqualTo(before.Key));
        Assert.That(rotated.Json["previousSecretUntil"], Is.Null);
        Assert.That(rotated.ETag, Is.Not.EqualTo(created.ETag));
        Assert.That(rotated.Headers.CacheControl!.NoStore);
        (await before.GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        (await _server.With(rotated.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
        Assert.That((await Admin.GetAsync($"/keys/{created.Id}")).Json["key"], Is.Null);
    }

    [Test]
    public async Task Rotate_WithOverlap_OldSecretWorksUntilItEnds()
    {
        var created = await _server.CreateKey("auditor");
        var before = _server.With(created.Json.Text("key"));

        var rotated = (await Admin.PostAsync($"/keys/{created.Id}/rotate", """{"overlapMinutes":10}""")).Expect(200);

        Assert.That(rotated.Json.Text("previousSecretUntil"), Is.EqualTo("2026-11-20T02:10:00.000Z"));
        _server.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        (await before.GetAsync("/taxonomy")).Expect(200);
        _server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await before.GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        (await _server.With(rotated.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Rotate_AgainWithTheSameIdempotencyKey_ShowsNoSecretAndRotatesOnce()
    {
        var created = await _server.CreateKey("auditor");
        var idempotency = ("Idempotency-Key", "rotate-once");
        var first = (await Admin.PostAsync($"/keys/{created.Id}/rotate", null, idempotency)).Expect(200);

        var again = (await Admin.PostAsync($"/keys/{created.Id}/rotate", null, idempotency)).Expect(200);

        Assert.That(again.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(Strings.Of("true")));
        Assert.That(again.Json["key"], Is.Null);
        Assert.That(again.ETag, Is.EqualTo(first.ETag));
        (await _server.With(first.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Audit_OfAKeysLife_TellsItsChangesAndNoSecretAndNoUse()
    {
        var created = await _server.CreateKey("auditor");
        (await Admin.PatchAsync($"/keys/{created.Id}", """{"name":"other"}""", created.ETag)).Expect(200);
        var rotated = (await Admin.PostAsync($"/keys/{created.Id}/rotate", """{"overlapMinutes":5}""")).Expect(200);
        (await _server.With(rotated.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
        await _server.Services.GetRequiredService<KeyUses>().Write(CancellationToken.None);
        (await Admin.DeleteAsync($"/keys/{created.Id}")).Expect(204);

        var rows = await Admin.ListAsync($"/audit?resource=key&resourceId={created.Id}");

        Assert.That(rows.Select(r => r.Text("action")), Is.EqualTo(Strings.Of("created", "changed", "changed", "changed")));
        var text = string.Concat(rows.Select(r => r.ToJsonString()));
        foreach (var secret in (string[])[created.Json.Text("key"), rotated.Json.Text("key")])
            Assert.That(text, Does.Not.Contain(secret).And.Not.Contain(KeySecret.Hash(secret)));
    }

    [Test]
    public async Task Revoke_WithinTheOverlap_EndsBothSecrets()
    {
        var created = await _server.CreateKey("auditor");
        var rotated = (await Admin.PostAsync($"/keys/{created.Id}/rotate", """{"overlapMinutes":10}""")).Expect(200);

        (await Admin.DeleteAsync($"/keys/{created.Id}")).Expect(204);

        (await _server.With(created.Json.Text("key")).GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        (await _server.With(rotated.Json.Text("key")).GetAsync("/taxonomy")).Refused(401, "unauthenticated");
    }

    [TestCase("""{"overlapMinutes":-1}""", "/overlapMinutes out-of-range")]
    [TestCase("""{"overlapMinutes":10081}""", "/overlapMinutes out-of-range")] // a week and a minute
    [TestCase("""{"overlapMinutes":1.5}""", "/overlapMinutes wrong-type")]
    [TestCase("""{"overlapMinutes":null}""", "/overlapMinutes wrong-type")]
    [TestCase("""{"key":"mmk_mine"}""", "/key unknown-property")]
    public async Task Rotate_InvalidBody_400AndTheSecretStays(string body, string error)
    {
        var created = await _server.CreateKey("auditor");

        (await Admin.PostAsync($"/keys/{created.Id}/rotate", body)).Invalid(error);

        (await _server.With(created.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Rotate_RevokedOrExpired_409()
    {
        var revoked = await _server.CreateKey("auditor");
        (await Admin.DeleteAsync($"/keys/{revoked.Id}")).Expect(204);
        var expired = await CreateUntil("2026-11-20T02:00:10Z");
        _server.Clock.Advance(TimeSpan.FromSeconds(10));

        (await Admin.PostAsync($"/keys/{revoked.Id}/rotate")).Refused(409, "key-not-usable");
        var refused = (await Admin.PostAsync($"/keys/{expired.Id}/rotate")).Refused(409, "key-not-usable");
        Assert.That(refused.Json.Text("detail"), Does.Contain("expired"));
    }

    [Test]
    public async Task Patch_NameAndExpiry_ChangedUnderTheVersionAlone()
    {
        var created = await _server.CreateKey("auditor");
        var path = $"/keys/{created.Id}";

        var changed = (await Admin.PatchAsync(path, """{"name":"审计","expiresAt":"2026-11-20T02:01:00Z"}""", created.ETag)).Expect(200);

        Assert.That((changed.Json.Text("name"), changed.Json.Text("expiresAt")), Is.EqualTo(("审计", "2026-11-20T02:01:00.000Z")));
        (await Admin.PatchAsync(path, """{"name":"late"}""", created.ETag)).Refused(412, "precondition-failed");
        (await Admin.PatchAsync(path, """{"name":"none"}""", null)).Refused(428, "precondition-required");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _server.With(created.Json.Text("key")).GetAsync("/taxonomy")).Refused(401, "unauthenticated");

        // More time brings an expired key back, and renaming one does not ask for a new expiry.
        var renamed = (await Admin.PatchAsync(path, """{"name":"again"}""", changed.ETag)).Expect(200);
        (await Admin.PatchAsync(path, """{"expiresAt":null}""", renamed.ETag)).Expect(200);
        (await _server.With(created.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Put_Whole_LeavesOutTheExpiry()
    {
        var created = await CreateUntil("2027-01-01T00:00:00Z");

        var replaced = (await Admin.PutAsync($"/keys/{created.Id}", """{"name":"other"}""", created.ETag)).Expect(200);

        Assert.That(replaced.Json.Text("name"), Is.EqualTo("other"));
        Assert.That(replaced.Json["expiresAt"], Is.Null);
        Assert.That(replaced.Json.Text("role"), Is.EqualTo("auditor"));
    }

    [TestCase("""{"role":"admin"}""", "/role unknown-property")]
    [TestCase("""{"subjectIds":[]}""", "/subjectIds unknown-property")]
    [TestCase("""{"name":" "}""", "/name required")]
    [TestCase("""{"name":null}""", "/name required")]
    [TestCase("""{"expiresAt":"2026-11-20T02:00:00Z"}""", "/expiresAt wrong-order")] // now
    public async Task Patch_Invalid_400(string body, string error)
    {
        var created = await _server.CreateKey("auditor");

        (await Admin.PatchAsync($"/keys/{created.Id}", body, created.ETag)).Invalid(error);
    }

    [Test]
    public async Task Patch_RevokedKey_409()
    {
        var created = await _server.CreateKey("auditor");
        (await Admin.DeleteAsync($"/keys/{created.Id}")).Expect(204);

        (await Admin.PatchAsync($"/keys/{created.Id}", """{"expiresAt":null}""", "*")).Refused(409, "key-not-usable");
    }

    [Test]
    public async Task List_Filters_ByRoleSubjectAndStatus()
    {
        var fund = (await Admin.CreateFund()).Id;
        var other = (await Admin.CreateFund()).Id;
        var of = (await _server.CreateKey("fund", fund)).Id;
        var both = (await _server.CreateKey("fund", other, fund)).Id;
        var revoked = (await _server.CreateKey("fund", other)).Id;
        (await Admin.DeleteAsync($"/keys/{revoked}")).Expect(204);
        var expired = (await CreateUntil("2026-11-20T02:00:10Z")).Id;
        _server.Clock.Advance(TimeSpan.FromSeconds(10));
        async Task<IEnumerable<string>> Ids(string query) => (await Admin.ListAsync("/keys?" + query, limit: 1)).Select(k => k.Text("id"));

        Assert.That(await Ids("subjectId=" + fund), Is.EqualTo(Strings.Of(of, both)));
        Assert.That(await Ids("role=fund&status=active"), Is.EqualTo(Strings.Of(of, both)));
        Assert.That(await Ids("status=revoked"), Is.EqualTo(Strings.Of(revoked)));
        Assert.That(await Ids("status=expired"), Is.EqualTo(Strings.Of(expired)));
        (await Admin.GetAsync("/keys?status=asleep")).Invalid("?status unknown-value");
        (await Admin.GetAsync("/keys?subjectId=x")).Invalid("?subjectId invalid-id");
    }

    [Test]
    public async Task LastUsedAt_UsedKey_ShownAtOnceWrittenTogetherAndNeverBack()
    {
        var created = await _server.CreateKey("auditor");
        var client = _server.With(created.Json.Text("key"));
        Assert.That(created.Json["lastUsedAt"], Is.Null);
        _server.Clock.Advance(TimeSpan.FromMinutes(5));
        (await client.GetAsync("/taxonomy")).Expect(200);

        Assert.That((await Read(created.Id)).Text("lastUsedAt"), Is.EqualTo("2026-11-20T02:05:00.000Z"));
        Assert.That(await Stored(created.Guid), Is.Null, "no write for a request");
        await _server.Services.GetRequiredService<KeyUses>().Write(CancellationToken.None);
        Assert.That(await Stored(created.Guid), Is.EqualTo(TestServer.Start.AddMinutes(5)));

        _server.Clock.Advance(-TimeSpan.FromMinutes(3));
        (await client.GetAsync("/taxonomy")).Expect(200);
        Assert.That((await Read(created.Id)).Text("lastUsedAt"), Is.EqualTo("2026-11-20T02:05:00.000Z"));
        await _server.Services.GetRequiredService<KeyUses>().Write(CancellationToken.None);
        Assert.That(await Stored(created.Guid), Is.EqualTo(TestServer.Start.AddMinutes(5)));
        Assert.That((await Admin.GetAsync($"/keys/{created.Id}")).ETag, Is.EqualTo(created.ETag), "being used is no change");
    }

    [Test]
    public async Task LastUsedAt_ProgramStops_IsWritten()
    {
        var created = await _server.CreateKey("auditor");
        (await _server.With(created.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);

        await _server.Services.GetServices<IHostedService>().OfType<KeyUseWriter>().Single().StopAsync(CancellationToken.None);

        Assert.That(await Stored(created.Guid), Is.EqualTo(TestServer.Start));
    }

    [Test]
    public async Task Setting_Changed_ReplacesItsKeyAndNoOtherOfThatName()
    {
        var named = (await Admin.PostAsync("/keys", new JsonObject { ["name"] = AdminKeys.FromSettingName, ["role"] = "auditor" })).Expect(201);
        var fromSetting = (await Admin.ListAsync("/keys?role=admin")).Single();
        (await Admin.PostAsync($"/keys/{fromSetting.Text("id")}/rotate")).Refused(409, "key-from-setting");

        await Ensure("mmk_another-key-that-the-setting-holds");

        (await Admin.GetAsync("/taxonomy")).Refused(401, "unauthenticated");
        (await _server.With("mmk_another-key-that-the-setting-holds").GetAsync("/keys")).Expect(200);
        (await _server.With(named.Json.Text("key")).GetAsync("/taxonomy")).Expect(200);
        Assert.That(() => Ensure(TestServer.AdminKey), Throws.TypeOf<SettingsException>(), "a revoked key does not come back");
    }

    private Task<string?> Ensure(string adminKey) => AdminKeys.Ensure(
        _server.Services.GetRequiredService<IDatabase>(), new Settings("unused", Demo: false, adminKey, "http://127.0.0.1:0"), newDatabase: false,
        _server.Services.GetRequiredService<Surroundings>(), CancellationToken.None);

    private async Task<Answer> CreateUntil(string expiresAt) =>
        (await Admin.PostAsync("/keys", new JsonObject { ["name"] = "x", ["role"] = "auditor", ["expiresAt"] = expiresAt })).Expect(201);

    private async Task<JsonNode> Read(string key) => (await Admin.GetAsync($"/keys/{key}")).Expect(200).Json;

    private async Task<DateTimeOffset?> Stored(Guid key) =>
        (await _server.Services.GetRequiredService<IDatabase>().Read(db => KeyStore.Find(db, new(key)), CancellationToken.None))!.LastUsedAt;
}
