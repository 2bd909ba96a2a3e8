using Matchmaking.Core.Common;

namespace Matchmaking.Core.Models;

/// <summary>A trained ranking model as it is kept: written once, its file beside it.</summary>
public sealed record TrainedModel
{
    public ModelId Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Kebab-case and unique; stands in every ranking that the model made.</summary>
    public string Version { get; init; } = "";

    /// <summary>What grew the trees.</summary>
    public string Trainer { get; init; } = "";

    /// <summary>Of the resampling.</summary>
    public int Seed { get; init; }

    /// <summary>Outcomes up to this day were learned from.</summary>
    public DateOnly CutOff { get; init; }

    /// <summary>The month of the latest session that was learned from.</summary>
    public Month TrainedUntil { get; init; }

    /// <summary>Of the file, lower-case hex.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Bytes of the file.</summary>
    public long Length { get; init; }

    /// <summary>What was measured, as JSON.</summary>
    public string Report { get; init; } = "{}";
}
