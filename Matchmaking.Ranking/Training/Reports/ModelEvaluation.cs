using Matchmaking.Core.Common;
using Matchmaking.Ranking.Models;

namespace Matchmaking.Ranking.Training.Reports;

/// <summary>How well models order the candidates of sessions, one direction.</summary>
/// <param name="Direction">What they rank.</param>
/// <param name="Groups">Subjects with an order to find.</param>
/// <param name="Models">In the order in which they were handed in.</param>
/// <param name="Slices">The same by kind of fund or by stage.</param>
public sealed record ModelEvaluation(RankingDirection Direction, int Groups, IReadOnlyList<ModelQuality> Models, IReadOnlyList<QualitySlice> Slices)
{
    /// <param name="sessions">At least one with an order to find.</param>
    /// <param name="direction">What is ranked.</param>
    /// <param name="models">At least one.</param>
    /// <param name="seed">Of the resampling.</param>
    /// <exception cref="TooFewOutcomesException">No session has an order to find.</exception>
    public static ModelEvaluation Of(IReadOnlyList<TrainingSession> sessions, RankingDirection direction, IReadOnlyList<ReferenceModel> models, ulong seed = 1)
    {
        TrainingGroup[] groups = [.. sessions.SelectMany(s => SnapshotGroups.Of(s, direction, [.. models.Select(m => m.Model)])).Where(g => g.HasOrder)];
        if (groups.Length == 0)
            throw new TooFewOutcomesException("outcomes", 1, 0);
        var measured = new MeasuredModels(groups, [.. MeasuredModels.Scored(groups, models)], seed);
        return new(direction, groups.Length, measured.Qualities(), measured.Slices(direction));
    }

    /// <summary>The sessions of the latest fifth of the months, at least one: what a training would measure on.</summary>
    public static IReadOnlyList<TrainingSession> Latest(IReadOnlyList<TrainingSession> sessions)
    {
        Month[] months = [.. sessions.Select(s => s.Month).Distinct().Order()];
        return [.. sessions.Where(s => s.Month.CompareTo(months[^SessionSplit.Later(months.Length)]) >= 0)];
    }
}
