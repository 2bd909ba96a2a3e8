using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Training.Reports;

namespace Matchmaking.Ranking.Training;

/// <summary>Trains a model for both directions from sessions and their outcomes, and measures it beside other models.</summary>
public static class ModelTrainer
{
    private static readonly RankingDirection[] _directions = [RankingDirection.FundToRequests, RankingDirection.RequestToFunds];

    /// <param name="version">Of the model.</param>
    /// <param name="sessions">In any order.</param>
    /// <param name="references">Models that it is measured beside.</param>
    /// <param name="recipe">How to train.</param>
    /// <param name="progress">Told the share of the work that is done, 0 to 1, rising.</param>
    /// <param name="cancel">Ends the training between two steps.</param>
    /// <exception cref="TooFewOutcomesException">There is not yet enough to learn from.</exception>
    /// <exception cref="TrainingDataException">The rows cannot be learned from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (ModelFile File, ModelReport Report) Train(
        string version,
        IReadOnlyList<TrainingSession> sessions,
        IReadOnlyList<ReferenceModel> references,
        TrainingRecipe recipe,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        // All groups before any tree: too few of them shall be told at once.
        var splits = _directions.Select(d => SessionSplit.Of(Groups(sessions, d, [.. references.Select(r => r.Model)], cancel))).ToArray();
        var parts = _directions.Select((direction, i) => PartTrainer.Train(
            LearnedModel.PartOf(direction), FeatureSet.Of(direction), splits[i], recipe, Share(progress, i), cancel)).ToArray();
        var report = new ModelReport
        {
            Sessions = sessions.Select(s => s.Month).Distinct().Count(),
            TrainedFrom = splits[0].All.Min(g => g.Session),
            TrainedUntil = splits[0].All.Max(g => g.Session),
            Directions =
            [
                .. _directions.Select((direction, i) => DirectionReport.Of(version, direction, splits[i], parts[i], references, recipe.Seed)),
            ],
        };
        return (new() { Version = version, Parts = [.. parts.Select(p => p.Part)] }, report);
    }

    private static IEnumerable<TrainingGroup> Groups(
        IReadOnlyList<TrainingSession> sessions, RankingDirection direction, IReadOnlyList<IRankingModel> references, CancellationToken cancel)
    {
        var bias = PositionBias.Estimate([.. sessions.SelectMany(s => s.Shown?.Outcomes(direction, s.Labels) ?? [])]);
        foreach (var session in sessions)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var group in SnapshotGroups.Of(
                session, direction, references, (fund, request) => bias.WinnerWeight(session.Shown?.Rank(direction, fund, request))))
                yield return group;
        }
    }

    private static Progress? Share(IProgress<double>? whole, int part) => whole is null ? null : new(whole, part);

    /// <summary>The progress of one direction as a part of the whole.</summary>
    private sealed class Progress(IProgress<double> whole, int part) : IProgress<double>
    {
        public void Report(double value) => whole.Report((part + value) / _directions.Length);
    }
}
