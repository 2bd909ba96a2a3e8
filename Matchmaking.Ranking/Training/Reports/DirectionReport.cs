using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Training.Reports;

/// <summary>One direction of a model: what was learned from, and what was measured on the latest sessions.</summary>
public sealed record DirectionReport
{
    public required RankingDirection Direction { get; init; }

    /// <summary>Months whose sessions taught.</summary>
    public required IReadOnlyList<Month> Teaching { get; init; }

    /// <summary>Months, later, that said when to stop and how sure scores are.</summary>
    public required IReadOnlyList<Month> Tuning { get; init; }

    /// <summary>Months, the latest, on which all models were measured.</summary>
    public required IReadOnlyList<Month> Measuring { get; init; }

    /// <summary>Subjects with an order to learn.</summary>
    public required int Groups { get; init; }

    /// <summary>Those of them on which the models were measured: few say little.</summary>
    public required int MeasuredGroups { get; init; }

    /// <summary>Candidates of all subjects.</summary>
    public required int Candidates { get; init; }

    /// <summary>Candidates of which something came.</summary>
    public required int Outcomes { get; init; }

    /// <summary>Trees that serve.</summary>
    public required int Trees { get; init; }

    /// <summary>Of the calibration: what raw scores were multiplied by.</summary>
    public required double Slope { get; init; }

    /// <summary>Of the calibration: what was added to them.</summary>
    public required double Intercept { get; init; }

    /// <summary>The trained model first, then those that it was measured beside.</summary>
    public required IReadOnlyList<ModelQuality> Models { get; init; }

    /// <summary>By how much the trained model is better than each other one.</summary>
    public required IReadOnlyList<QualityGain> Gains { get; init; }

    /// <summary>The same for subjects of one kind: the fund's kind, or the request's stage.</summary>
    public required IReadOnlyList<QualitySlice> Slices { get; init; }

    /// <param name="version">Of the trained model.</param>
    /// <param name="direction">What it ranks.</param>
    /// <param name="split">What it was trained on.</param>
    /// <param name="part">What came of it.</param>
    /// <param name="references">The models that scored the groups.</param>
    /// <param name="seed">Of the resampling.</param>
    public static DirectionReport Of(
        string version, RankingDirection direction, SessionSplit split, TrainedPart part, IReadOnlyList<ReferenceModel> references, ulong seed)
    {
        var measured = new MeasuredModels(split.Measuring, [(version, part.Quality), .. MeasuredModels.Scored(split.Measuring, references)], seed);
        return new()
        {
            Direction = direction,
            Teaching = Months(split.Teaching),
            Tuning = Months(split.Tuning),
            Measuring = Months(split.Measuring),
            Groups = split.All.Count,
            MeasuredGroups = split.Measuring.Count,
            Candidates = split.All.Sum(g => g.Labels.Count),
            Outcomes = split.All.Sum(g => g.Labels.Count(l => l > 0)),
            Trees = part.Part.Ensemble.Trees.Count,
            Slope = part.Scaling.Slope,
            Intercept = part.Scaling.Intercept,
            Models = measured.Qualities(),
            Gains = [.. references.Select((other, i) => new QualityGain(other.Model.Version, HasSeen(other), measured.Gain(i + 1)))],
            Slices = measured.Slices(direction),
        };

        bool HasSeen(ReferenceModel other) => other.TrainedUntil is { } until && split.Measuring.Any(g => g.Session.CompareTo(until) <= 0);
    }

    private static Month[] Months(IReadOnlyList<TrainingGroup> groups) => [.. groups.Select(g => g.Session).Distinct().Order()];
}
