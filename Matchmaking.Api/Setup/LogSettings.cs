namespace Matchmaking.Api.Setup;

/// <summary>How events are written to the standard output.</summary>
/// <param name="Json"><c>MATCHMAKING_LOG</c>: <c>text</c> (default) or <c>json</c>; one line an event in both.</param>
/// <param name="Level"><c>MATCHMAKING_LOG_LEVEL</c>: the lowest level written, default <c>Warning</c>; <c>Information</c> has a line for each request.</param>
internal sealed record LogSettings(bool Json, LogLevel Level)
{
    public static LogSettings Default { get; } = new(Json: false, LogLevel.Warning);

    /// <exception cref="SettingsException">A word that is none of those above.</exception>
    public static LogSettings From(Func<string, string?> get)
    {
        var json = get("MATCHMAKING_LOG")?.ToLowerInvariant() switch
        {
            null or "text" => false,
            "json" => true,
            _ => throw new SettingsException("MATCHMAKING_LOG must be text or json."),
        };
        return new LogSettings(json, Read(get("MATCHMAKING_LOG_LEVEL")));
    }

    private static LogLevel Read(string? text) => text switch
    {
        null => Default.Level,
        // Enum.TryParse would take numbers too.
        _ when text.All(char.IsAsciiLetter) && Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) => level,
        _ => throw new SettingsException($"MATCHMAKING_LOG_LEVEL must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}."),
    };
}
