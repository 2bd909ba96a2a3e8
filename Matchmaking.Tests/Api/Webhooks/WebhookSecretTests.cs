using System.Text;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Webhooks;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Webhooks;

/// <summary>Secrets of webhooks: shown once, kept encrypted, rotated with an overlap, in no record.</summary>
internal sealed class WebhookSecretTests : WebhookFixture
{
    [Test]
    public async Task Secret_AfterCreation_IsShownNowhereAndStoredNowhereInTheClear()
    {
        var created = (await Admin.PostAsync("/webhooks", Bodies.Webhook(url: Receiver.Url), ("Idempotency-Key", "once"))).Expect(201);
        var secret = created.Json.Text("secret");
        var rotated = (await Admin.PostAsync($"/webhooks/{created.Id}/rotate-secret", null, ("Idempotency-Key", "twice"))).Expect(200).Json.Text("secret");
        Assert.That(secret, Does.Match("^whsec_[\\w-]{43}$"));
        Assert.That(rotated, Does.Match("^whsec_[\\w-]{43}$").And.Not.EqualTo(secret));
        Assert.That(created.Headers.CacheControl!.NoStore);

        var again = (await Admin.PostAsync("/webhooks", Bodies.Webhook(url: Receiver.Url), ("Idempotency-Key", "once"))).Expect(201);
        Assert.That(again.Json["secret"], Is.Null);
        Assert.That((await Admin.PostAsync($"/webhooks/{created.Id}/rotate-secret", null, ("Idempotency-Key", "twice"))).Expect(200).Json["secret"], Is.Null);
        Assert.That((await Admin.GetAsync($"/webhooks/{created.Id}")).Json["secret"], Is.Null);
        await RunOnce();
        var folder = await Server.StopAsync();
        foreach (var file in folder.GetFiles())
        {
            var text = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file.FullName));
            Assert.That(text, Does.Not.Contain(secret).And.Not.Contain(rotated), file.Name);
        }

        Server = await StartServer(folder);
    }

    [Test]
    public async Task Address_OfAWebhook_IsInNoAuditRowAndNoEvent()
    {
        var hook = await CreateHook(Admin);
        await Admin.ChangeAsync($"/webhooks/{hook.Id}", new() { ["name"] = "Renamed" });
        (await Admin.PostAsync($"/webhooks/{hook.Id}/rotate-secret")).Expect(200);
        (await Admin.PostAsync($"/webhooks/{hook.Id}/test")).Expect(201);
        await RunOnce();

        var rows = await Admin.ListAsync("/audit");
        var told = string.Concat(rows.Select(r => r.ToJsonString())) + (await Admin.GetAsync("/events?limit=200")).Text + string.Concat(Receiver.Calls.Select(c => Encoding.UTF8.GetString(c.Body)));
        Assert.That(told, Does.Contain(new Uri(Receiver.Url).GetLeftPart(UriPartial.Authority)), "the host is told");
        Assert.That(told, Does.Not.Contain("secret-of-the-address").And.Not.Contain(hook.Secret));
        Assert.That(rows.Count(r => r.Text("resourceId") == hook.Id), Is.EqualTo(3));
        Assert.That(Receiver.Calls.Select(c => c.Type), Is.SupersetOf(Strings.Of("webhook.changed", "webhook.rotated", "webhook.test")).And.None.EqualTo("webhook.created"), "no secret is known when it is made");
    }

    [Test]
    public async Task Rotation_ForADay_SignsWithBothAndThenWithTheNewAlone()
    {
        var hook = await CreateHook(Admin, "startup.created");
        var rotated = (await Admin.PostAsync($"/webhooks/{hook.Id}/rotate-secret")).Expect(200).Json.Text("secret");

        await Happen();
        await RunOnce();
        Server.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await Happen();
        await RunOnce();
        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Happen();
        await RunOnce();

        Assert.That(Receiver.Calls.Select(c => (c.IsSignedWith(hook.Secret), c.IsSignedWith(rotated), c.Signatures)), Is.EqualTo(new[] { (true, true, 2), (true, true, 2), (false, true, 1) }));
    }

    [Test]
    public async Task Rotation_WithOldETag_ChangesIt()
    {
        var hook = await CreateHook(Admin);
        var before = (await Admin.GetAsync($"/webhooks/{hook.Id}")).ETag;

        var rotated = (await Admin.PostAsync($"/webhooks/{hook.Id}/rotate-secret")).Expect(200);

        Assert.That(rotated.ETag, Is.Not.EqualTo(before));
        Assert.That((await Admin.GetAsync($"/webhooks/{hook.Id}")).ETag, Is.EqualTo(rotated.ETag));
    }

    [Test]
    public async Task KeyFile_OfTheDataFolder_IsMadeWhenNeededForItsOwnerAlone()
    {
        var path = Path.Combine(Server.Folder, SecretKeyFile.Name);
        Assert.That(File.Exists(path), Is.False);

        var hook = await CreateHook(Admin, "startup.created");

        Assert.That(Convert.FromBase64String((await File.ReadAllTextAsync(path)).Trim()), Has.Length.EqualTo(32));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await Restart();
        await Happen();
        await RunOnce();
        Assert.That(Receiver.Calls.Single().IsSignedWith(hook.Secret));
    }

    [Test]
    public async Task KeyOfAnotherInstallation_OpensNoSecret_AndARotationMendsIt()
    {
        var hook = await CreateHook(Admin, "startup.created");
        await Restart(s => s with { SecretKey = SecretKeySetting.From(Convert.ToBase64String(new byte[32]), null) });
        await Happen();

        await RunOnce();
        Assert.That(Receiver.Calls, Is.Empty);
        Assert.That((await Deliveries(hook)).Single().List("attempts").Single().Text("error"), Is.EqualTo("secret-unreadable"));

        var rotated = (await Admin.PostAsync($"/webhooks/{hook.Id}/rotate-secret")).Expect(200).Json.Text("secret");
        Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunOnce();
        Assert.That(Receiver.Calls.Single().IsSignedWith(rotated));
    }

    [Test]
    public async Task NoKeyAndNoFolder_Creation_IsRefusedWithTheNameOfTheSetting()
    {
        await Restart(s => s with { SecretKey = new SecretKeySetting(null, null) });

        var refused = (await Admin.PostAsync("/webhooks", Bodies.Webhook(url: Receiver.Url))).Refused(409, "secret-key-missing");

        Assert.That(refused.Json.Text("detail"), Does.Contain("MATCHMAKING_SECRET_KEY"));
        Assert.That(await Admin.ListAsync("/webhooks"), Is.Empty);
    }

    [Test]
    public void Box_OfOneOwner_OpensForNoOther()
    {
        var box = new SecretBox(new SecretKeySetting(new byte[32], null));
        var (owner, other) = (Guid.Parse("0197a000-0000-7000-8000-000000000001"), Guid.Parse("0197a000-0000-7000-8000-000000000002"));
        var closed = box.Close("whsec_x", owner).Value;

        Assert.That(box.Open(closed, owner), Is.EqualTo("whsec_x"));
        Assert.That(box.Open(closed, other), Is.Null);
        Assert.That(box.Close("whsec_x", owner).Value, Is.Not.EqualTo(closed), "never the same bytes twice");
        for (var i = 0; i < closed.Length; i++)
        {
            var changed = (byte[])closed.Clone();
            changed[i] ^= 1;
            Assert.That(box.Open(changed, owner), Is.Null, $"byte {i}");
        }

        Assert.That(box.Open([], owner), Is.Null);
    }

    [Test]
    public async Task KeyFile_Damaged_IsNotReplaced()
    {
        await File.WriteAllTextAsync(Path.Combine(Server.Folder, SecretKeyFile.Name), "not a key");

        Assert.That(() => Server.Services.GetRequiredService<SecretBox>().Close("x", Guid.Empty), Throws.TypeOf<InvalidDataException>());
    }
}
