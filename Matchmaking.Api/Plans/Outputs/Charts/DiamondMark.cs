namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>A square on its corner; <paramref name="Radius"/> is half its diagonal.</summary>
internal sealed record DiamondMark(double X, double Y, double Radius, string Fill, string? Stroke = null, double StrokeWidth = 0.8) : Mark;
