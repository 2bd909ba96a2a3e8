namespace Matchmaking.Api.Plans.Outputs;

/// <summary>A kind of file that a plan can be had as.</summary>
/// <param name="Extension">Without the dot, as in the path.</param>
/// <param name="MediaType">Without its character set.</param>
/// <param name="IsShown">A browser shows it instead of saving it.</param>
internal sealed record PlanFileKind(string Extension, string MediaType, bool IsShown)
{
    public static readonly PlanFileKind Svg = new("svg", "image/svg+xml", true);
    public static readonly PlanFileKind Csv = new("csv", "text/csv", false);
    public static readonly PlanFileKind Calendar = new("ics", "text/calendar", false);
}
