using System.Diagnostics;

namespace Matchmaking.Api.Telemetry;

/// <summary>
/// Makes every request belong to a trace, its caller's (<c>traceparent</c>) or a new one, also when no trace is exported: the id
/// stands in log lines and in problem documents. The framework makes one only when somebody listens.
/// </summary>
internal sealed class TraceIds : IHostedService, IDisposable
{
    /// <summary>The name under which ASP.NET Core traces its requests.</summary>
    public const string RequestSource = "Microsoft.AspNetCore";

    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == RequestSource,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();
}
