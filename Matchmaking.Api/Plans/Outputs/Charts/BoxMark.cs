namespace Matchmaking.Api.Plans.Outputs.Charts;

/// <summary>A rectangle; <paramref name="Radius"/> rounds its corners.</summary>
internal sealed record BoxMark(Area Area, string Fill, string? Stroke = null, double Radius = 0, double StrokeWidth = 0.6, bool Dashed = false) : Mark;
