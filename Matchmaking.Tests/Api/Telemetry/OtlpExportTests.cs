using System.Diagnostics;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Telemetry;

/// <summary>Metrics and traces at a collector: sent when one is set, never holding what callers sent, never in the way of the end.</summary>
internal sealed class OtlpExportTests
{
    private const string Name = "Longwei-Aerospace";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Export_CollectorSet_GetsMetricsAndTracesWithoutWhatWasSent()
    {
        await using var collector = await Collector.Start();
        string fund;
        using (var server = Serve(collector))
        {
            using var http = new HttpClient { BaseAddress = await server.Address() };
            var client = new ApiClient(http, TestServer.AdminKey);
            fund = (await client.CreateFund(Bodies.Fund(Name))).Id;
            (await client.GetAsync($"/funds/{fund}/ranking?asOf=2026-11-20")).Expect(200);
            (await client.GetAsync($"/{Name}?q={Name}")).Expect(404);
            await End(server);
        }

        Assert.That(collector.Paths, Is.EquivalentTo((string[])["/v1/metrics", "/v1/traces"]));
        var (metrics, traces) = (collector.Sent("/v1/metrics"), collector.Sent("/v1/traces"));
        foreach (var name in (string[])["http.server.request.duration", "kestrel.active_connections", "dotnet.gc.collections", "matchmaking.storage.writes", "matchmaking.storage.commit.duration", "matchmaking.ranking.duration", "matchmaking-of-a-test"])
            Assert.That(metrics, Does.Contain(name));
        Assert.That(traces, Does.Contain("GET /v1/funds/{fundId}/ranking").And.Contain("matchmaking-of-a-test"));
        foreach (var secret in (string[])[Name, TestServer.AdminKey, fund, "asOf=", "2026-11-20"])
            Assert.That(metrics + traces, Does.Not.Contain(secret));
    }

    [Test]
    public async Task Export_CollectorThatNeverAnswers_DoesNotHoldUpTheEnd()
    {
        await using var collector = await Collector.Start(answers: false);
        using var server = Serve(collector);
        using var http = new HttpClient { BaseAddress = await server.Address() };
        (await http.GetAsync("/readyz")).EnsureSuccessStatusCode();

        var watch = Stopwatch.StartNew();
        await End(server);

        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    private ServerProcess Serve(Collector collector) => ServerProcess.Start(_folder.Path, new Dictionary<string, string?>
    {
        ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey,
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Endpoint,
        ["OTEL_SERVICE_NAME"] = "matchmaking-of-a-test",
    });

    private static async Task End(ServerProcess server)
    {
        await server.Terminate();
        var (code, _, errors) = await server.Finish();
        Assert.That((code, errors), Is.EqualTo((0, "")));
    }
}
