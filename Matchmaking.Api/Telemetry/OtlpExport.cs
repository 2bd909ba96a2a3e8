using System.Diagnostics;
using Matchmaking.Api.Limits;
using Matchmaking.Api.Setup;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Matchmaking.Api.Telemetry;

/// <summary>Sends metrics and traces to a collector while the server runs, and what is left of them when it stops.</summary>
internal sealed class OtlpExport(OtlpSettings settings, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    // The program has ten seconds to end, of which requests in flight may take eight. Where they took less, the last export may take
    // longer: on a busy machine the first export of a short run does not fit into one second.
    private static readonly TimeSpan _leastForExport = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _untilExported = TimeSpan.FromSeconds(5);

    /// <summary>Meters of the program, of the web server and of .NET; all else that libraries may measure is left out.</summary>
    private static readonly string[] _meters =
    [
        ServiceMetrics.MeterName,
        LimitMetrics.MeterName,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Authentication",
        "Microsoft.AspNetCore.Authorization",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.MemoryPool",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    private MeterProvider? _metrics;
    private TracerProvider? _traces;
    private long _stopping;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(() => _stopping = Stopwatch.GetTimestamp());
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(Describe)
            .AddMeter(_meters)
            .AddOtlpExporter(o => Configure(o, "v1/metrics"))
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(TraceIds.RequestSource)
            .AddOtlpExporter(o => Configure(o, "v1/traces"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>Runs after the web server has stopped. A collector that does not answer cannot hold up the end.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        var left = _untilExported - Stopwatch.GetElapsedTime(_stopping);
        var milliseconds = (int)(left > _leastForExport ? left : _leastForExport).TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => _metrics?.Shutdown(milliseconds), CancellationToken.None),
            Task.Run(() => _traces?.Shutdown(milliseconds), CancellationToken.None));
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _traces?.Dispose();
    }

    private void Describe(ResourceBuilder resource) => resource.AddService(settings.ServiceName, serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3));

    private void Configure(OtlpExporterOptions options, string path)
    {
        options.Protocol = settings.Protocol;
        // An address that is set here is taken as it is: the path of the signal is the caller's to add.
        options.Endpoint = settings.Protocol == OtlpExportProtocol.Grpc
            ? settings.Endpoint
            : new Uri(settings.Endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
