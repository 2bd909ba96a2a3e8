using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;
using Matchmaking.Tests.Ranking.Support;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

internal sealed class LambdaMartTrainerTests
{
    private static readonly LambdaMartTrainer _trainer = new();
    private static readonly BoostingOptions _small = new() { Trees = 30, Leaves = 8, MinRowsInLeaf = 10, Bins = 64 };

    [Test]
    public void Train_TasteBehindTheLabels_OrdersNewGroups()
    {
        var ensemble = _trainer.Train(RandomSets.Make(1, 300).Set, _small).Ensemble;
        var test = RandomSets.Make(2, 200).Set;

        Assert.That(ensemble.Ndcg(test), Is.GreaterThan(0.93));
        Assert.That(new TreeEnsemble(6, 0, []).Ndcg(test), Is.LessThan(0.75), "without trees");
    }

    [Test]
    public void Train_AnyOrderOfRowsAndThreads_SameTrees()
    {
        // Enough rows for several threads to have some.
        var sets = RandomSets.Make(3, 1500, mostRows: 60);
        var expected = _trainer.Train(sets.Set, _small).Ensemble.Text();

        foreach (var threads in (int[])[2, 3, 7])
            Assert.That(_trainer.Train(sets.Set, _small with { Threads = threads }).Ensemble.Text(), Is.EqualTo(expected), $"{threads} threads");
        Assert.That(_trainer.Train(sets.Shuffled(1).Set, _small with { Threads = 2 }).Ensemble.Text(), Is.EqualTo(expected), "shuffled");
    }

    [Test]
    public void Train_SameValueEverywhere_NeverAskedAbout()
    {
        var sets = RandomSets.Make(4, 300);
        RandomSets With(RandomSets s) => new() { Rows = [.. s.Rows.Select(r => (float[])[.. r, 7f])], Labels = s.Labels, Groups = s.Groups };
        var test = RandomSets.Make(5, 300);

        var without = _trainer.Train(sets.Set, _small).Ensemble;
        var with = _trainer.Train(With(sets).Set, _small).Ensemble;

        Assert.That(with.Trees.SelectMany(t => t.Nodes.ToArray()).Select(n => n.Feature), Has.None.EqualTo(6));
        Assert.That(with.Ndcg(With(test).Set), Is.EqualTo(without.Ndcg(test.Set)).Within(0.01), "ties before the first tree fall differently");
    }

    [Test]
    public void Train_NoiseAsFeature_OrdersAlmostAsWell()
    {
        var random = new Random(6);
        var sets = RandomSets.Make(6, 400);
        var test = RandomSets.Make(7, 300);
        RandomSets Noisy(RandomSets s) => new() { Rows = [.. s.Rows.Select(r => (float[])[.. r, (float)random.NextDouble()])], Labels = s.Labels, Groups = s.Groups };

        var without = _trainer.Train(sets.Set, _small).Ensemble.Ndcg(test.Set);
        var with = _trainer.Train(Noisy(sets).Set, _small).Ensemble.Ndcg(Noisy(test).Set);

        Assert.That(with, Is.EqualTo(without).Within(0.01));
    }

    [Test]
    public void Train_MonotoneConstraints_HoldEverywhere()
    {
        // Labels pull the other way for feature 1 and both ways for feature 4.
        int[] monotone = [1, 1, 0, 0, -1, 0];
        var ensemble = _trainer.Train(RandomSets.Make(8, 300).Set, _small with { Monotone = monotone, Leaves = 31, MinRowsInLeaf = 2 }).Ensemble;

        var random = new Random(8);
        foreach (var row in RandomSets.Make(9, 100).Rows)
        {
            for (var feature = 0; feature < monotone.Length; feature++)
            {
                var (low, high) = (random.NextDouble() * 4 - 2, random.NextDouble() * 4 - 2);
                var (lower, higher) = ((float[])[.. row], (float[])[.. row]);
                (lower[feature], higher[feature]) = ((float)Math.Min(low, high), (float)Math.Max(low, high));
                Assert.That(monotone[feature] * (ensemble.Score(higher) - ensemble.Score(lower)), Is.Not.Negative, $"feature {feature}");
            }
        }
    }

    [Test]
    public void Train_GroupsWithoutWeight_TeachNothing()
    {
        var some = RandomSets.Make(10, 120);
        var other = RandomSets.Make(11, 80);
        var both = new RandomSets { Rows = [.. some.Rows, .. other.Rows], Labels = [.. some.Labels, .. other.Labels.Select(l => 4 - l)], Groups = [.. some.Groups, .. other.Groups] };
        var weights = Enumerable.Repeat(1.0, 120).Concat(Enumerable.Repeat(0.0, 80)).ToArray();

        // Bins are made of all rows; with one for each value of the few that there are they do not differ.
        foreach (var row in both.Rows)
        {
            for (var f = 0; f < row.Length; f++)
                row[f] = MathF.Round(row[f] * 4);
        }

        var weighted = _trainer.Train(both.Set, _small with { GroupWeights = weights }).Ensemble;
        var alone = _trainer.Train(some.Set, _small).Ensemble;

        Assert.That(some.Rows.Select(r => weighted.Score(r)), Is.EqualTo(some.Rows.Select(r => alone.Score(r))));
    }

    [Test]
    public void Train_BinnedOnceForSeveralAtATime_SameTreesAsAlone()
    {
        var set = RandomSets.Make(17, 120).Set;
        var binned = _trainer.Prepare(set, _small with { Threads = 2 });
        BoostingOptions[] options = [.. Enumerable.Range(0, 5).Select(i => _small with { GroupWeights = [.. Enumerable.Range(0, set.Groups).Select(g => (double)((g + i) % 5))] })];

        var shared = new string[options.Length];
        Parallel.For(0, options.Length, i => shared[i] = binned.Train(options[i]).Ensemble.Text());

        Assert.That(shared, Is.Unique.And.EqualTo(options.Select(o => _trainer.Train(set, o).Ensemble.Text())));
    }

    [Test]
    public void Train_BinnedOtherwise_Refused() =>
        Assert.That(() => _trainer.Prepare(RandomSets.Make(18, 10).Set, _small).Train(_small with { Bins = 63 }), Throws.ArgumentException);

    [Test]
    public void Train_GroupsHeldOut_StopsWhereTheirOrderIsBest()
    {
        var (train, held) = (RandomSets.Make(12, 40).Set, RandomSets.Make(13, 60).Set);
        var options = _small with { Trees = 400, LearningRate = 0.5, MinRowsInLeaf = 1, Leaves = 31, Patience = 20 };
        var stopped = _trainer.Train(train, options, held);
        var all = _trainer.Train(train, options with { Trees = stopped.Grown }).Ensemble;

        var best = stopped.Ensemble.Ndcg(held);
        Assert.That((stopped.Grown - stopped.Ensemble.Trees.Count, stopped.Grown), Is.EqualTo((20, stopped.Ensemble.Trees.Count + 20)));
        for (var trees = 0; trees <= stopped.Grown; trees++)
            Assert.That(new TreeEnsemble(6, 0, [.. all.Trees.Take(trees)]).Ndcg(held), Is.LessThanOrEqualTo(best));
    }

    [Test]
    public void Train_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        var trees = new List<int>();
        var progress = new ToldTrees(done =>
        {
            trees.Add(done);
            if (done == 3)
                source.Cancel();
        });

        Assert.That(() => _trainer.Train(RandomSets.Make(14, 50).Set, _small, null, progress, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(string.Join(' ', trees), Is.EqualTo("1 2 3"));
    }

    [Test]
    public void Train_CancelledWhileBinning_SaysSo([Values(1, 2)] int threads)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.That(() => _trainer.Train(RandomSets.Make(16, 200, 20).Set, _small with { Threads = threads }, cancel: source.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase("Trees", 0)]
    [TestCase("Leaves", 1)]
    [TestCase("Leaves", 257)]
    [TestCase("Bins", 256)]
    [TestCase("MinRowsInLeaf", 0)]
    [TestCase("Threads", 0)]
    [TestCase("Truncation", 0)]
    [TestCase("Patience", 0)]
    [TestCase("GapShare", -1)]
    public void Train_OptionOutOfRange_Refused(string option, int value)
    {
        var options = new BoostingOptions();
        typeof(BoostingOptions).GetProperty(option)!.SetValue(options, value);

        Assert.That(() => _trainer.Train(RandomSets.Make(15, 10).Set, options), Throws.ArgumentException);
    }
}
