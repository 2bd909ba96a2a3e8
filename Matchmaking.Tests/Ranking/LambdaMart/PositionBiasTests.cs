using Matchmaking.Ranking.LambdaMart;
using Matchmaking.Ranking.Metrics;
using Matchmaking.Ranking.Trainers;
using Matchmaking.Ranking.Trees;
using NUnit.Framework;

namespace Matchmaking.Tests.Ranking.LambdaMart;

/// <summary>Outcomes are simulated: a candidate is looked at with a probability that falls with the rank at which it was shown, and liked if it is good. The truth is known.</summary>
internal sealed class PositionBiasTests
{
    private const int Candidates = 20;

    private static readonly BoostingOptions _options = new() { Trees = 60, Leaves = 8, MinRowsInLeaf = 20 };

    [Test]
    public void Train_OutcomesOfWhatWasSeen_OrdersByTheTruth()
    {
        var season = Season(1, groups: 1500);
        var truth = Season(2, groups: 500);

        var corrected = Ndcg(Train(season, season.Outcomes, Weights(season)), truth);
        var uncorrected = Ndcg(Train(season, season.Outcomes, null), truth);
        var known = Ndcg(Train(season, season.Outcomes, [.. season.Shown.Select(r => (double)Math.Min(r, 20))]), truth);
        var ideal = Ndcg(Train(season, season.Truth, null), truth);

        TestContext.Out.WriteLine($"NDCG@10 of the truth: {uncorrected:F4} uncorrected, {corrected:F4} corrected, {known:F4} with the true propensities, {ideal:F4} trained on the truth");
        Assert.That(corrected, Is.GreaterThan(uncorrected + (ideal - uncorrected) / 2), "at least half of the loss is made good");
    }

    [Test]
    public void Train_ShownAtRandom_CorrectionDoesNoHarm()
    {
        var season = Season(3, groups: 800, shownAtRandom: true);
        var truth = Season(4, groups: 400);

        Assert.That(Ndcg(Train(season, season.Outcomes, Weights(season)), truth), Is.GreaterThan(Ndcg(Train(season, season.Outcomes, null), truth) - 0.02));
    }

    [Test]
    public void Train_RowsOfAGroupInAnyOrder_SameTrees()
    {
        var season = Season(5, groups: 60);
        var weights = Weights(season);
        int[] order = [.. Enumerable.Range(0, season.Rows.Length).OrderBy(r => r / Candidates).ThenByDescending(r => r)];

        var forward = Train(season, season.Outcomes, weights);
        var backward = Train(season with { Rows = [.. order.Select(r => season.Rows[r])] }, [.. order.Select(r => season.Outcomes[r])], [.. order.Select(r => weights[r])]);

        Assert.That(season.Rows.Select(r => backward.Score(r)), Is.EqualTo(season.Rows.Select(r => forward.Score(r))));
    }

    [Test]
    public void Estimate_ExpectedOutcomesOfTheModel_FindsItsPropensities([Values] bool betterOnesShownHigher)
    {
        // Merit 0.1 to 1 in ten strata, seen with 1 / rank: expected outcomes, without noise.
        var outcomes = new List<ShownOutcome>();
        for (var stratum = 0; stratum < 10; stratum++)
        {
            for (var i = 0; i < 300; i++)
            {
                var rank = betterOnesShownHigher ? Math.Clamp(10 - stratum + i % 11 - 5, 1, 12) : i % 12 + 1;
                outcomes.Add(new(rank, stratum, (stratum + 1) / 10.0 / rank));
            }
        }

        var bias = PositionBias.Estimate(outcomes);

        for (var rank = 1; rank <= 12; rank++)
            Assert.That(bias.Propensity(rank), Is.EqualTo(1.0 / rank).Within(0.001), $"rank {rank}");
        Assert.That(bias.Propensity(13), Is.EqualTo(bias.Propensity(12)), "never shown: as the one before");
        Assert.That((bias.WinnerWeight(null), bias.WinnerWeight(1)), Is.EqualTo((1.0, 1.0)));
    }

    [Test]
    public void Estimate_FewOutcomes_NeverRisesAndStaysInBounds()
    {
        var random = new Random(7);
        for (var trial = 0; trial < 50; trial++)
        {
            var bias = PositionBias.Estimate(
                [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => new ShownOutcome(random.Next(1, 50), random.NextDouble(), random.Next(4) == 0 ? random.Next(16) : 0))]);

            double[] propensities = [.. Enumerable.Range(1, 40).Select(bias.Propensity)];
            Assert.That(propensities, Is.Ordered.Descending.And.All.InRange(PositionBias.LeastPropensity, 1.0));
            Assert.That(propensities[0], Is.EqualTo(1));
        }
    }

    [Test]
    public void Estimate_NoOutcomes_NoBias()
    {
        Assert.That(PositionBias.Estimate([]).Propensity(30), Is.EqualTo(1));
        Assert.That(PositionBias.Estimate([new(1, 0, 0), new(9, 0, 0)]).Propensity(9), Is.EqualTo(1));
    }

    [TestCase(0, 0, 0)]
    [TestCase(1, double.NaN, 0)]
    [TestCase(1, 0, -1)]
    [TestCase(1, 0, double.PositiveInfinity)]
    public void Estimate_BadOutcome_Refused(int rank, double score, double gain) =>
        Assert.That(() => PositionBias.Estimate([new(rank, score, gain)]), Throws.ArgumentException);

    [TestCase(new[] { 1.0 })]
    [TestCase(new[] { 1, 0.0 })]
    [TestCase(new[] { 1, double.NaN })]
    [TestCase(new[] { 1, 1001.0 })]
    public void Create_BadWinnerWeights_Refused(double[] weights) =>
        Assert.That(Assert.Throws<TrainingDataException>(() => RankingSet.Create(new([1, 2], 1), [1, 0], [2], weights))!.Code, Is.EqualTo("winner-weight"));

    private static double[] Weights(Simulated season)
    {
        var bias = PositionBias.Estimate([.. season.Shown.Select((rank, row) => new ShownOutcome(rank, season.Scores[row], season.Outcomes[row]))]);
        return [.. season.Shown.Select(r => bias.WinnerWeight(r))];
    }

    private static TreeEnsemble Train(Simulated season, double[] labels, double[]? weights) =>
        new LambdaMartTrainer().Train(RankingSet.Create(Matrix(season), labels, Groups(season), weights), _options).Ensemble;

    private static double Ndcg(TreeEnsemble ensemble, Simulated season)
    {
        var set = RankingSet.Create(Matrix(season), season.Truth, Groups(season));
        return QueryMetrics.Mean(SetMetrics.Of(set, [.. season.Rows.Select(r => ensemble.Score(r))]), q => q.Ndcg10);
    }

    private static FeatureMatrix Matrix(Simulated season) => new([.. season.Rows.SelectMany(r => r)], season.Rows[0].Length);

    private static int[] Groups(Simulated season) => [.. Enumerable.Repeat(Candidates, season.Rows.Length / Candidates)];

    /// <summary>
    /// Features 0 and 1 make a candidate good. What was shown followed feature 2 above all, which says nothing of how good it is, and in some groups all candidates have
    /// more of it than in others.
    /// </summary>
    private static Simulated Season(int seed, int groups, bool shownAtRandom = false)
    {
        var random = new Random(seed);
        var rows = new List<float[]>();
        var (truth, outcomes, scores, shown) = (new List<double>(), new List<double>(), new List<double>(), new List<int>());
        for (var group = 0; group < groups; group++)
        {
            var level = random.NextSingle();
            float[][] candidates = [.. Enumerable.Range(0, Candidates).Select(_ => new[] { random.NextSingle(), random.NextSingle(), level + random.NextSingle(), random.NextSingle() })];
            double[] scored = [.. candidates.Select(c => shownAtRandom ? random.NextDouble() : c[2] + 0.3 * c[0])];
            int[] ranks = [.. scored.Select(s => 1 + scored.Count(other => other > s))];
            for (var i = 0; i < Candidates; i++)
            {
                var good = candidates[i][0] + candidates[i][1] > 1.4;
                // Looked at with probability 1 / rank; a poor one is liked once in twenty.
                var liked = random.NextDouble() < 1.0 / ranks[i] && random.NextDouble() < (good ? 0.9 : 0.05);
                rows.Add(candidates[i]);
                truth.Add(good ? 1 : 0);
                outcomes.Add(liked ? 1 : 0);
            }

            scores.AddRange(scored);
            shown.AddRange(ranks);
        }

        return new([.. rows], [.. truth], [.. outcomes], [.. scores], [.. shown]);
    }

    private sealed record Simulated(float[][] Rows, double[] Truth, double[] Outcomes, double[] Scores, int[] Shown);
}
