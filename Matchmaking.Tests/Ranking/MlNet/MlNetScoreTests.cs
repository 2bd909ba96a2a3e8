using Matchmaking.Ranking.MlNet;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using Matchmaking.Tests.Ranking.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.MlNet;

/// <summary>The engine's scores beside those of ML.NET's own model, rows that it was not trained on.</summary>
[TestFixtureSource(nameof(Trainers))]
[Category(TrainerCases.Optional)]
internal sealed class MlNetScoreTests(string name)
{
    private static readonly string[] Trainers = ["mlnet-fasttree", "mlnet-lightgbm"];

    private static readonly BoostingOptions _options = new() { Trees = 100, Leaves = 31, MinRowsInLeaf = 10 };

    private readonly ITreeTrainer _trainer = TrainerCases.Find(name);

    [TestCase(false)]
    [TestCase(true)]
    public void Train_RowsOfAnotherSet_BitsOfMlNetsOwnScores(bool withMissing)
    {
        var (train, test) = (Set(1, 300, withMissing), Set(2, 1000, withMissing));

        var trained = _trainer.Train(train, _options);

        Assert.That(Engine(trained, test), Is.EqualTo(Library(train, test, _options)));
        Assert.That(Engine(trained, test).Distinct().Count(), Is.GreaterThan(1000), "scores that differ");
    }

    [Test]
    public void Train_WeightedGroups_BitsOfMlNetsOwnScores()
    {
        var (train, test) = (Set(3, 200, true), Set(4, 200, true));
        var options = _options with { Trees = 20, GroupWeights = [.. Enumerable.Range(0, train.Groups).Select(g => (double)(g % 3))] };

        Assert.That(Engine(_trainer.Train(train, options), test), Is.EqualTo(Library(train, test, options)));
    }

    [Test]
    public void Train_ValuesBeyondAllThatWereLearnedFrom_BitsOfMlNetsOwnScores()
    {
        var train = Set(5, 100, true);
        float[] extremes = [float.MinValue, -1e30f, -1e3f, -2, 0, 2, 1e3f, 1e30f, float.MaxValue, float.NaN];
        var random = new Random(6);
        var rows = new FeatureMatrix([.. Enumerable.Range(0, 6 * 500).Select(_ => extremes[random.Next(extremes.Length)])], 6);
        var test = RankingSet.Create(rows, [.. Enumerable.Range(0, 500).Select(i => i % 5.0)], [500]);

        Assert.That(Engine(_trainer.Train(train, _options), test), Is.EqualTo(Library(train, test, _options)));
    }

    [TestCase(-1e30f, 1e30f)]
    [TestCase(16_777_216f, 16_777_218f)]
    [TestCase(-1e-30f, 1e-30f)]
    [TestCase(float.MinValue, float.MaxValue)]
    public void Train_FeatureOfAnyRange_MissingIsTheLowestAndBitsAreTheSame(float low, float high)
    {
        var random = new Random(7);
        float[] values = [.. Enumerable.Range(0, 2000).Select(_ => random.Next(3) switch { 0 => float.NaN, 1 => low, _ => high })];
        double[] labels = [.. values.Select(v => float.IsNaN(v) ? 2.0 : v == low ? random.Next(2) : 3)];
        var set = RankingSet.Create(new(values, 1), labels, [.. Enumerable.Repeat(20, 100)]);

        var trained = _trainer.Train(set, _options with { Trees = 10 });

        Assert.That(Engine(trained, set), Is.EqualTo(Library(set, set, _options with { Trees = 10 })));
        // A bound that ML.NET rounded onto a value leaves a leaf empty, which still counts as one row.
        Assert.That(trained.Ensemble.Trees[0].LeafRows.ToArray().Sum(), Is.InRange(2000, 2001));
    }

    private static RankingSet Set(int seed, int groups, bool withMissing)
    {
        var set = RandomSets.Make(seed, groups);
        if (!withMissing)
            Array.ForEach(set.Rows, row => Array.ForEach(Enumerable.Range(0, row.Length).ToArray(), f => row[f] = float.IsNaN(row[f]) ? 0 : row[f]));
        return set.Set;
    }

    /// <summary>In single precision, as ML.NET gives them.</summary>
    private static float[] Engine(TrainedTrees trained, RankingSet rows) => Array.ConvertAll(new BatchScorer(trained.Ensemble).Score(rows.Matrix), s => (float)trained.ScoreOf(s));

    /// <summary>Given what stands in for missing values, which ML.NET has no other word for.</summary>
    private float[] Library(RankingSet train, RankingSet test, BoostingOptions options)
    {
        var fit = ((MlNetSet)_trainer.Prepare(train, options)).Fit(options)!;
        var missing = new MissingValues(train.Matrix);
        var filled = new float[test.Rows * test.Matrix.Features];
        for (var row = 0; row < test.Rows; row++)
            missing.Fill(test.Matrix.Row(row), filled.AsSpan(row * test.Matrix.Features, test.Matrix.Features));
        var rows = RankingSet.Create(new(filled, test.Matrix.Features), [.. test.Labels.ToArray().Select(l => (double)l)], [test.Rows]);
        return [.. fit.Model.Transform(new MlNetRows(rows).View(new MLContext(), [])).GetColumn<float>("Score")];
    }
}
