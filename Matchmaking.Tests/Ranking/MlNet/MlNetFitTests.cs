using Matchmaking.Ranking.MlNet;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Tests.Ranking.Support;
using Matchmaking.Tests.Ranking.Trainers;
using Microsoft.ML;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.MlNet;

/// <summary>What the trainers of ML.NET say and refuse beyond what all trainers do.</summary>
[Category(TrainerCases.Optional)]
internal sealed class MlNetFitTests
{
    private static readonly BoostingOptions _options = new() { Trees = 30, Leaves = 8, MinRowsInLeaf = 10 };

    [Test]
    public void FastTree_Progress_IsToldTreeByTree()
    {
        var told = new ToldTrees();

        new FastTreeTrainer().Train(RandomSets.Make(1, 50).Set, _options, progress: told);

        Assert.That(told.Values, Is.EqualTo(Enumerable.Range(1, 30)));
    }

    [Test]
    public void FastTree_CancelledWhileTreesGrow_EndsAtTheNextOneAndTheNextFitIsWhole()
    {
        using var source = new CancellationTokenSource();
        var told = new ToldTrees(trees =>
        {
            if (trees == 5)
                source.Cancel();
        });
        var prepared = new FastTreeTrainer().Prepare(RandomSets.Make(2, 50).Set, _options);

        Assert.That(() => prepared.Train(_options, progress: told, cancel: source.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(told.Values, Is.EqualTo(Enumerable.Range(1, 5)));
        Assert.That(prepared.Train(_options).Grown, Is.EqualTo(30));
    }

    [Test]
    public void LightGbm_GroupOfMoreRowsThanItTakes_RefusedWithACode()
    {
        var set = RankingSet.Create(new([.. Enumerable.Range(0, 10_011).Select(i => i % 97f)], 1), [.. Enumerable.Range(0, 10_011).Select(i => i % 3.0)], [10_001, 10]);

        Assert.That(Assert.Throws<TrainingDataException>(() => new LightGbmTrainer().Prepare(set, _options))!.Code, Is.EqualTo("group-too-large"));
        Assert.That(new FastTreeTrainer().Train(set, _options).Ensemble.Trees, Has.Count.EqualTo(30));
    }

    private static IEnumerable<Exception> Missing =>
        [new DllNotFoundException("x"), new AggregateException(new DllNotFoundException("x")), new AggregateException(new DllNotFoundException("x"), new DllNotFoundException("x"))];

    [TestCaseSource(nameof(Missing))]
    public void Train_NativeLibraryIsMissing_SaysWhatIsNeeded(Exception missing)
    {
        var refused = Assert.Throws<TrainerUnavailableException>(() => new BrokenTrainer(missing).Train(RandomSets.Make(5, 20).Set, _options))!;

        Assert.That((refused.Message, refused.Trainer), Is.EqualTo(("The trainer 'broken' needs a library.", "broken")));
    }

    [Test]
    public void Train_LibraryRefuses_CodeAndItsWords()
    {
        var refused = Assert.Throws<TrainingDataException>(() => new BrokenTrainer(new InvalidOperationException("No such rows.")).Train(RandomSets.Make(6, 20).Set, _options))!;

        Assert.That((refused.Code, refused.Message), Is.EqualTo(("refused-by-library", "broken: No such rows.")));
    }

    [Test]
    public void Gains_OfLabels_AreThoseOfTheMeasure()
    {
        // In each group a row of label 4 (gain 15) and one of 3 (gain 7) pull against each other by the same feature: with the gains of other labels the order would turn.
        var random = new Random(3);
        var rows = new List<float>();
        var labels = new List<double>();
        for (var group = 0; group < 400; group++)
        {
            // The row with feature 1 is worth 4 in four of ten groups and else nothing: 6 on average; the other is always worth 3: 7.
            rows.AddRange([1, 0]);
            labels.AddRange([random.Next(10) < 4 ? 4 : 0, 3]);
        }

        var set = RankingSet.Create(new([.. rows], 1), labels, [.. Enumerable.Repeat(2, 400)]);
        foreach (ITreeTrainer trainer in new ITreeTrainer[] { new FastTreeTrainer(), new LightGbmTrainer() })
        {
            var ensemble = trainer.Train(set, _options).Ensemble;

            Assert.That(ensemble.Score([0f]), Is.GreaterThan(ensemble.Score([1f])), trainer.Name);
        }
    }

    [Test]
    public void Fill_MissingValues_StandBelowEveryNumberOfTheirFeature()
    {
        var random = new Random(4);
        float[] sizes = [0, 1e-30f, 1, 1e7f, 3e38f, float.MaxValue];
        for (var trial = 0; trial < 200; trial++)
        {
            float[] values = [.. Enumerable.Range(0, 6).Select(_ => sizes[random.Next(sizes.Length)] * (random.Next(2) == 0 ? -1 : random.NextSingle()))];
            var filled = new float[1];

            new MissingValues(new([.. values, float.NaN], 1)).Fill([float.NaN], filled);

            Assert.That(float.IsFinite(filled[0]), Is.True);
            Assert.That(filled[0], values.Min() == float.MinValue ? Is.EqualTo(float.MinValue) : Is.LessThan(values.Min()));
        }

        var all = new float[1];
        new MissingValues(new([float.NaN, float.NaN], 1)).Fill([float.NaN], all);
        Assert.That(all[0], Is.Zero, "never any number: nothing to stand below");
    }

    private sealed class BrokenTrainer(Exception failure) : MlNetTrainer
    {
        public override string Name => "broken";

        protected override string Needs => "a library";

        protected override MlNetFit? Fit(MLContext ml, MlNetRows rows, BoostingOptions options, IProgress<int>? progress, CancellationToken cancel) => throw failure;
    }
}
