using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage.Audit;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Crash;

/// <summary>Kills the server while it sends. Every event arrives all the same, in its order; one that arrives again is the same delivery.</summary>
internal sealed class WebhookCrashTests
{
    private const int Kills = 4;

    // A claim of a killed process ends after half a minute.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(120);

    private static readonly Dictionary<string, string?> _settings = new()
    {
        ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey,
        ["MATCHMAKING_WEBHOOK_PRIVATE_TARGETS"] = "true",
    };

    private readonly Random _random = new(20261120);

    [Test]
    public async Task Events_WhileTheServerIsKilled_ArriveAllAndTwiceOnlyAsTheSameDelivery()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async (_, http) =>
        {
            // Long enough to be killed in its midst.
            await Task.Delay(20, http.RequestAborted);
            await Receiver.Status(http, 204);
        };
        var created = new List<string>();
        for (var cycle = 0; cycle <= Kills; cycle++)
        {
            using var server = ServerProcess.Start(folder.Path, _settings);
            using var http = new HttpClient { BaseAddress = await server.Address() };
            var admin = new ApiClient(http, TestServer.AdminKey);
            if (cycle == 0)
                (await admin.PostAsync("/webhooks", Bodies.Webhook(url: receiver.Url).With("events", JsonNodes.Array("startup.created")))).Expect(201);
            if (cycle < Kills)
            {
                for (var n = 0; n < 40; n++)
                    created.Add((await admin.CreateStartup(Bodies.Startup($"Startup {cycle}-{n}"))).Id);
                await Task.Delay(_random.Next(1_000, 2_000));
                await server.Kill();
                continue;
            }

            for (var waited = TimeSpan.Zero; waited < _patience && Arrived(receiver).Count < created.Count; waited += TimeSpan.FromMilliseconds(200))
                await Task.Delay(200);
            var state = await CrashState.Read(new Settings(folder.Path, Demo: false, null, ""));
            Assert.That((state.Audit.Damage, state.Dangling), Is.EqualTo(((AuditDamage?)null, 0)));
            Assert.That(state.Integrity, Is.EqualTo(Strings.Of("ok")));
            await server.Kill();
        }

        Assert.That(Arrived(receiver), Is.EqualTo(created), "each, in the order in which they were made");
        Assert.That(receiver.Calls.GroupBy(c => c.EventId).Select(g => g.Select(c => c.Delivery).Distinct().Count()), Has.All.EqualTo(1));
        Assert.That(receiver.Calls, Has.Count.InRange(created.Count, created.Count + Kills), "at most the one under way at each kill comes again");
    }

    /// <summary>What came, each once, in the order in which it came first.</summary>
    private static List<string> Arrived(Receiver receiver) => [.. receiver.Calls.Select(c => c.Event["resource"]!.Text("id")).Distinct()];
}
