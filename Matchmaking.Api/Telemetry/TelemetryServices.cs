using Matchmaking.Api.Setup;

namespace Matchmaking.Api.Telemetry;

internal static class TelemetryServices
{
    /// <summary>Instruments and trace ids always; exporting them only where a collector is set.</summary>
    public static void AddTelemetry(this IServiceCollection services, OtlpSettings? otlp)
    {
        services.AddSingleton<ServiceMetrics>();
        services.AddHostedService<TraceIds>();
        if (otlp is not null)
            services.AddHostedService(provider => new OtlpExport(otlp, provider.GetRequiredService<IHostApplicationLifetime>()));
    }
}
