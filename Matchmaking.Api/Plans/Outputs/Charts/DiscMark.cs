namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>A full circle.</summary>
internal sealed record DiscMark(double X, double Y, double Radius, string Fill, string? Stroke = null, double StrokeWidth = 0.8, bool Dashed = false) : Mark;
