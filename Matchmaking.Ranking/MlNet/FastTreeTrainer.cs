using Matchmaking.Ranking.Trainers;
using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;

namespace Matchmaking.Ranking.MlNet;

/// <summary>
/// FastTree of ML.NET: boosted trees on LambdaRank gradients. Of the options it does not take L2, MinHessianInLeaf, Truncation and GapShare.
/// </summary>
internal sealed class FastTreeTrainer : MlNetTrainer
{
    /// <summary>What FastTree says before each tree.</summary>
    private const string NextTree = "numTotalTrees left";

    /// <summary>
    /// The first fit of a process sets the number for all later ones, so that it is always the same. With one thread each small step waits for a task of its own.
    /// </summary>
    private static readonly int _threads = Math.Max(2, Environment.ProcessorCount);

    public override string Name => "mlnet-fasttree";

    protected override string Needs => "the native library FastTreeNative, which ML.NET has for x64 alone";

    protected override MlNetFit? Fit(MLContext ml, MlNetRows rows, BoostingOptions options, IProgress<int>? progress, CancellationToken cancel)
    {
        var begun = 0;
        // The only thing that is called while it trains; what is thrown here ends the fit.
        ml.Log += (_, log) =>
        {
            cancel.ThrowIfCancellationRequested();
            if (log.RawMessage.StartsWith(NextTree, StringComparison.Ordinal) && begun++ > 0)
                progress?.Report(begun - 1);
        };
        var model = ml.Ranking.Trainers.FastTree(new FastTreeRankingTrainer.Options
        {
            FeatureColumnName = nameof(MlNetRow.Features),
            LabelColumnName = nameof(MlNetRow.Label),
            RowGroupColumnName = nameof(MlNetRow.GroupId),
            ExampleWeightColumnName = rows.WeightColumn(options.GroupWeights),
            CustomGains = [.. Gains],
            NumberOfTrees = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = options.MinRowsInLeaf,
            MaximumBinCountPerFeature = options.Bins,
            NumberOfThreads = _threads,
            // A tree is fitted with the second derivatives as weights, as the engine and LightGBM do: the way in which weights of rows reach the answers of leaves unchanged.
            BestStepRankingRegressionTrees = true,
            MemoryStatistics = false,
        }).Fit(rows.View(ml, options.GroupWeights));
        return new(model, model.Model.TrainedTreeEnsemble);
    }
}
