namespace Matchmaking.Api.Setup;

/// <summary>What the environment says; read once, judged before anything starts.</summary>
/// <param name="DataFolder"><c>MATCHMAKING_DATA</c>: folder of the embedded database, default <c>./data</c>.</param>
/// <param name="Demo"><c>MATCHMAKING_DEMO</c>: whether a new database gets the demo season; never in production.</param>
/// <param name="AdminKey"><c>MATCHMAKING_ADMIN_KEY</c>: the admin key instead of a generated one.</param>
/// <param name="Urls"><c>ASPNETCORE_URLS</c>: where to listen, default http://127.0.0.1:5080.</param>
internal sealed record Settings(string DataFolder, bool Demo, string? AdminKey, string Urls)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary><c>MATCHMAKING_LOG</c> and <c>MATCHMAKING_LOG_LEVEL</c>.</summary>
    public LogSettings Log { get; init; } = LogSettings.Default;

    /// <summary><c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and what goes with it; null: nothing is exported.</summary>
    public OtlpSettings? Otlp { get; init; }

    /// <exception cref="SettingsException">A setting that this program cannot follow.</exception>
    public static Settings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <exception cref="SettingsException">A setting that this program cannot follow.</exception>
    public static Settings From(Func<string, string?> variable)
    {
        string? Get(string name) => string.IsNullOrWhiteSpace(variable(name)) ? null : variable(name)!.Trim();

        if (Get("MATCHMAKING_DATABASE") is not null)
        {
            throw new SettingsException(
                "MATCHMAKING_DATABASE is set, but this version stores in its embedded SQLite database only. Unset it and use MATCHMAKING_DATA.");
        }

        var demo = Get("MATCHMAKING_DEMO")?.ToLowerInvariant() switch
        {
            null or "true" or "1" => true,
            "false" or "0" => false,
            _ => throw new SettingsException("MATCHMAKING_DEMO must be true or false."),
        };
        var production = string.Equals(Get("ASPNETCORE_ENVIRONMENT"), "Production", StringComparison.OrdinalIgnoreCase);
        return new Settings(
            Path.GetFullPath(Get("MATCHMAKING_DATA") ?? "data"), demo && !production, Get("MATCHMAKING_ADMIN_KEY"), Get("ASPNETCORE_URLS") ?? DefaultUrls)
        {
            Log = LogSettings.From(Get),
            Otlp = OtlpSettings.From(Get),
        };
    }
}

internal sealed class SettingsException(string message) : Exception(message);
