using Matchmaking.Core.Common;
using Matchmaking.Core.Risk.Model;
using Matchmaking.Core.Risk.Parameters;

namespace Matchmaking.Ranking.Facts;

/// <summary>What the loss model computes a fund's risk from on the day of the ranking, parameters included: later ones change no kept ranking.</summary>
public sealed record LossFacts
{
    public required LossParameters Parameters { get; init; }

    /// <summary>Highest accepted probability of a breach after investing.</summary>
    public required Ratio BreachTolerance { get; init; }

    /// <summary>What live losses are added to, in fen; negative where gains offset.</summary>
    public required long RealisedFen { get; init; }

    /// <summary>What live positions may lose.</summary>
    public IReadOnlyList<LiveExposure> Exposures { get; init; } = [];

    public LossFacts Canonical() => this with
    {
        Parameters = Parameters with { Source = null },
        Exposures = [.. Exposures.Order()],
    };
}
