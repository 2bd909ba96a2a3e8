using System.Text.Json.Nodes;
using Matchmaking.Tests.Conventions;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api;

/// <summary><c>Idempotency-Key</c>: one effect a key, and the same answer again.</summary>
internal sealed class IdempotencyTests : ApiFixture
{
    private const string Header = "Idempotency-Key";

    private int _number;

    [Test]
    public async Task Post_Again_AnswersTheSameWithoutASecondEffect()
    {
        var key = NewKey();
        var first = (await Admin.PostAsync("/startups", Bodies.Startup("Once"), key)).Expect(201);
        var again = (await Admin.PostAsync("/startups", Bodies.Startup("Once"), key)).Expect(201);

        Assert.That(again.Bytes, Is.EqualTo(first.Bytes));
        Assert.That(again.ETag, Is.EqualTo(first.ETag));
        Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location));
        Assert.That(again.MediaType, Is.EqualTo(first.MediaType));
        Assert.That(again.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo((string[])["true"]));
        Assert.That(first.Headers.Contains("Idempotency-Replayed"), Is.False);
        Assert.That((await Admin.ListAsync("/startups")).Count(s => s.Text("name") == "Once"), Is.EqualTo(1));
    }

    [Test]
    public async Task Post_AgainAfterTheThingChanged_StillAnswersAsThen()
    {
        var key = NewKey();
        var first = (await Admin.PostAsync("/startups", Bodies.Startup("Then"), key)).Expect(201);
        await Admin.ChangeAsync($"/startups/{first.Id}", new JsonObject { ["name"] = "Now" });

        Assert.That((await Admin.PostAsync("/startups", Bodies.Startup("Then"), key)).Json.Text("name"), Is.EqualTo("Then"));
    }

    [Test]
    public async Task Post_AnotherBodyOrTarget_422()
    {
        var key = NewKey();
        (await Admin.PostAsync("/startups", Bodies.Startup("A"), key)).Expect(201);

        (await Admin.PostAsync("/startups", Bodies.Startup("B"), key)).Refused(422, "idempotency-key-reused");
        (await Admin.PostAsync("/startups?override=uscc", Bodies.Startup("A"), key)).Refused(422, "idempotency-key-reused");
        (await Admin.PostAsync("/funds", Bodies.Fund(), key)).Refused(422, "idempotency-key-reused");
    }

    [Test]
    public async Task Post_Refused_LeavesTheKeyFree()
    {
        var key = NewKey();
        (await Admin.PostAsync("/startups", Bodies.Startup(""), key)).Expect(400);

        var mended = await Admin.PostAsync("/startups", Bodies.Startup("Mended"), key);

        Assert.That(mended.Expect(201).Headers.Contains("Idempotency-Replayed"), Is.False);
    }

    [Test]
    public async Task Post_SameKeyOfAnotherCaller_IsAnother()
    {
        var key = NewKey();
        var first = (await Admin.PostAsync("/startups", Bodies.Startup("Mine"), key)).Expect(201);

        var other = (await (await Server.As("organizer")).PostAsync("/startups", Bodies.Startup("Mine"), key)).Expect(201);

        Assert.That(other.Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public async Task Post_ADayLater_IsNew()
    {
        var key = NewKey();
        var first = (await Admin.PostAsync("/startups", Bodies.Startup("Daily"), key)).Expect(201);
        Server.Clock.Advance(TimeSpan.FromHours(23.9));
        Assert.That((await Admin.PostAsync("/startups", Bodies.Startup("Daily"), key)).Id, Is.EqualTo(first.Id));

        Server.Clock.Advance(TimeSpan.FromHours(0.2));

        Assert.That((await Admin.PostAsync("/startups", Bodies.Startup("Tomorrow"), key)).Expect(201).Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public async Task PostKeys_Again_DoesNotShowTheSecretAgain()
    {
        var key = NewKey();
        var body = new JsonObject { ["name"] = "auditor", ["role"] = "auditor" };
        var first = (await Admin.PostAsync("/keys", body, key)).Expect(201);

        var again = (await Admin.PostAsync("/keys", body, key)).Expect(201);

        Assert.That(first.Json.Text("key"), Does.StartWith("mmk_"));
        Assert.That(again.Id, Is.EqualTo(first.Id));
        Assert.That(again.Json.AsObject().ContainsKey("key") && again.Json["key"] is null);
    }

    [TestCase("")]
    [TestCase("with space")]
    [TestCase("256")]
    public async Task Post_UnusableKey_400(string key) =>
        (await Admin.PostAsync("/startups", Bodies.Startup(), (Header, key == "256" ? new string('k', 256) : key)))
            .Invalid("Idempotency-Key invalid-idempotency-key");

    [Test]
    public async Task Get_WithAKey_IgnoresIt()
    {
        var key = NewKey();
        (await Admin.GetAsync("/startups", key)).Expect(200);

        (await Admin.PostAsync("/startups", Bodies.Startup("After a read"), key)).Expect(201);
    }

    /// <summary>Retries that overtake each other: one effect, and everybody hears of it or is told to wait.</summary>
    [Test]
    public async Task Post_ManyAtOnce_OneEffectEach()
    {
        const int Keys = 60;
        const int Tries = 8;
        var answers = await Task.WhenAll(
            from n in Enumerable.Range(0, Keys)
            from _ in Enumerable.Range(0, Tries)
            select Admin.PostAsync("/startups", Bodies.Startup($"race {n}"), (Header, $"race-{n}")));

        Assert.That(answers.Select(a => a.Status), Has.All.AnyOf(201, 409));
        Assert.That(answers.Where(a => a.Status == 409).Select(a => a.Code), Has.All.EqualTo("idempotency-key-in-use"));
        Assert.That(answers.Where(a => a.Status == 201).Select(a => a.Id).Distinct().Count(), Is.EqualTo(Keys));
        Assert.That((await Admin.ListAsync("/startups")).Count(s => s.Text("name").StartsWith("race ", StringComparison.Ordinal)), Is.EqualTo(Keys));
    }

    /// <summary>Every POST that succeeds is replayed; found by reflection, so that a new one cannot forget it.</summary>
    [Test]
    public async Task EveryPost_Again_IsReplayed()
    {
        var world = await World.Create(Server);
        var posts = EndpointCase.Of(Server).Where(e => e.Method == HttpMethod.Post).ToList();
        var bodies = await PostBodies.Of(Server, world);
        Assert.That(posts.Select(p => p.Name), Is.EquivalentTo(bodies.Keys), "a POST without a body to try it with, or the reverse");

        foreach (var post in posts)
        {
            var (path, body) = bodies[post.Name!];
            var key = NewKey();
            var first = await Admin.SendAsync(HttpMethod.Post, path, body, post.Body?.MediaType ?? ApiClient.Json, key);
            var again = await Admin.SendAsync(HttpMethod.Post, path, body, post.Body?.MediaType ?? ApiClient.Json, key);

            Assert.That(first.Status, Is.InRange(200, 299), $"{post}: {first.Text}");
            Assert.That(again.Status, Is.EqualTo(first.Status), $"{post}: {again.Text}");
            Assert.That(again.Headers.Contains("Idempotency-Replayed"), $"{post}");
        }
    }

    private (string, string) NewKey() => (Header, $"key-{_number++}");
}
