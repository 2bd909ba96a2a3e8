using System.Text.Json.Serialization;
using Matchmaking.Core.Common;

namespace Matchmaking.Core.Risk.Parameters;

/// <summary>How much of what decides an investment's end is shared with others: the correlations of the model's factors.</summary>
public sealed record LossCorrelation
{
    /// <summary>Between two investments of the same industry chain; not below <see cref="Across"/>.</summary>
    [JsonRequired]
    public Ratio Within { get; init; }

    /// <summary>Between investments of different chains, or without one.</summary>
    [JsonRequired]
    public Ratio Across { get; init; }

    /// <summary>The part that a chain's investments share beyond the others.</summary>
    internal double Chain => (Within.BasisPoints - Across.BasisPoints) / 10_000.0;

    internal double Common => Across.BasisPoints / 10_000.0;
}
