using Matchmaking.Core.Common;
using Matchmaking.Ranking.Features;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.ModelFiles;
using Matchmaking.Ranking.Models;
using Matchmaking.Ranking.Training;
using Matchmaking.Ranking.Trees;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.Training;

internal sealed class PartTrainerTests
{
    private static readonly FeatureSet _features = FeatureSet.Public;
    private static readonly Month _first = Month.Parse("2025-01");

    private static readonly TrainingRecipe _recipe = new() { Refits = 3, Options = new() { Trees = 80, Leaves = 8, MinRowsInLeaf = 10, Threads = 1 } };

    [Test]
    public void Train_TasteInTheOutcomes_OrdersLaterSessionsByItAndIsSureInTheRightMeasure()
    {
        var split = SessionSplit.Of(Groups(1, 14));

        var trained = PartTrainer.Train("request-to-funds", _features, split, _recipe);

        var truth = split.Measuring.Select(g => QueryMetrics.Of([.. g.Rows.Chunk(_features.Count).Select(Odds)], [.. g.Labels])).OfType<QueryMetrics>().ToArray();
        Assert.That(QueryMetrics.Mean(trained.Quality, q => q.Ndcg10), Is.GreaterThan(0.96 * QueryMetrics.Mean(truth, q => q.Ndcg10)), "nearly as good as what the outcomes were drawn from");
        Assert.That(trained.Quality, Has.Count.EqualTo(2 * 30), "two of fourteen sessions measure");
        Assert.That((trained.Part.Name, trained.Part.Refits.Count, trained.Scaling.Slope > 0.1), Is.EqualTo(("request-to-funds", 3, true)));
        Assert.That(trained.Part.Choose(_features).Infos, Is.EqualTo(_features.Infos));

        // New sessions: of the candidates given about so much, about so many are wanted.
        var rows = Groups(2, 20).SelectMany(g => g.Labels.Select((label, i) => (Label: label, Row: g.Rows[(i * _features.Count)..((i + 1) * _features.Count)]))).ToArray();
        var scored = rows.Select(r => (Probability: ScoreScale.Score(FixedScore.ToDouble(trained.Part.Ensemble.Score(r.Row))), Wanted: r.Label >= 2)).OrderBy(r => r.Probability).ToArray();
        foreach (var fifth in scored.Chunk(scored.Length / 5))
            Assert.That(fifth.Average(r => r.Probability), Is.EqualTo(fifth.Average(r => r.Wanted ? 1.0 : 0)).Within(0.08));
    }

    [Test]
    public void Train_OutcomesAgainstAMonotoneFeature_NeverTurnItRound()
    {
        var closeness = _features.Infos.ToList().FindIndex(i => i.Name == "sector-closeness");
        var against = Groups(7, 8).Select(g => g with { Labels = [.. g.Rows.Chunk(_features.Count).Select(r => r[closeness] < 0.5 ? 2 : r[3] > 0.5 ? 1 : 0)] });

        var trees = PartTrainer.Train("a", _features, SessionSplit.Of(against), _recipe).Part.Ensemble;

        var random = new Random(8);
        for (var trial = 0; trial < 300; trial++)
        {
            float[] row = [.. Enumerable.Range(0, _features.Count).Select(_ => random.NextSingle())];
            Assert.That(Enumerable.Range(0, 50).Select(i => Score(i / 50f)), Is.Ordered);

            long Score(float value)
            {
                row[closeness] = value;
                return trees.Score(row);
            }
        }

        Assert.That(trees.Trees, Is.Not.Empty);
    }

    [Test]
    public void Train_GroupsInAnyOrderAndThreads_SameBytes()
    {
        var groups = Groups(3, 8).ToArray();

        var one = Bytes(PartTrainer.Train("a", _features, SessionSplit.Of(groups), _recipe));
        var two = Bytes(PartTrainer.Train("a", _features, SessionSplit.Of(groups), On(3)));
        var otherSeed = Bytes(PartTrainer.Train("a", _features, SessionSplit.Of(groups), _recipe with { Seed = 2 }));

        Assert.That(two, Is.EqualTo(one));
        Assert.That(otherSeed, Is.Not.EqualTo(one));
    }

    [Test]
    public void Train_NothingButNoise_KeepsFewTrees()
    {
        var kept = new List<int>();
        for (var seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            var noise = Groups(4, 10).Select(g => g with { Labels = [.. g.Labels.Select(_ => random.Next(3))] });

            var trained = PartTrainer.Train("a", _features, SessionSplit.Of(noise), _recipe);

            kept.Add(trained.Measured.Trees.Count);
            Assert.That(trained.Part.Ensemble.Trees, Has.Count.EqualTo(trained.Measured.Trees.Count));
        }

        Assert.That(kept.Average(), Is.LessThan(40), "of 80, where any number is as good");
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Train_Progress_RisesToOne(int threads)
    {
        var shares = new Shares();

        PartTrainer.Train("a", _features, SessionSplit.Of(Groups(6, 6)), On(threads), shares);

        Assert.That(shares.Told, Is.Ordered.And.All.InRange(0.0, 1.0));
        Assert.That(shares.Told[^1], Is.EqualTo(1));
    }

    [TestCase(1)]
    [TestCase(3)]
    public void Train_Cancelled_Ends(int threads)
    {
        using var cancel = new CancellationTokenSource();
        var shares = new Shares { When = share => share > 0.3, Then = cancel.Cancel };

        // With twelve refits a third of the way is among them; each under way may have been at its last tree.
        Assert.That(
            () => PartTrainer.Train("a", _features, SessionSplit.Of(Groups(6, 6)), On(threads) with { Refits = 12 }, shares, cancel.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(shares.Told[^1], Is.LessThan(0.6));
    }

    private static TrainingRecipe On(int threads) => _recipe with { Options = _recipe.Options with { Threads = threads } };

    private static byte[] Bytes(TrainedPart trained) => new ModelFile { Version = "v", Parts = [trained.Part] }.ToBytes();

    /// <summary>Thirty funds a session with fifteen candidates each: what feature 0 and 3 say is wanted, with much chance in it.</summary>
    private static IEnumerable<TrainingGroup> Groups(int seed, int sessions)
    {
        var random = new Random(seed);
        for (var session = 0; session < sessions; session++)
        {
            for (var fund = 0; fund < 30; fund++)
            {
                float[] rows = [.. Enumerable.Range(0, 15 * _features.Count).Select(_ => random.Next(12) == 0 ? float.NaN : random.NextSingle())];
                int[] labels = [.. rows.Chunk(_features.Count).Select(r => Label(random, r))];
                yield return new(_first.AddMonths(session), rows, labels, []);
            }
        }
    }

    private static int Label(Random random, float[] row) => random.NextDouble() < 1 / (1 + Math.Exp(-Odds(row))) ? random.Next(2, 5) : random.Next(2);

    private static double Odds(float[] row) => 6 * ((float.IsNaN(row[0]) ? 0.3 : row[0]) + (float.IsNaN(row[3]) ? 0.3 : row[3]) - 1.2);

    private sealed class Shares : IProgress<double>
    {
        public List<double> Told { get; } = [];

        public Func<double, bool> When { get; init; } = _ => false;

        public Action Then { get; init; } = () => { };

        public void Report(double value)
        {
            Told.Add(value);
            if (When(value))
                Then();
        }
    }
}
