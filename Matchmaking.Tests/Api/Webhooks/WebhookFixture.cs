using System.Text.Json.Nodes;
using Matchmaking.Api.Setup;
using Matchmaking.Api.Webhooks;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Webhooks;

/// <summary>A server that may call this machine, and a receiver; each test has both for itself.</summary>
internal abstract class WebhookFixture
{
    /// <summary>Of an attempt; short, for the receivers that hang.</summary>
    protected static readonly TimeSpan AttemptTime = TimeSpan.FromSeconds(1);

    protected TestServer Server { get; set; } = null!;

    protected Receiver Receiver { get; private set; } = null!;

    protected ApiClient Admin => Server.Admin;

    [SetUp]
    public async Task Start()
    {
        Receiver = await Receiver.StartAsync();
        Server = await StartServer();
    }

    [TearDown]
    public async Task Stop()
    {
        await Server.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    protected static Task<TestServer> StartServer(DirectoryInfo? folder = null, Func<Settings, Settings>? change = null) => TestServer.StartAsync(
        folder: folder, change: s => (change?.Invoke(s) ?? s) with { Webhooks = new WebhookSettings(PrivateTargets: true) { AttemptTime = AttemptTime } });

    /// <summary>Stops the server and starts another on its data.</summary>
    protected async Task Restart(Func<Settings, Settings>? change = null)
    {
        var at = Server.Clock.GetUtcNow();
        Server = await StartServer(await Server.StopAsync(), change);
        Server.Clock.Advance(at - Server.Clock.GetUtcNow());
    }

    /// <summary>A webhook to the receiver.</summary>
    protected async Task<Hook> CreateHook(ApiClient client, params string[] events)
    {
        var created = (await client.PostAsync("/webhooks", Bodies.Webhook(url: Receiver.Url).With("events", JsonNodes.Array(events.Select(e => (JsonNode?)e))))).Expect(201);
        return new Hook(created.Id, created.Json.Text("secret"));
    }

    /// <summary>One step of the background work, to the end of what it began.</summary>
    protected Task<int> RunOnce() => Server.Services.GetRequiredService<WebhookDispatcher>().RunOnce(CancellationToken.None);

    protected async Task<IReadOnlyList<JsonNode>> Deliveries(Hook hook, string query = "") => await Admin.ListAsync($"/webhooks/{hook.Id}/deliveries{query}");

    /// <summary>Makes one event: a startup is created.</summary>
    protected async Task<string> Happen(string name = "Startup") => (await Admin.CreateStartup(Bodies.Startup(name))).Id;

    protected sealed record Hook(string Id, string Secret);
}
