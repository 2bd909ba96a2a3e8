using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Trainers;

/// <summary>What every trainer keeps to, whoever grows the trees. Those that are not in this build are skipped.</summary>
[TestFixtureSource(typeof(TrainerCases), nameof(TrainerCases.All))]
internal sealed class TreeTrainerTests(string name)
{
    private static readonly BoostingOptions _small = new() { Trees = 30, Leaves = 8, MinRowsInLeaf = 10, Bins = 64 };

    private ITreeTrainer _trainer = null!;

    [OneTimeSetUp]
    public void FindTrainer() => _trainer = TrainerCases.Find(name);

    [Test]
    public void Train_TasteInTheLabels_OrdersOtherRowsByIt()
    {
        var test = RandomSets.Make(2, 100).Set;

        var trained = _trainer.Train(RandomSets.Make(1, 300).Set, _small);

        Assert.That(trained.Grown, Is.EqualTo(30));
        Assert.That(trained.Ensemble.Trees, Has.Count.EqualTo(30));
        Assert.That(trained.Ensemble.Ndcg(test), Is.GreaterThan(0.9));
        Assert.That(trained.Ensemble.Ndcg(test), Is.GreaterThan(new TreeEnsemble(6, 0, []).Ndcg(test) + 0.2), "far better than no order");
    }

    [Test]
    public void Train_RowsWithMissingValues_AllCount()
    {
        var set = RandomSets.Make(3, 200).Set;
        Assert.That(Enumerable.Range(0, set.Rows).Count(r => set.Matrix.Row(r).ToArray().Any(float.IsNaN)), Is.GreaterThan(set.Rows / 4));

        var trained = _trainer.Train(set, _small);

        foreach (var tree in trained.Ensemble.Trees)
            Assert.That(tree.LeafRows.ToArray().Sum(), Is.EqualTo(set.Rows));
        // Feature 2 says something where it is missing, and nothing else.
        Assert.That(trained.Ensemble.Trees.Sum(t => t.Nodes.ToArray().Count(n => n.Feature == 2)), Is.Positive);
        Assert.That(MeanScore(trained.Ensemble, float.NaN), Is.GreaterThan(MeanScore(trained.Ensemble, 0)));
    }

    [Test]
    public void Train_AgainAndOnAnyNumberOfThreads_SameTrees()
    {
        var set = RandomSets.Make(4, 400).Set;

        var first = _trainer.Train(set, _small).Ensemble.Text();

        Assert.That(_trainer.Train(set, _small).Ensemble.Text(), Is.EqualTo(first));
        foreach (var threads in new[] { 2, 3, 5 })
            Assert.That(_trainer.Train(set, _small with { Threads = threads }).Ensemble.Text(), Is.EqualTo(first), $"{threads} threads");
    }

    [Test]
    public void Train_PreparedOnce_AsPreparedEachTimeAlsoAtTheSameTime()
    {
        var set = RandomSets.Make(5, 120).Set;
        BoostingOptions[] options = [.. Enumerable.Range(0, 4).Select(i => _small with { Trees = 10, GroupWeights = [.. Enumerable.Range(0, set.Groups).Select(g => (double)((g + i) % 4))] })];
        var prepared = _trainer.Prepare(set, _small);
        var together = new string[options.Length];

        Parallel.For(0, options.Length, i => together[i] = prepared.Train(options[i]).Ensemble.Text());

        Assert.That(together, Is.Unique.And.EqualTo(options.Select(o => _trainer.Train(set, o).Ensemble.Text())));
    }

    [Test]
    public void Train_GroupsWithoutWeight_AsIfTheyWereNotThere()
    {
        var (some, others) = (RandomSets.Make(6, 80), RandomSets.Make(7, 60));
        var both = new RandomSets { Rows = [.. some.Rows, .. others.Rows], Labels = [.. some.Labels, .. others.Labels], Groups = [.. some.Groups, .. others.Groups] };
        var options = _small with { Bins = 255, GroupWeights = [.. some.Groups.Select(_ => 1.0), .. others.Groups.Select(_ => 0.0)] };

        var weighted = _trainer.Train(both.Set, options).Ensemble;
        var alone = _trainer.Train(some.Set, options with { GroupWeights = [] }).Ensemble;

        // The bins are made of all rows by some trainers, of those that count by others.
        Assert.That(weighted.Trees.Select(t => t.LeafRows.ToArray().Sum()), Is.All.EqualTo(some.Set.Rows));
        Assert.That(weighted.Ndcg(some.Set), Is.EqualTo(alone.Ndcg(some.Set)).Within(0.01));
    }

    [Test]
    public void Train_WinnerWeights_MakeGoodSomeOfWhatTheRanksHid()
    {
        var (season, truth) = (ShownSeason.Make(21, groups: 800), ShownSeason.Make(22, groups: 300));
        double Of(double[] labels, double[]? weights) => _trainer.Train(season.Set(labels, weights), _small with { Trees = 60 }).Ensemble.Ndcg(truth.Set(truth.Truth));

        var (uncorrected, corrected, ideal) = (Of(season.Outcomes, null), Of(season.Outcomes, season.EstimatedWeights), Of(season.Truth, null));

        TestContext.Out.WriteLine($"{name}: NDCG@10 of the truth {uncorrected:F4} uncorrected, {corrected:F4} corrected, {ideal:F4} trained on the truth");
        Assert.That(corrected, Is.GreaterThan(uncorrected + (ideal - uncorrected) / 4));
    }

    [Test]
    public void Train_GroupsHeldOut_EndsWhereTheirOrderWasBest()
    {
        var (train, held) = (RandomSets.Make(8, 60).Set, RandomSets.Make(9, 60).Set);
        var options = _small with { Trees = 120, LearningRate = 0.3, Patience = 20 };

        var stopped = _trainer.Train(train, options, held);
        var all = _trainer.Train(train, options).Ensemble;

        Assert.That(stopped.Ensemble.Trees, Has.Count.LessThan(120), "an overfitted order is not the best");
        var best = Enumerable.Range(0, Math.Min(all.Trees.Count, stopped.Ensemble.Trees.Count + 20)).Max(n => new TreeEnsemble(6, all.Baseline, [.. all.Trees.Take(n)]).Ndcg(held));
        Assert.That(stopped.Ensemble.Ndcg(held), Is.EqualTo(best).Within(1e-12));
    }

    [Test]
    public void Train_MonotoneConstraints_NoScoreGoesAgainstThem()
    {
        // The labels rise with feature 0, fall with 1, and know nothing of 4 and 5: half of the constraints go against what is learned.
        int[] monotone = [-1, -1, 0, 1, 1, -1];
        var random = new Random(10);

        var ensemble = _trainer.Train(RandomSets.Make(11, 300).Set, _small with { Monotone = monotone, Leaves = 31, MinRowsInLeaf = 2 }).Ensemble;

        Assert.That(ensemble.Trees, Is.Not.Empty);
        for (var trial = 0; trial < 200; trial++)
        {
            float[] row = [.. Enumerable.Range(0, 6).Select(_ => random.Next(6) == 0 ? float.NaN : (float)(random.NextDouble() * 6 - 3))];
            for (var feature = 0; feature < monotone.Length; feature++)
            {
                var scores = Enumerable.Range(0, 60).Select(i => Score(ensemble, row, feature, i / 10f - 3) * monotone[feature]);
                if (monotone[feature] != 0)
                    Assert.That(scores, Is.Ordered, $"feature {feature}");
            }
        }
    }

    [Test]
    public void Train_WithoutConstraints_FollowsWhatTheLabelsDo()
    {
        var ensemble = _trainer.Train(RandomSets.Make(12, 300).Set, _small).Ensemble;

        Assert.That(Score(ensemble, new float[6], 0, 1.5f), Is.GreaterThan(Score(ensemble, new float[6], 0, -1.5f)));
        Assert.That(Score(ensemble, new float[6], 1, 1.5f), Is.LessThan(Score(ensemble, new float[6], 1, -1.5f)));
    }

    [Test]
    public void ToBytes_TrainedTrees_ScoreTheSameWhenReadBack()
    {
        var set = RandomSets.Make(13, 60).Set;
        var ensemble = _trainer.Train(set, _small).Ensemble;

        var read = ModelFile.Read(new ModelFile { Version = "v", Parts = [new("a", ["1", "2", "3", "4", "5", "6"], ensemble, [])] }.ToBytes()).Part("a").Ensemble;

        Assert.That(new BatchScorer(read).Score(set.Matrix), Is.EqualTo(new BatchScorer(ensemble).Score(set.Matrix)));
        Assert.That(new BatchScorer(ensemble).Score(set.Matrix), Is.EqualTo(Enumerable.Range(0, set.Rows).Select(r => ensemble.Score(set.Matrix.Row(r)))), "in a batch as one by one");
    }

    [Test]
    public void Train_Progress_RisesToTheTreesThatWereGrown()
    {
        var told = new ToldTrees();

        var trained = _trainer.Train(RandomSets.Make(14, 50).Set, _small, progress: told);

        Assert.That(told.Values, Is.Ordered.And.All.InRange(1, trained.Grown));
        Assert.That(told.Values[^1], Is.EqualTo(trained.Grown));
    }

    [Test]
    public void Train_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        var prepared = _trainer.Prepare(RandomSets.Make(15, 50).Set, _small);
        source.Cancel();

        Assert.That(() => prepared.Train(_small, cancel: source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => _trainer.Prepare(RandomSets.Make(15, 50).Set, _small, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(prepared.Train(_small).Grown, Is.EqualTo(30), "nothing is left behind");
    }

    [TestCase(new float[] { 1, 2 }, new double[] { 0, 1 }, new[] { 2 }, "one-group")]
    [TestCase(new float[] { 1, 2, 3, 4 }, new double[] { 1, 1, 0, 0 }, new[] { 2, 2 }, "one-class")]
    [TestCase(new[] { float.NaN, float.NaN, float.NaN, float.NaN }, new double[] { 0, 1, 0, 1 }, new[] { 2, 2 }, "all-missing")]
    public void Prepare_NothingToLearn_RefusedWithACode(float[] values, double[] labels, int[] groups, string code)
    {
        var set = RankingSet.Create(new(values, 1), labels, groups);

        Assert.That(Assert.Throws<TrainingDataException>(() => _trainer.Prepare(set, new()))!.Code, Is.EqualTo(code));
    }

    [Test]
    public void Train_ValidationRowsOfOtherFeatures_RefusedWithACode()
    {
        var prepared = _trainer.Prepare(RandomSets.Make(16, 20).Set, _small);

        Assert.That(Assert.Throws<TrainingDataException>(() => prepared.Train(_small, RandomSets.Make(17, 20, features: 7).Set))!.Code, Is.EqualTo("feature-count"));
    }

    [TestCaseSource(nameof(Extremes))]
    public void Train_OptionsAtTheEndsOfTheirRanges_TreesWithFiniteScores(BoostingOptions options)
    {
        var set = RandomSets.Make(24, 60).Set;

        var ensemble = _trainer.Train(set, options).Ensemble;

        Assert.That(ensemble.Trees, Is.Not.Empty);
        Assert.That(ensemble.Trees.Max(t => t.Leaves.Length), Is.InRange(2, options.Leaves));
        Assert.That(ensemble.Ndcg(set), Is.GreaterThan(new TreeEnsemble(6, 0, []).Ndcg(set)));
    }

    private static IEnumerable<BoostingOptions> Extremes =>
    [
        new() { Trees = 1, Leaves = 2 },
        new() { Trees = 5, Leaves = 256, MinRowsInLeaf = 1, L2 = 0, MinHessianInLeaf = 0, LearningRate = 1 },
        new() { Trees = 20, Bins = 2, Threads = 64 },
        new() { Trees = 200, Leaves = 4, LearningRate = 1, MinRowsInLeaf = 1, L2 = 0 },
    ];

    [TestCase(nameof(BoostingOptions.Trees), 0)]
    [TestCase(nameof(BoostingOptions.Leaves), 257)]
    [TestCase(nameof(BoostingOptions.LearningRate), 0.0)]
    [TestCase(nameof(BoostingOptions.Bins), 256)]
    [TestCase(nameof(BoostingOptions.Threads), 0)]
    public void Prepare_OptionOutOfRange_Refused(string option, object value)
    {
        var options = new BoostingOptions();
        typeof(BoostingOptions).GetProperty(option)!.SetValue(options, value);

        Assert.That(() => _trainer.Prepare(RandomSets.Make(18, 10).Set, options), Throws.ArgumentException);
    }

    [Test]
    public void Train_OtherBinsThanPrepared_Refused()
    {
        var prepared = _trainer.Prepare(RandomSets.Make(19, 30).Set, _small);

        Assert.That(() => prepared.Train(_small with { Bins = 63 }), Throws.ArgumentException);
    }

    [Test]
    public void Train_NothingThatGains_NoTreeDivides()
    {
        var tooFew = _trainer.Train(RankingSet.Create(new([1, 2, 3, 4], 1), [0, 1, 1, 0], [2, 2]), _small);
        var alike = _trainer.Train(RankingSet.Create(new([.. Enumerable.Repeat(1f, 400)], 1), [.. Enumerable.Range(0, 400).Select(i => i % 5.0)], [200, 200]), _small);
        var pairsWithoutWeight = _trainer.Train(
            RankingSet.Create(new([.. Enumerable.Range(0, 90).Select(i => (float)i)], 1), [.. Enumerable.Range(0, 90).Select(i => i < 60 ? 1 : i % 2.0)], [30, 30, 30]), _small with { GroupWeights = [1, 1, 0] });

        foreach (var trained in new[] { tooFew, alike, pairsWithoutWeight })
            Assert.That(trained.Ensemble.Trees.All(t => t.Nodes.IsEmpty), Is.True);
    }

    private static long Score(TreeEnsemble ensemble, float[] row, int feature, float value)
    {
        float[] changed = [.. row];
        changed[feature] = value;
        return ensemble.Score(changed);
    }

    /// <summary>Over random rows of which feature 2 is as given.</summary>
    private static double MeanScore(TreeEnsemble ensemble, float value)
    {
        var random = new Random(20);
        return Enumerable.Range(0, 500).Average(_ => (double)Score(ensemble, [.. Enumerable.Range(0, 6).Select(_ => (float)(random.NextDouble() * 4 - 2))], 2, value));
    }
}
