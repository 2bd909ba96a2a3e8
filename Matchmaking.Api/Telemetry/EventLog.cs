using Matchmaking.Api.Setup;
using Microsoft.Extensions.Logging.Console;

namespace Matchmaking.Api.Telemetry;

/// <summary>One line an event on the standard output, as text or JSON, each with the scope of its request.</summary>
internal static class EventLog
{
    private const string Own = "Matchmaking";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void AddEventLog(this ILoggingBuilder logging, LogSettings settings)
    {
        logging.ClearProviders();
        // The scope of a request names its trace (RequestScope); the one of the framework would repeat it.
        logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.None);
        // Below Warning the framework writes paths and queries as they came; what this program says of a request has neither.
        logging.SetMinimumLevel(settings.Level > LogLevel.Warning ? settings.Level : LogLevel.Warning).AddFilter(Own, settings.Level);
        // Its scope holds the path as it came, on every line.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        if (settings.Json)
            logging.AddJsonConsole(Configure);
        else
            logging.AddSimpleConsole(Text);
    }

    private static void Text(SimpleConsoleFormatterOptions options)
    {
        Configure(options);
        options.TimestampFormat = Time + " ";
        options.SingleLine = true;
        options.ColorBehavior = LoggerColorBehavior.Disabled;
    }

    private static void Configure(ConsoleFormatterOptions options)
    {
        options.IncludeScopes = true;
        options.TimestampFormat = Time;
        options.UseUtcTimestamp = true;
    }
}
