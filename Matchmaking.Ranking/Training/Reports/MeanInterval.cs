namespace Matchmaking.Ranking.Training.Reports;

/// <summary>A mean with its 95% interval.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Low">2.5% of the resampled means are below.</param>
/// <param name="High">2.5% are above.</param>
public sealed record MeanInterval(double Value, double Low, double High);
