using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Tests.Support;

/// <summary>A server that receives webhooks, on a free port of this machine, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Call> _calls = new();

    private Receiver(WebApplication app) => _app = app;

    /// <summary>How to answer; default 204.</summary>
    public Func<Call, HttpContext, Task> Answer { get; set; } = (_, http) => Status(http, 204);

    /// <summary>What came, in its order.</summary>
    public IReadOnlyList<Call> Calls => [.. _calls];

    public string Url => _app.Urls.First() + "/hooks?token=secret-of-the-address";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.Receive);
        await app.StartAsync();
        return receiver;
    }

    public static Task Status(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Receive(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var call = new Call(http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
        _calls.Enqueue(call);
        await Answer(call, http);
    }
}

/// <summary>One request that came.</summary>
internal sealed record Call(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Event => JsonNode.Parse(Body)!;

    public string EventId => Event.Text("id");

    public string Type => Event.Text("type");

    public string Delivery => Headers["Matchmaking-Delivery"];

    public DateTimeOffset SignedAt => DateTimeOffset.FromUnixTimeSeconds(long.Parse(Parts()[0][2..], CultureInfo.InvariantCulture));

    public int Signatures => Parts().Length - 1;

    /// <summary>As the documentation tells receivers to do it.</summary>
    public bool IsSignedWith(string secret)
    {
        var parts = Parts();
        var signed = Encoding.UTF8.GetBytes(parts[0][2..] + "." + Encoding.UTF8.GetString(Body));
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return parts.Skip(1).Any(p => p == "v1=" + expected);
    }

    private string[] Parts() => Headers["Matchmaking-Signature"].Split(',');
}
