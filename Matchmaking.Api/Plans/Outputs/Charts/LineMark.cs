namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>A straight line.</summary>
internal sealed record LineMark(double X1, double Y1, double X2, double Y2, string Stroke, double StrokeWidth = 0.6) : Mark;
