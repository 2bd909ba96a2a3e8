namespace Matchmaking.Ranking.Models;

/// <summary>What one feature adds to a raw score.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Value">Null when missing.</param>
/// <param name="Contribution">In units of the raw score.</param>
public readonly record struct FeatureContribution(string Feature, double? Value, double Contribution);
