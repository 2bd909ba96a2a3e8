using System.Globalization;
using Matchmaking.Api.Limits;
using Matchmaking.Core.Storage.Postgres;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training;

namespace Matchmaking.Api.Setup;

/// <summary>What the environment says; read once, judged before anything starts.</summary>
/// <param name="DataFolder"><c>MATCHMAKING_DATA</c>: folder of the embedded database, default <c>./data</c>.</param>
/// <param name="Demo"><c>MATCHMAKING_DEMO</c>: whether a new database gets the demo season; never in production.</param>
/// <param name="AdminKey"><c>MATCHMAKING_ADMIN_KEY</c>: the admin key instead of a generated one.</param>
/// <param name="Urls"><c>ASPNETCORE_URLS</c>: where to listen, default http://127.0.0.1:5080.</param>
internal sealed record Settings(string DataFolder, bool Demo, string? AdminKey, string Urls)
{
    public const string DatabaseName = "MATCHMAKING_DATABASE";
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary><c>MATCHMAKING_DATABASE</c>: a PostgreSQL database instead of the embedded one; null: the embedded one.</summary>
    public PostgresAddress? Postgres { get; init; }

    /// <summary><c>MATCHMAKING_RATE_LIMIT</c>: requests a second a key, default 100 for every role.</summary>
    public RateLimits RateLimits { get; init; } = RateLimits.Standard;

    /// <summary><c>MATCHMAKING_MAX_IN_FLIGHT</c> and <c>MATCHMAKING_TIME_LIMIT</c> (seconds), default 256 and 30.</summary>
    public LoadLimits LoadLimits { get; init; } = LoadLimits.Standard;

    /// <summary><c>MATCHMAKING_LOG</c> and <c>MATCHMAKING_LOG_LEVEL</c>.</summary>
    public LogSettings Log { get; init; } = LogSettings.Default;

    /// <summary><c>MATCHMAKING_MIN_EXPOSURE</c>: share of the rankings of a freeze in whose first ten newcomers are shown, default 0.</summary>
    public ExposureSetting Exposure { get; init; } = ExposureSetting.Off;

    /// <summary><c>Ranking__Trainer</c>: who grows the trees of models, default lambdamart.</summary>
    public ITreeTrainer Trainer { get; init; } = TreeTrainers.Default;

    /// <summary><c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and what goes with it; null: nothing is exported.</summary>
    public OtlpSettings? Otlp { get; init; }

    /// <summary><c>MATCHMAKING_SECRET_KEY</c>: the key under which webhook secrets are encrypted; null: one is kept in the data folder.</summary>
    public SecretKeySetting? SecretKey { get; init; }

    /// <summary><c>MATCHMAKING_WEBHOOK_PRIVATE_TARGETS</c>: whether webhooks may call addresses that are not public, default false.</summary>
    public WebhookSettings Webhooks { get; init; } = WebhookSettings.Standard;

    /// <exception cref="SettingsException">A setting that this program cannot follow.</exception>
    public static Settings FromEnvironment() => From(Environment.GetEnvironmentVariable);

    /// <exception cref="SettingsException">A setting that this program cannot follow.</exception>
    public static Settings From(Func<string, string?> variable)
    {
        string? Get(string name) => string.IsNullOrWhiteSpace(variable(name)) ? null : variable(name)!.Trim();

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
            Postgres = ReadPostgres(Get(DatabaseName)),
            RateLimits = ReadRateLimits(Get(RateLimits.SettingName)),
            LoadLimits = new LoadLimits(
                ReadNumber(LoadLimits.InFlightSettingName, Get(LoadLimits.InFlightSettingName), LoadLimits.Standard.InFlight, LoadLimits.InFlightMax),
                TimeSpan.FromSeconds(ReadNumber(LoadLimits.TimeSettingName, Get(LoadLimits.TimeSettingName), (int)LoadLimits.Standard.Time.TotalSeconds, LoadLimits.SecondsMax))),
            Exposure = ExposureSetting.From(Get(ExposureSetting.Name)),
            Trainer = TrainerSetting.From(Get),
            Log = LogSettings.From(Get),
            // The instances of a common database have no folder in common.
            SecretKey = SecretKeySetting.From(Get(SecretKeySetting.Name), Get("MATCHMAKING_DATABASE") is null ? Path.GetFullPath(Get("MATCHMAKING_DATA") ?? "data") : null),
            Webhooks = WebhookSettings.From(Get(WebhookSettings.PrivateTargetsName)),
            Otlp = OtlpSettings.From(Get),
        };
    }

    private static PostgresAddress? ReadPostgres(string? text)
    {
        try
        {
            return text is null ? null : PostgresAddress.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new SettingsException(
                $"{DatabaseName} cannot be used: {wrong.Message}. It is an address such as postgres://user:password@host:5432/matchmaking, or a connection string of Npgsql; unset it for the embedded database.");
        }
    }

    private static RateLimits ReadRateLimits(string? text) => text is null
        ? RateLimits.Standard
        : RateLimits.TryParse(text) ?? throw new SettingsException(
            $"{RateLimits.SettingName} is requests a second, 0 to {RateLimits.PerSecondMax} (0: no limit), alone or with roles: 100,startup=20,fund=50.");

    /// <summary>A whole number from 1 to <paramref name="max"/>.</summary>
    private static int ReadNumber(string name, string? text, int absent, int max) => text is null
        ? absent
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= max
            ? value
            : throw new SettingsException($"{name} must be a whole number from 1 to {max}.");
}

internal sealed class SettingsException(string message) : Exception(message);
