using System.Text.Json.Nodes;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Concurrency;

/// <summary>Writers who have read the same version of a thing: the first one wins, everybody else is told that it was changed.</summary>
internal sealed class ETagRaceTests : ApiFixture
{
    private const int Writers = 8;
    private const int Rounds = 40;

    private World _world = null!;

    protected override async Task Arrange() => _world = await World.Create(Server);

    [TestCase("startup", "name")]
    [TestCase("request", "title")]
    [TestCase("fund", "name")]
    [TestCase("position", "name")]
    [TestCase("session", "venue")]
    [TestCase("registration", "contact")]
    public async Task Change_SameVersion_OneWinner(string kind, string field)
    {
        var path = PathOf(kind);
        for (var round = 0; round < Rounds; round++)
        {
            var before = (await Admin.GetAsync(path)).Expect(200);
            var whole = Whole(before);

            var answers = await Race(writer =>
            {
                var value = $"{round} of {writer}";
                return writer % 2 == 0
                    ? Admin.PatchAsync(path, new JsonObject { [field] = value }, before.ETag)
                    : Admin.PutAsync(path, ((JsonObject)whole.DeepClone()).With(field, value), before.ETag);
            });

            var winner = OneWinner(answers, 200);
            var after = await Admin.GetAsync(path);
            Assert.That(after.Text, Is.EqualTo(winner.Text));
            Assert.That(after.ETag, Is.EqualTo(winner.ETag).And.Not.EqualTo(before.ETag));
        }
    }

    [Test]
    public async Task Preference_SameVersion_OneWinner()
    {
        var path = $"/sessions/{_world.SessionId}/preferences/{_world.PreferenceId}";
        for (var round = 0; round < Rounds; round++)
        {
            var before = (await Admin.GetAsync(path)).Expect(200);

            var answers = await Race(writer => Admin.PatchAsync(path, new JsonObject { ["value"] = writer % 2 == 0 ? "want" : "avoid" }, before.ETag));

            OneWinner(answers, 200);
        }
    }

    /// <summary>Deleting is a change like another; who comes after it finds nothing any more.</summary>
    [Test]
    public async Task Delete_AgainstChanges_OneWinner()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var startup = await Admin.CreateStartup();
            var path = $"/startups/{startup.Id}";

            var answers = await Race(writer => writer % 2 == 0
                ? Admin.DeleteAsync(path, startup.ETag)
                : Admin.PatchAsync(path, new JsonObject { ["teamSize"] = writer }, startup.ETag));

            var winner = answers.Single(a => a.Status < 300);
            var deleted = winner.Status == 204;
            Assert.That(answers.Where(a => a != winner).Select(a => a.Status), Has.All.EqualTo(deleted ? 404 : 412));
            (await Admin.GetAsync(path)).Expect(deleted ? 404 : 200);
        }
    }

    private static async Task<Answer[]> Race(Func<int, Task<Answer>> write) =>
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => write(writer))));

    private static Answer OneWinner(IReadOnlyList<Answer> answers, int status)
    {
        Assert.That(answers.Count(a => a.Status == status), Is.EqualTo(1), string.Join('\n', answers.Select(a => a.Text)));
        foreach (var late in answers.Where(a => a.Status != status))
            late.Refused(412, "precondition-failed");
        return answers.Single(a => a.Status == status);
    }

    private string PathOf(string kind) => kind switch
    {
        "startup" => $"/startups/{_world.Startup.StartupId}",
        "request" => $"/financing-requests/{_world.Startup.RequestId}",
        "fund" => $"/funds/{_world.Fund.FundId}",
        "position" => $"/funds/{_world.Fund.FundId}/positions/{_world.PositionId}",
        "session" => $"/sessions/{_world.SessionId}",
        _ => $"/sessions/{_world.SessionId}/registrations/{_world.Fund.RegistrationId}",
    };

    /// <summary>What was read, as a body of PUT: without what the server adds.</summary>
    private static JsonObject Whole(Answer read)
    {
        var body = (JsonObject)read.Json.DeepClone();
        foreach (var name in Strings.Of("id", "createdAt", "updatedAt", "fundId", "sessionId", "valuations", "voidedReason"))
            body.Remove(name);
        return body;
    }
}
