using OpenTelemetry.Exporter;

namespace Matchmaking.Api.Setup;

/// <summary>
/// Where metrics and traces go. The names are those that OpenTelemetry gives every program; what it reads itself (headers,
/// time limits, resource attributes, sampling) is left to it.
/// </summary>
/// <param name="Endpoint"><c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: the collector. Without it nothing of this starts.</param>
/// <param name="Protocol"><c>OTEL_EXPORTER_OTLP_PROTOCOL</c>: <c>http/protobuf</c> (default) or <c>grpc</c>.</param>
/// <param name="ServiceName"><c>OTEL_SERVICE_NAME</c>, default <c>matchmaking</c>.</param>
internal sealed record OtlpSettings(Uri Endpoint, OtlpExportProtocol Protocol, string ServiceName)
{
    private const string EndpointName = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <exception cref="SettingsException">An endpoint that is no address, or a protocol that is neither of the two.</exception>
    public static OtlpSettings? From(Func<string, string?> get)
    {
        if (get(EndpointName) is not { } text)
            return null;
        // The text is not repeated: it may hold a password.
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https") || endpoint.Host.Length == 0)
            throw new SettingsException($"{EndpointName} must be an address that begins with http:// or https://, such as http://127.0.0.1:4318.");
        var protocol = get("OTEL_EXPORTER_OTLP_PROTOCOL") switch
        {
            null or "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            "grpc" => OtlpExportProtocol.Grpc,
            _ => throw new SettingsException("OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or grpc."),
        };
        return new OtlpSettings(endpoint, protocol, get("OTEL_SERVICE_NAME") ?? "matchmaking");
    }
}
