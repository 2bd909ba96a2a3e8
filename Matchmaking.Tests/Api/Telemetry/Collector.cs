using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Tests.Api.Telemetry;

/// <summary>A collector of OTLP over HTTP that keeps the bodies it was sent, on a free port.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> _received = new();
    private readonly TaskCompletionSource _leave = new();
    private readonly WebApplication _app;

    private Collector(bool answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            // Protobuf keeps texts as they are; Latin-1 keeps every byte.
            _received.Enqueue((http.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            if (!answers)
                await _leave.Task;
        });
    }

    public string Endpoint => _app.Urls.First();

    /// <summary>All that was sent to a path, one after another.</summary>
    public string Sent(string path) => string.Concat(_received.Where(r => r.Path == path).Select(r => r.Body));

    public IReadOnlySet<string> Paths => _received.Select(r => r.Path).ToHashSet();

    /// <param name="answers">False for a collector that takes everything and never answers.</param>
    public static async Task<Collector> Start(bool answers = true)
    {
        var collector = new Collector(answers);
        await collector._app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync()
    {
        _leave.TrySetResult();
        await _app.DisposeAsync();
    }
}
