using System.Text.Json.Nodes;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Telemetry;

/// <summary>What the program writes of its requests, and what it never writes.</summary>
internal sealed class EventLogTests
{
    private const string Contact = "Zhang-13971234567";
    private const string RequestId = "request-of-a-test";

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("text", "Trace")]
    [TestCase("json", "trace")]
    [TestCase("text", "Information")]
    public async Task Log_OfRequestsWithAContactAndAKey_HoldsNeither(string format, string level)
    {
        var output = await Serve(format, level, async client =>
        {
            var session = (await client.CreateSession()).Id;
            var guest = await client.Register(session, Bodies.GuestRegistration().With("contact", Contact));
            (await client.PostAsync($"/sessions/{session}/registrations", Bodies.GuestRegistration().With("contact", Contact).With("contakt", Contact))).Expect(400);
            (await client.PostAsync("/startups", $"{{\"name\": \"{Contact}")).Expect(400);
            (await client.GetAsync($"/startups?contact={Contact}")).Expect(400);
            (await client.GetAsync($"/{Contact}/{guest.Id}")).Expect(404);
            (await client.GetAsync($"/sessions/{session}/registrations/{guest.Id}")).Expect(200);
        });

        Assert.That(output, Does.Contain("/v1/sessions/{sessionId}/registrations").And.Contain("(no route)"));
        Assert.That(output, Does.Not.Contain(Contact).And.Not.Contain(TestServer.AdminKey).And.Not.Contain("contakt"));
    }

    [Test]
    public async Task Log_AsJson_IsOneObjectALineWithTheIdsOfItsRequest()
    {
        string keyId = "";
        var output = await Serve("json", "Information", async client =>
        {
            keyId = (await client.GetAsync("/keys")).Items[0].Text("id");
            (await client.GetAsync("/taxonomy", ("X-Request-Id", RequestId), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))).Expect(200);
        });

        var events = output.Split('\n').Where(l => l.StartsWith('{')).Select(l => JsonNode.Parse(l)!).ToList();
        var access = events.Single(e => e.Text("Category") == "Matchmaking.Access" && e["State"]!.Text("Route").StartsWith("/v1/taxonomy", StringComparison.Ordinal));
        Assert.That(access["State"]!.Text("Method"), Is.EqualTo("GET"));
        Assert.That((int)access["State"]!["Status"]!, Is.EqualTo(200));
        Assert.That((double)access["State"]!["Milliseconds"]!, Is.Positive);
        Assert.That(access.Text("Timestamp"), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        var scope = access["Scopes"]!.AsArray().Single(s => s!["RequestId"] is not null)!;
        Assert.That(scope.Text("RequestId"), Is.EqualTo(RequestId));
        Assert.That(scope.Text("TraceId"), Is.EqualTo("0af7651916cd43dd8448eb211c80319c"));
        Assert.That(scope.Text("KeyId"), Is.EqualTo(keyId));
        Assert.That(scope["RequestPath"], Is.Null);
    }

    [Test]
    public async Task Log_NothingSet_IsSilentAboutWhatWentWell()
    {
        var output = await Serve(null, null, async client => (await client.GetAsync("/taxonomy")).Expect(200));

        Assert.That(output.Trim(), Does.StartWith("Matchmaking serves on").And.Not.Contain("taxonomy"));
    }

    /// <returns>All that the program wrote.</returns>
    private async Task<string> Serve(string? format, string? level, Func<ApiClient, Task> requests)
    {
        using var server = ServerProcess.Start(_folder.Path, new Dictionary<string, string?>
        {
            ["MATCHMAKING_ADMIN_KEY"] = TestServer.AdminKey,
            ["MATCHMAKING_LOG"] = format,
            ["MATCHMAKING_LOG_LEVEL"] = level,
        });
        var banner = await server.ReadUntil("http://");
        using var http = new HttpClient { BaseAddress = ServerProcess.AddressIn(banner[^1]) };
        await requests(new ApiClient(http, TestServer.AdminKey));
        await server.Terminate();
        var (code, output, errors) = await server.Finish();
        Assert.That(code, Is.Zero);
        return string.Join('\n', banner) + "\n" + output + errors;
    }
}
