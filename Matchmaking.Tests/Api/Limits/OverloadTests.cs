using System.Net.Sockets;
using System.Text;
using Matchmaking.Api.Limits;
using Matchmaking.Core.Storage;
using Matchmaking.Tests.Storage.Support;
using Matchmaking.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Matchmaking.Tests.Api.Limits;

/// <summary>More at once than there are places, requests without end, and addresses and headers without end.</summary>
internal sealed class OverloadTests
{
    [Test]
    public async Task Requests_MoreThanPlacesAndQueue_503AtOnceAndTheRestIsServed()
    {
        await using var server = await TestServer.StartAsync(change: s => s with { LoadLimits = new LoadLimits(1, TimeSpan.FromSeconds(30)) });
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Address.Host, server.Address.Port);
        await using var stream = connection.GetStream();
        var body = """{"name":"Startup"}""";
        // The server says 100 once the handler reads the body: from then on this request has the only place.
        await Send(stream, $"POST /v1/startups HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer {TestServer.AdminKey}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        Assert.That(await ReadUntil(stream, "\r\n\r\n"), Does.StartWith("HTTP/1.1 100 "));

        var two = new[] { server.Admin.GetAsync("/taxonomy"), server.Admin.GetAsync("/taxonomy") };
        var refused = await await Task.WhenAny(two);

        refused.Refused(503, "overloaded");
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        (await server.Nobody.GetAsync("//healthz")).Expect(200);
        (await server.Nobody.GetAsync("//readyz")).Expect(200);
        (await server.Nobody.GetAsync("/taxonomy")).Refused(503, "overloaded");
        await Send(stream, body);
        Assert.That(await ReadUntil(stream, "\r\n\r\n"), Does.StartWith("HTTP/1.1 201 "));
        Assert.That((await Task.WhenAll(two)).Count(a => a.Status == 200), Is.EqualTo(1));
        (await server.Admin.GetAsync("/taxonomy")).Expect(200);
    }

    [Test]
    public async Task Request_OverItsTime_503AndNothingOfItIsKept()
    {
        await using var server = await TestServer.StartAsync(change: s => s with { LoadLimits = s.LoadLimits with { Time = TimeSpan.FromSeconds(1) } });
        var gate = new Gate();
        var held = server.Services.GetRequiredService<IDatabase>().Write(gate.Hold, CancellationToken.None);
        await gate.Entered;

        var answer = await server.Admin.PostAsync("/startups", Bodies.Startup());
        gate.Open();
        await held;

        answer.Refused(503, "timed-out");
        Assert.That(answer.Json.Text("detail"), Does.Contain("within 1 s"));
        Assert.That(answer.Headers.Contains("X-Request-Id") && answer.Headers.RetryAfter is not null);
        Assert.That(await server.Admin.ListAsync("/startups"), Is.Empty);
    }

    [Test]
    public async Task Uri_TooLong_414Problem()
    {
        await using var server = await TestServer.StartAsync();

        (await server.Admin.GetAsync("/startups?uscc=" + new string('x', 8_000))).Expect(200);
        (await server.Admin.GetAsync("/startups?uscc=" + new string('x', 8_192))).Refused(414, "uri-too-long");
        (await server.Admin.GetAsync("/startups?uscc=" + new string('x', 65_536))).Refused(414, "uri-too-long");
        (await server.Admin.GetAsync("/" + string.Concat(Enumerable.Repeat("%E5", 5_000)))).Refused(414, "uri-too-long");
    }

    [Test]
    public async Task Headers_TooLarge_431Problem()
    {
        await using var server = await TestServer.StartAsync();

        (await server.Admin.GetAsync("/taxonomy", ("X-Note", new string('x', 30_000)))).Expect(200);
        (await server.Admin.GetAsync("/taxonomy", ("X-Note", new string('x', 33_000)))).Refused(431, "headers-too-large");
        (await server.Admin.GetAsync("/taxonomy", [.. Enumerable.Range(0, 200).Select(i => ($"X-Note-{i}", "x"))])).Expect(200);
        (await server.Admin.GetAsync("/taxonomy", [.. Enumerable.Range(0, 80).Select(i => ($"X-Note-{i}", new string('x', 1_000)))])).Refused(431, "headers-too-large");
    }

    private static async Task Send(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    private static async Task<string> ReadUntil(NetworkStream stream, string end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
            text.Append((char)one[0]);
        return text.ToString();
    }
}
