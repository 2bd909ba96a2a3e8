using Matchmaking.Ranking.Trainers;
using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;

namespace Matchmaking.Ranking.MlNet;

/// <summary>LightGBM as ML.NET calls it, with the objective lambdarank. Of the options it does not take Truncation and GapShare; it can be cancelled between fits only.</summary>
internal sealed class LightGbmTrainer : MlNetTrainer
{
    /// <summary>LightGBM ends the fit where a group has more.</summary>
    private const int MostRowsInGroup = 10_000;

    /// <summary>Two or more threads give the same trees; one alone takes another way and gives a bound here and there between two others.</summary>
    private const int LeastThreads = 2;

    public override string Name => "mlnet-lightgbm";

    protected override string Needs => "the native library lib_lightgbm for x64 and the system's OpenMP (Debian and Ubuntu: libgomp1)";

    protected override void CheckRows(RankingSet set)
    {
        for (var group = 0; group < set.Groups; group++)
        {
            if (set.GroupStarts[group + 1] - set.GroupStarts[group] is var rows && rows > MostRowsInGroup)
                throw new TrainingDataException("group-too-large", $"Group {group} has {rows} rows; LightGBM takes {MostRowsInGroup}.");
        }
    }

    protected override MlNetFit? Fit(MLContext ml, MlNetRows rows, BoostingOptions options, IProgress<int>? progress, CancellationToken cancel)
    {
        var trainer = ml.Ranking.Trainers.LightGbm(new LightGbmRankingTrainer.Options
        {
            FeatureColumnName = nameof(MlNetRow.Features),
            LabelColumnName = nameof(MlNetRow.Label),
            RowGroupColumnName = nameof(MlNetRow.GroupId),
            ExampleWeightColumnName = rows.WeightColumn(options.GroupWeights),
            CustomGains = [.. Gains.Select(g => (int)g)],
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = options.MinRowsInLeaf,
            MaximumBinCountPerFeature = options.Bins,
            Booster = new GradientBooster.Options { L2Regularization = options.L2, MinimumChildWeight = options.MinHessianInLeaf },
            HandleMissingValue = false,
            UseCategoricalSplit = false,
            NumberOfThreads = Math.Max(LeastThreads, options.Threads),
            // Sums feature by feature: in the same order for any number of threads from two on.
            Deterministic = true,
            ForceColumnWise = true,
            Seed = Seed,
        });
        try
        {
            var model = trainer.Fit(rows.View(ml, options.GroupWeights));
            return new(model, model.Model.TrainedTreeEnsemble);
        }
        catch (ArgumentNullException noThresholds) when (noThresholds.ParamName == "items")
        {
            // LightGBM found no division that gains anything; ML.NET fails where it makes that one leaf into a tree.
            return null;
        }
    }
}
